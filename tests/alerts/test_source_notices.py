"""What is told of sources: from their polls into the outbox."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from alerts.care import CarePlan, tell_of_sources
from storage.database import Database
from storage.errors import StorageError
from storage.outbox import Outbox
from storage.records import (
    ClaimedNotice,
    DeliveryState,
    Health,
    NoticeKind,
    PollResult,
    SourceCare,
    SourceNotice,
)
from storage.source_notices import SHOWN, SourceNotices
from storage.sources import Sources
from tests.storage.health.polls import DAY, FAULT, GONE, HOUR, HTML, NOW, OK, TIMEOUT, UNDATED, polls, waits
from tests.storage.samples import declaration, flagged, source

MINUTE = timedelta(minutes=1)
LEASE = timedelta(minutes=5)
_ages = itertools.count()


class Desk:
    """Sources that are polled, and who is told of them; its clock is moved by hand."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.now = NOW
        self.plan = CarePlan(channels=("mail", "hook"))
        self.numbers: dict[str, int] = {}

    def poll(self, *results: PollResult, name: str = "gazette", apart: timedelta = MINUTE) -> None:
        for result in results:
            self.now += apart
            url = f"https://{name}.example/feed"
            if name not in self.numbers:
                self.numbers[name] = source(self.db, self.now, name)
            number = self.numbers[name]
            due_at = self.now + HOUR
            Sources(self.db).finish(number, result, url=url, new=0, now=self.now, due_at=due_at)

    def tell(self, after: timedelta = MINUTE) -> int:
        self.now += after
        return tell_of_sources(self.db, self.plan, self.now)

    def notices(self) -> list[SourceNotice]:
        """The first one first."""
        return SourceNotices(self.db).list(10**6)[::-1]

    def kinds(self) -> list[NoticeKind]:
        return [one.kind for one in self.notices()]


@pytest.fixture
def desk(db: Database) -> Desk:
    return Desk(db)


def test_a_source_that_breaks_is_told_to_each_channel_once(desk: Desk) -> None:
    desk.poll(OK, GONE)
    assert desk.tell() == 1
    assert (desk.tell(), desk.tell(HOUR)) == (0, 0)
    (notice,) = desk.notices()
    assert notice.kind is NoticeKind.TROUBLE
    (care,) = notice.sources
    assert (care.name, care.url, care.last_ok_at) == ("gazette", "https://gazette.example/feed", NOW + MINUTE)
    assert [one.state for one in care.conditions] == [Health.GONE]
    outbox = Outbox(desk.db)
    assert sorted(one.channel for one in outbox.list()) == ["hook", "mail"]
    (claimed,) = outbox.claim("mail", "w1", desk.now, LEASE, 10)
    assert isinstance(claimed, ClaimedNotice)
    assert claimed.notice == notice
    assert claimed.delivery.notice_kind is NoticeKind.TROUBLE
    assert (claimed.delivery.hit_id, claimed.delivery.watch) == (None, None)
    assert outbox.hit_of(claimed.delivery.id) is None


def test_a_clock_that_was_ahead_keeps_no_notice_back(desk: Desk) -> None:
    desk.now += timedelta(days=7)
    desk.poll(OK, GONE, name="courier")
    assert desk.tell() == 1
    desk.now -= timedelta(days=7)
    desk.poll(OK, GONE)
    assert desk.tell(HOUR) == 1


def test_notices_go_out_beside_hits_and_can_be_replayed(desk: Desk) -> None:
    flagged(desk.db, NOW, 2, "mail")
    desk.poll(GONE)
    desk.tell()
    outbox = Outbox(desk.db)
    claimed = outbox.claim("mail", "w1", desk.now, LEASE, 10)
    assert [isinstance(one, ClaimedNotice) for one in claimed] == [False, False, True]
    number = claimed[-1].delivery.id
    outbox.dead(number, "550 no", desk.now)
    assert outbox.replay(number, desk.now)
    assert [one.id for one in outbox.list(DeliveryState.WAITING, channel="mail")] == [number]


def test_what_passes_by_itself_is_told_when_it_lasts(desk: Desk) -> None:
    desk.poll(OK, TIMEOUT, TIMEOUT)
    assert desk.tell(30 * MINUTE) == 0
    # The clock alone makes it ripe: the source may have been left alone for long.
    assert desk.tell(40 * MINUTE) == 1
    desk.poll(FAULT)
    assert desk.tell() == 0


def test_a_short_trouble_is_told_to_nobody(desk: Desk) -> None:
    desk.poll(OK, TIMEOUT, OK, HTML, OK)
    assert desk.tell(DAY) == 0
    assert desk.notices() == []


def test_a_new_source_in_trouble_is_told_once(desk: Desk) -> None:
    desk.poll(HTML, HTML, HTML)
    assert desk.tell() == 1
    desk.poll(*[HTML] * 9)
    assert desk.tell(DAY) == 0


def test_a_recovery_is_told_once_and_not_before_it_lasts(desk: Desk) -> None:
    desk.poll(OK, GONE)
    desk.tell()
    desk.poll(OK)
    assert desk.tell(HOUR) == 0
    desk.poll(OK)
    assert desk.tell() == 1
    assert desk.tell(DAY) == 0
    assert desk.kinds() == [NoticeKind.TROUBLE, NoticeKind.RECOVERED]
    (care,) = desk.notices()[-1].sources
    assert [one.state for one in care.conditions] == [Health.OK]
    (past,) = care.over
    assert (past.state, past.since, past.ended_at) == (Health.GONE, NOW + 2 * MINUTE, NOW + 4 * MINUTE)


def test_a_source_that_comes_and_goes_is_one_trouble(desk: Desk) -> None:
    desk.poll(OK, GONE)
    desk.tell()
    for _ in range(10):
        desk.poll(OK, GONE, apart=20 * MINUTE)
        assert desk.tell() == 0
    desk.poll(OK, UNDATED, apart=20 * MINUTE)
    assert desk.tell() == 1
    assert desk.kinds() == [NoticeKind.TROUBLE, NoticeKind.RECOVERED]
    desk.poll(GONE, apart=HOUR)
    assert desk.tell() == 1


def test_many_at_once_are_told_together(desk: Desk) -> None:
    names = [f"paper{number:03}" for number in range(SHOWN + 5)]
    Sources(desk.db).sync([declaration(name) for name in names], NOW)
    desk.numbers.update((state.name, state.id) for state in Sources(desk.db).due(NOW, 200))
    desk.poll(GONE, name=names[0])
    assert desk.tell() == 1
    for name in names[1:]:
        desk.poll(GONE, name=name, apart=timedelta(seconds=1))
    assert desk.tell() == 0
    assert desk.tell(5 * MINUTE) == 1
    notice = desk.notices()[-1]
    assert (len(notice.sources), notice.more) == (SHOWN, 4)
    assert desk.tell(HOUR) == 0


def test_what_cannot_be_told_is_told_when_it_can(desk: Desk) -> None:
    desk.plan = CarePlan()
    desk.poll(GONE)
    assert desk.tell() == 0
    desk.plan = CarePlan(channels=("mail",))
    assert desk.tell() == 1


def test_nothing_is_told_of_a_source_that_was_removed(desk: Desk) -> None:
    desk.poll(GONE)
    Sources(desk.db).sync([], desk.now)
    desk.plan = CarePlan(channels=("mail",), daily_at=time(7))
    assert desk.tell(DAY) == 0


def test_once_a_day_all_that_need_care_and_only_then(desk: Desk) -> None:
    desk.plan = replace(desk.plan, daily_at=time(7))
    desk.poll(OK, GONE)
    desk.poll(UNDATED, name="courier")
    # Told a moment ago at noon: tomorrow at seven is soon enough.
    assert desk.tell() == 1
    assert desk.tell(18 * HOUR) == 0
    assert desk.tell(HOUR) == 1
    assert desk.tell(10 * HOUR) == 0
    assert desk.kinds() == [NoticeKind.TROUBLE, NoticeKind.CARE]
    assert [one.name for one in desk.notices()[-1].sources] == ["gazette"]
    assert desk.tell(14 * HOUR) == 1
    desk.poll(OK, OK, apart=HOUR)
    assert desk.tell() == 1
    assert desk.tell(DAY) == 0
    assert desk.kinds()[2:] == [NoticeKind.CARE, NoticeKind.RECOVERED]


def test_what_cannot_be_written_whole_is_not_marked_as_told(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    desk = Desk(database)
    desk.poll(GONE)
    with database.write() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER full BEFORE INSERT ON deliveries BEGIN SELECT RAISE(ABORT, 'disk full'); END"
            )
        )
    for _ in range(2):
        with pytest.raises(StorageError, match="disk full"):
            desk.tell()
    assert desk.notices() == []
    with database.write() as connection:
        connection.execute(text("DROP TRIGGER full"))
    assert (desk.tell(), desk.tell(HOUR)) == (1, 0)
    assert len(Outbox(database).list()) == 2
    database.close()


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(polls, waits), min_size=1, max_size=25))
def test_laws(sqlite_url: str, sequence: list[tuple[PollResult, timedelta]]) -> None:
    """Whatever comes: troubles are told once an episode, recoveries where troubles were, and all in the end."""
    database = Database(sqlite_url)
    age = next(_ages)
    name = f"paper{age}"
    desk = Desk(database)
    desk.now = NOW + age * 4000 * DAY
    Sources(database).sync([declaration(name)], desk.now)
    known = len(desk.notices())
    for result, wait in sequence:
        for _ in range(3):
            desk.tell(wait / 4)
        desk.poll(result, name=name, apart=wait / 4)
        state = Sources(database).get(name)
        assert state is not None
        found = [one.state for one in state.conditions]
        assert len(set(found)) == len(found)
        assert (Health.OK in found) == (found == [Health.OK])
    for _ in range(12):
        desk.poll(OK, name=name, apart=3 * HOUR)
        desk.tell()
    assert desk.tell() == 0
    told: set[Health] = set()
    for notice in desk.notices()[known:]:
        (care,) = notice.sources
        if notice.kind is NoticeKind.TROUBLE:
            assert _states(care) - told
            told |= _states(care)
        else:
            assert told
            assert {one.state for one in care.over} <= told
            assert all(one.state in (Health.OK, *_REMARKS) for one in care.conditions)
            told = set()
    assert not told
    database.close()


_REMARKS = (Health.UNDATED, Health.MALFORMED_RECOVERED, Health.MOVED)


def _states(care: SourceCare) -> set[Health]:
    return {one.state for one in care.conditions}
