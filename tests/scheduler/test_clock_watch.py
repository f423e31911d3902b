"""A clock that was set is told once, and answered until the answer went through."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.clock_watch import LATER, LEAST_STEP, ClockWatch
from storage.errors import StorageError

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


class Clocks:
    """Two clocks, of which one can be set; and the answers to that."""

    def __init__(self) -> None:
        self.now, self.moment = NOON, 50.0
        self.steps: list[timedelta] = []
        self.late: list[timedelta] = []
        self.fails = False
        self.watch = ClockWatch(self.answer, clock=lambda: self.now, monotonic=lambda: self.moment)

    async def answer(self, step: timedelta, later: bool) -> None:
        if self.fails:
            raise StorageError("no")
        (self.late if later else self.steps).append(step)

    async def pass_by(self, seconds: float, *, set_by: timedelta = timedelta()) -> None:
        self.moment += seconds
        self.now += timedelta(seconds=seconds) + set_by
        await self.watch.look()


async def test_a_clock_that_runs_is_no_news(caplog: pytest.LogCaptureFixture) -> None:
    clocks = Clocks()
    for seconds in (0, 1, 1, 300, 1):
        await clocks.pass_by(seconds, set_by=LEAST_STEP / 10)
    assert clocks.steps == []
    assert caplog.messages == []


async def test_each_step_is_told_and_answered(caplog: pytest.LogCaptureFixture) -> None:
    clocks = Clocks()
    await clocks.pass_by(0)
    await clocks.pass_by(1, set_by=HOUR)
    await clocks.pass_by(1)
    await clocks.pass_by(1, set_by=-HOUR)
    await clocks.pass_by(1)
    assert clocks.steps == [HOUR, -HOUR]
    assert caplog.messages == [
        "the clock was set forward by 1:00:00; what is due goes on by the new time",
        "the clock was set back by 1:00:00; what is due goes on by the new time",
    ]


async def test_an_answer_that_failed_is_given_again(caplog: pytest.LogCaptureFixture) -> None:
    clocks = Clocks()
    await clocks.pass_by(0)
    clocks.fails = True
    with pytest.raises(StorageError):
        await clocks.pass_by(1, set_by=-HOUR)
    with pytest.raises(StorageError):
        await clocks.pass_by(1, set_by=-HOUR)
    clocks.fails = False
    await clocks.pass_by(1)
    await clocks.pass_by(1)
    assert clocks.steps == [-2 * HOUR]
    assert len(caplog.messages) == 2


async def test_a_step_that_nobody_watched() -> None:
    clocks = Clocks()
    await clocks.watch.was_set(-SECOND)
    assert clocks.steps == []
    await clocks.watch.was_set(-HOUR)
    assert clocks.steps == [-HOUR]


async def test_what_was_under_way_at_a_step_back_is_looked_for_once_more() -> None:
    clocks = Clocks()
    await clocks.pass_by(0)
    await clocks.pass_by(1, set_by=HOUR)
    await clocks.pass_by(LATER + 1)
    assert clocks.late == []
    await clocks.pass_by(1, set_by=-HOUR)
    await clocks.pass_by(LATER - 1)
    assert clocks.late == []
    await clocks.pass_by(1)
    await clocks.pass_by(LATER)
    assert (clocks.steps, clocks.late) == ([HOUR, -HOUR], [-HOUR])
