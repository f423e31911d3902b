"""A clock that is set back leaves nothing waiting for the hour that it lost."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select, update

from storage.clock_steps import ahead, set_back
from storage.database import Database
from storage.frontier import Frontier
from storage.host_leases import HostLeases
from storage.outbox import Outbox
from storage.records import ChannelState, DeliveryState, PollResult, RunOutcome
from storage.sources import Sources
from storage.tables import ChannelStateRow, HostLeaseRow, LeadRow
from tests.storage.samples import flagged, lead, source

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def polled(db: Database, number: int, at: datetime, due_at: datetime) -> None:
    result = PollResult(outcome=RunOutcome.UNCHANGED)
    state = Sources(db).get("gazette")
    assert state is not None
    Sources(db).finish(number, result, url=state.url, new=0, now=at, due_at=due_at)


def due_at(db: Database) -> datetime:
    state = Sources(db).get("gazette")
    assert state is not None
    return state.due_at


def test_a_source_waits_as_long_as_it_would_have(db: Database) -> None:
    number = source(db, NOW)
    polled(db, number, NOW + HOUR, NOW + HOUR + 15 * MINUTE)
    assert ahead(db, NOW) == HOUR
    assert set_back(db, HOUR, NOW) == 1
    assert due_at(db) == NOW + 15 * MINUTE


def test_one_that_was_due_by_the_wrong_clock_is_due(db: Database) -> None:
    number = source(db, NOW)
    polled(db, number, NOW + HOUR, NOW + HOUR / 2)
    set_back(db, HOUR, NOW)
    assert due_at(db) == NOW


def test_what_is_due_stays_as_it_is(db: Database) -> None:
    number = source(db, NOW)
    polled(db, number, NOW - MINUTE, NOW - MINUTE)
    assert ahead(db, NOW) == timedelta()
    assert set_back(db, HOUR, NOW) == 0
    assert due_at(db) == NOW - MINUTE


def test_a_lease_ends_when_it_would_have_and_the_id_stays(db: Database) -> None:
    flagged(db, NOW + HOUR, 2, "mail")
    outbox = Outbox(db)
    claimed = outbox.claim("mail", "w1", NOW + HOUR, 5 * MINUTE, 1)
    outbox.retry(claimed[0].delivery.id, NOW + HOUR + 10 * MINUTE, "no answer")
    (held,) = outbox.claim("mail", "w1", NOW + HOUR, 5 * MINUTE, 1)
    set_back(db, HOUR, NOW)
    by_id = {one.id: one for one in outbox.list()}
    assert by_id[claimed[0].delivery.id].due_at == NOW + 10 * MINUTE
    assert by_id[held.delivery.id].due_at == NOW + 5 * MINUTE
    assert by_id[held.delivery.id].state is DeliveryState.SENDING
    assert outbox.claim("mail", "w2", NOW, 5 * MINUTE, 5) == []
    again = outbox.claim("mail", "w2", NOW + 11 * MINUTE, 5 * MINUTE, 5)
    assert {one.delivery.id for one in again} == by_id.keys()


def test_a_host_that_rests_does_so_as_long_as_it_asked_for(sqlite_url: str) -> None:
    with closing(Database(sqlite_url)) as db:
        HostLeases(db, "w1").take("gazette.test", 2.0)
        with db.write() as connection:
            until = NOW + HOUR + 10 * MINUTE
            connection.execute(update(HostLeaseRow).values(resting_until=until))
        set_back(db, HOUR, NOW)
        with db.read() as connection:
            assert connection.scalar(select(HostLeaseRow.resting_until)) == NOW + 10 * MINUTE


def test_a_host_of_the_servers_time_is_left_alone(postgres_url: str) -> None:
    with closing(Database(postgres_url)) as db:
        HostLeases(db, "w1").take("gazette.test", 2.0)
        with db.write() as connection:
            connection.execute(update(HostLeaseRow).values(resting_until=NOW + 10 * MINUTE))
        set_back(db, HOUR, NOW)
        with db.read() as connection:
            assert connection.scalar(select(HostLeaseRow.resting_until)) == NOW + 10 * MINUTE


def test_a_channel_that_rests_and_an_article_that_is_tried_again(db: Database) -> None:
    number = source(db, NOW)
    frontier = Frontier(db)
    frontier.discover(number, [lead("https://gazette.example/1")], NOW + HOUR)
    (pending,) = frontier.pending(number, NOW + HOUR, 5)
    frontier.failed(pending, "HTTP 503", NOW + HOUR, NOW + HOUR + 5 * MINUTE)
    rests = ChannelState(channel="mail", digest="d")
    with db.write() as connection:
        connection.execute(
            insert(ChannelStateRow).values(
                channel=rests.channel,
                digest=rests.digest,
                failures=5,
                probe_at=NOW + HOUR + MINUTE,
                rests_until_at=NOW + 2 * MINUTE,
                refused={},
                told=[],
                recent_at=[],
            )
        )
    set_back(db, HOUR, NOW)
    with db.read() as connection:
        assert connection.scalar(select(LeadRow.due_at)) == NOW + 5 * MINUTE
        row = connection.execute(select(ChannelStateRow.probe_at, ChannelStateRow.rests_until_at)).one()
    assert row == (NOW + MINUTE, NOW)


def test_what_waits_for_less_than_was_asked_for_is_left_alone(db: Database) -> None:
    number = source(db, NOW)
    polled(db, number, NOW, NOW + 15 * MINUTE)
    flagged(db, NOW + HOUR, 1, "mail")
    assert set_back(db, HOUR, NOW, least=57 * MINUTE) == 1
    assert due_at(db) == NOW + 15 * MINUTE
    assert [one.due_at for one in Outbox(db).list()] == [NOW]
