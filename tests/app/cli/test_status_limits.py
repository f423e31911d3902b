"""`wirewatch status`: what stands still, and how the channels are."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alerts.limits import Limits
from app.cli.status_limits import over_limits
from storage import schema
from storage.database import Database
from storage.outbox import Outbox
from storage.records import ChannelQueue, ChannelState
from storage.status import ChannelStatus, Status
from storage.workers import Workers, WorkerState
from tests.app.cli.archives import Archive, is_harmless
from tests.storage.samples import flagged

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CALM = Status(
    workers_at=NOW,
    taken_at=NOW,
    sources=(),
    workers=(WorkerState(id="w1", host="desk", pid=1, started_at=NOW, heartbeat_at=NOW),),
    articles=0,
    unflagged=0,
    hits=0,
    waiting=0,
    oldest_waiting_at=None,
    dead=0,
    last_passed_at=NOW,
    events=(),
)


DISABLED = ChannelState(channel="desk", failures=1, failing_at=NOW, disabled_at=NOW, last_error="410 Gone")
FAILING = ChannelState(
    channel="desk", failures=2, failing_at=NOW - timedelta(seconds=90), last_error="no answer within 30 s"
)
LATE = ChannelQueue(channel="desk", waiting=2, oldest_at=NOW - timedelta(minutes=30))
REFUSED = ChannelState(channel="desk", refused={"gone@desk.example": "550 5.1.1 no such user"})


def of(state: ChannelState, queue: ChannelQueue | None = None) -> Status:
    one = ChannelStatus(state=state, queue=queue or ChannelQueue(channel="desk"), dead=0)
    return replace(CALM, channels=(one,), oldest_waiting_at=one.queue.oldest_at, waiting=one.queue.waiting)


@pytest.mark.parametrize(
    ("found", "limits"),
    [
        (CALM, []),
        (replace(CALM, workers=(), last_passed_at=None), []),
        (replace(CALM, last_passed_at=NOW - timedelta(minutes=10)), ["pass"]),
        (replace(CALM, last_passed_at=NOW - timedelta(minutes=9)), []),
        (replace(CALM, oldest_unflagged_at=NOW - timedelta(minutes=11)), ["unflagged"]),
        (replace(CALM, held=1, next_release_at=NOW + timedelta(hours=8)), []),
        (replace(CALM, held=1, next_release_at=NOW - timedelta(minutes=31)), ["undelivered"]),
        (of(DISABLED), ["failing"]),
        (of(FAILING), ["failing"]),
        (of(replace(FAILING, failing_at=NOW - timedelta(seconds=89))), []),
        (of(replace(FAILING, failures=1)), []),
        (of(ChannelState(channel="desk"), LATE), ["undelivered"]),
        (of(FAILING, LATE), ["undelivered", "failing"]),
        (of(REFUSED), ["failing"]),
    ],
)
def test_what_is_over_its_limit_is_named(found: Status, limits: list[str]) -> None:
    assert [one.limit for one in over_limits(found, Limits())] == limits


def test_a_worker_that_never_came_through_is_counted_from_its_start() -> None:
    never = replace(CALM, last_passed_at=None)
    assert list(over_limits(never, Limits())) == []
    (over,) = over_limits(replace(never, taken_at=NOW + timedelta(minutes=10)), Limits())
    assert over.says == "no pass went through, the first worker started 10 min ago"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """A worker lives, and two notices wait for the desk."""
    archive = Archive(tmp_path)
    schema.create(archive.url)
    now = datetime.now(UTC)
    database = Database(archive.url)
    Workers(database).register("w1", "desk", 11, now)
    Workers(database).passed("w1", now)
    flagged(database, now, 2, "desk")
    database.close()
    return archive


def put(archive: Archive, state: ChannelState) -> None:
    database = Database(archive.url)
    Outbox(database).states.change(state.channel, lambda _: state)
    database.close()


def test_a_channel_that_is_disabled_is_shown_until_it_is_enabled(archive: Archive) -> None:
    assert archive.run("status").exit_code == 0
    now = datetime.now(UTC)
    put(archive, replace(DISABLED, disabled_at=now, failing_at=now, last_error="410 \x1b[31mGone"))
    shown = archive.run("status")
    assert shown.exit_code == 1
    assert is_harmless(shown.stdout)
    assert re.search(
        r"\nOVER THE LIMIT failing: channel desk, .* ago: disabled: 410 \[31mGone\n", shown.stdout
    )
    assert re.search(
        r"\nchannels:\n  desk: DISABLED .* ago, 2 waiting, the oldest since .* ago\n", shown.stdout
    )
    assert "      when that is mended: wirewatch channel enable desk\n" in shown.stdout
    (status,) = archive.rows("status")
    (desk,) = status["channels"]
    assert (desk["channel"], desk["waiting"], desk["disabled_at"] is None) == ("desk", 2, False)
    assert [one["limit"] for one in status["over"]] == ["failing"]

    enabled = archive.run("channel", "enable", "desk")
    assert enabled.stdout == "desk was disabled; it is sent to again, 0 of its notices sooner\n"
    assert archive.run("status").exit_code == 0


def test_the_limits_of_the_configuration_hold(archive: Archive) -> None:
    archive.config.write_text('[limits]\nundelivered = "1s"\n', encoding="utf-8")
    database = Database(archive.url)
    flagged(database, datetime.now(UTC) - timedelta(seconds=2), 3, "desk")
    database.close()
    shown = archive.run("status")
    assert shown.exit_code == 1
    assert "OVER THE LIMIT undelivered: a notice to desk is not delivered, the oldest put out" in shown.stdout


def test_a_channel_that_nobody_knows_is_none_to_enable(archive: Archive) -> None:
    refused = archive.run("channel", "enable", "dask")
    assert refused.exit_code == 2
    assert "did you mean 'desk'?" in " ".join(refused.stderr.split())


def test_all_dead_letters_of_a_channel_wait_again(archive: Archive) -> None:
    database = Database(archive.url)
    outbox = Outbox(database)
    for one in outbox.claim("desk", "w1", datetime.now(UTC), timedelta(minutes=1), 9):
        outbox.dead(one.delivery.id, "550", datetime.now(UTC))
    database.close()
    assert len(archive.rows("deliveries", "list", "--state", "dead")) == 2
    assert archive.run("deliveries", "replay", "--channel", "hook", "--all").stdout == "0 wait again\n"
    assert archive.run("deliveries", "replay", "--channel", "desk", "--all").stdout == "2 wait again\n"
    assert len(archive.rows("deliveries", "list", "--state", "waiting")) == 2


@pytest.mark.parametrize(
    "arguments", [(), ("--all",), ("--channel", "desk"), ("4f", "--channel", "desk", "--all")]
)
def test_what_is_to_be_replayed_is_said_in_one_way(archive: Archive, arguments: tuple[str, ...]) -> None:
    assert archive.run("deliveries", "replay", *arguments).exit_code == 2
