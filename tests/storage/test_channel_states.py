"""How channels are, as the database keeps it, and what it means for what waits."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from storage.channel_notices import ChannelNotices
from storage.channel_states import ChannelStates, enabled
from storage.database import Database
from storage.outbox import Outbox
from storage.records import (
    ChannelNoticeKind,
    ChannelQueue,
    ChannelReport,
    ChannelState,
    ClaimedNotice,
    DeliveryState,
)
from storage.source_notices import SourceNotices
from tests.storage.samples import flagged

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
FULL = ChannelState(
    channel="hook",
    digest="d1",
    failures=7,
    failing_at=NOW,
    last_error="503",
    opened_at=NOW + HOUR,
    probe_at=NOW + 2 * HOUR,
    rests_until_at=NOW + 3 * HOUR,
    disabled_at=NOW + 4 * HOUR,
    refused={"gone@desk.example": "550"},
    told=("stuck", "refused:gone@desk.example"),
    told_at=NOW + 5 * HOUR,
    accepted_at=NOW + 6 * HOUR,
    recent_at=(NOW, NOW + HOUR),
)


def test_a_state_is_read_as_it_was_written(db: Database) -> None:
    states = ChannelStates(db)
    assert states.all() == {}
    assert states.change("hook", lambda _: FULL) == FULL
    assert states.all() == {"hook": FULL}
    assert states.change("hook", lambda state: state) == FULL


def test_what_changes_nothing_leaves_no_row(db: Database) -> None:
    ChannelStates(db).change("hook", lambda state: state)
    assert ChannelStates(db).all() == {}


def test_changes_at_the_same_time_are_all_made(db: Database) -> None:
    def fail_often() -> None:
        for _ in range(10):
            ChannelStates(db).change("hook", lambda state: replace(state, failures=state.failures + 1))

    threads = [threading.Thread(target=fail_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ChannelStates(db).all()["hook"].failures == 40


def test_another_configuration_forgets_trouble_but_not_what_was_told(db: Database) -> None:
    states = ChannelStates(db)
    states.change("hook", lambda _: FULL)
    assert states.renew({"hook": "d1", "mail": "d9"}) == []
    assert states.renew({"hook": "d2"}) == ["hook"]
    assert states.all() == {
        "hook": ChannelState(
            channel="hook",
            digest="d2",
            told=("stuck",),
            told_at=FULL.told_at,
            accepted_at=FULL.accepted_at,
            recent_at=FULL.recent_at,
        )
    }
    assert enabled(FULL, "d2") == states.all()["hook"]


def test_queues_count_what_is_not_accepted(db: Database) -> None:
    outbox = Outbox(db)
    flagged(db, NOW, 4, "hook", "mail")
    for one in outbox.claim("hook", "w1", NOW, HOUR, 2):
        outbox.delivered(one.delivery.id, "ok", NOW)
    (dead,) = outbox.claim("hook", "w1", NOW, HOUR, 1)
    outbox.dead(dead.delivery.id, "550", NOW)
    assert outbox.states.queues() == {
        "hook": ChannelQueue(channel="hook", waiting=1, oldest_at=NOW),
        "mail": ChannelQueue(channel="mail", waiting=4, oldest_at=NOW),
    }


def test_what_failed_can_be_hurried_and_nothing_else_is(db: Database) -> None:
    outbox = Outbox(db)
    flagged(db, NOW, 3, "hook", "mail")
    (failed,) = outbox.claim("hook", "w1", NOW, HOUR, 1)
    (other,) = outbox.claim("mail", "w1", NOW, HOUR, 1)
    outbox.retry(failed.delivery.id, NOW + HOUR, "503")
    outbox.retry(other.delivery.id, NOW + HOUR, "503")
    assert outbox.hurry("hook", NOW) == 1
    due = {one.id: one.due_at for one in outbox.list()}
    assert due[failed.delivery.id] == NOW
    assert due[other.delivery.id] == NOW + HOUR


def test_what_waited_too_long_is_buried_and_what_is_sent_is_not(db: Database) -> None:
    outbox = Outbox(db)
    flagged(db, NOW, 3, "hook")
    (sending,) = outbox.claim("hook", "w1", NOW, HOUR, 1)
    assert outbox.bury("hook", NOW - HOUR, "given up", NOW) == 0
    assert outbox.bury("mail", NOW, "given up", NOW) == 0
    assert outbox.bury("hook", NOW, "given up", NOW) == 2
    assert {one.last_error for one in outbox.list(DeliveryState.DEAD)} == {"given up"}
    assert [one.id for one in outbox.list(DeliveryState.SENDING)] == [sending.delivery.id]


def test_dead_letters_of_a_channel_wait_again_as_if_they_were_new(db: Database) -> None:
    outbox = Outbox(db)
    flagged(db, NOW, 3, "hook")
    ids = {one.id for one in outbox.list()}
    outbox.bury("hook", NOW, "given up", NOW)
    later = NOW + timedelta(days=4)
    assert outbox.replay_dead("mail", later) == 0
    assert outbox.replay_dead("hook", later) == 3
    again = outbox.list(DeliveryState.WAITING)
    assert {one.id for one in again} == ids
    assert {(one.due_at, one.created_at, one.attempts) for one in again} == {(later, later, 0)}


def test_a_notice_about_a_channel_is_written_once_and_claimed_whole(db: Database) -> None:
    notices, queue = ChannelNotices(db), ChannelQueue(channel="hook", waiting=3, oldest_at=NOW)

    def tell(told: tuple[str, ...]) -> bool:
        return notices.tell(
            ChannelNoticeKind.FAILING, queue, trouble="503", since_at=NOW, told=told, to="mail", now=NOW
        )

    assert tell(("stuck",))
    assert not tell(("stuck",))
    assert ChannelStates(db).all()["hook"].told == ("stuck",)
    (claimed,) = Outbox(db).claim("mail", "w1", NOW, HOUR, 9)
    assert isinstance(claimed, ClaimedNotice)
    assert claimed.delivery.notice_kind is ChannelNoticeKind.FAILING
    report = claimed.notice
    assert isinstance(report, ChannelReport)
    assert (report.channel, report.trouble, report.since_at) == ("hook", "503", NOW)
    assert (report.waiting, report.oldest_at) == (3, NOW)
    assert SourceNotices(db).list() == []
