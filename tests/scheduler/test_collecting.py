"""What a run taught is written down: the rhythm, the failures in a row, and when the source is due."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.reports import RunReport
from scheduler.clock_watch import ClockWatch
from scheduler.collecting import MOST_DUE, Collecting
from scheduler.launcher import Launcher
from scheduler.rhythm import loaded
from scheduler.runs import Runs
from scheduler.totals import Totals
from storage import schema
from storage.clock_steps import set_back
from storage.database import Database
from storage.records import Failure, PollResult, RunOutcome, SourceDeclaration, SourceKind, SourceState
from storage.sources import Sources

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Answers(Launcher):
    """Crawls nothing: each run ends at once with what it is given."""

    def __init__(self) -> None:
        self.poll = PollResult(outcome=RunOutcome.UNCHANGED)
        self.runs = 0

    async def crawl(self, state: SourceState) -> RunReport:
        self.runs += 1
        return RunReport(poll=self.poll)

    async def stop(self, grace: timedelta) -> bool:
        return True


class Desk:
    """Sources in an archive, and a clock that stands until it is moved."""

    def __init__(self, folder: Path, count: int = 1) -> None:
        url = f"sqlite:///{folder / 'archive.db'}"
        schema.create(url)
        self.now = NOW
        self.database = Database(url)
        self.sources = Sources(self.database)
        self.sources.sync([self.declared(number) for number in range(count)], NOW)
        self.answers = Answers()
        self.runs = Runs(self.sources, self.answers, Totals(), clock=lambda: self.now)
        self.collecting = Collecting(self.sources, self.runs, clock=lambda: self.now)

    @staticmethod
    def declared(number: int) -> SourceDeclaration:
        host = f"outlet{number}.test"
        return SourceDeclaration(
            name=host, kind=SourceKind.FEED, url=f"https://{host}/feed", host_group=host, interval=DAY
        )

    async def poll(self, poll: PollResult, after: timedelta = timedelta(0)) -> SourceState:
        """Let everything be due so much later, run it with this answer, and say how the first source is."""
        self.now += after
        self.answers.poll = poll
        self.sources.make_due(None, self.now)
        await self.collecting.start_due()
        while self.runs.under_way:
            await self.runs.wait_for_one(1)
            await asyncio.sleep(0)
        state = self.sources.get("outlet0.test")
        assert state is not None
        return state


FAILED = PollResult(outcome=RunOutcome.ERROR, failure=Failure.SOFT)


async def test_what_polls_teach_is_kept_and_the_ceiling_is_not_waited_for(tmp_path: Path) -> None:
    """A source alone is polled twice as often as it would be without a rhythm: so much is the budget."""
    desk = Desk(tmp_path)
    times = tuple(NOW - number * HOUR / 10 for number in range(100))
    first = PollResult(outcome=RunOutcome.OK, entries=100, fresh=100, item_times=times)
    state = await desk.poll(first)
    assert state.due_at - NOW < 16 * HOUR
    state = await desk.poll(PollResult(outcome=RunOutcome.UNCHANGED), 6 * HOUR)
    rhythm = loaded(state.rhythm)
    assert rhythm is not None
    assert abs(rhythm.polled_at - desk.now) < timedelta(seconds=1)
    assert sum(rhythm.counts) == pytest.approx(99, abs=2)
    assert rhythm.boost < 1


async def test_failures_add_up_and_a_success_ends_them_at_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    before = await desk.poll(PollResult(outcome=RunOutcome.OK, entries=10))
    failures, waits = [], []
    for _ in range(12):
        state = await desk.poll(FAILED, DAY)
        failures.append(state.failures)
        waits.append(state.due_at - desk.now)
    assert failures == [2 * number for number in range(1, 13)]
    assert waits[-1] > 6 * DAY, "a weekly probe"
    assert state.rhythm == before.rhythm, "a failure teaches nothing of when it publishes"
    state = await desk.poll(PollResult(outcome=RunOutcome.UNCHANGED), DAY)
    assert state.failures == 0
    assert state.due_at - desk.now <= 1.1 * DAY


async def test_a_poll_that_was_cut_short_keeps_what_was_known(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    await desk.poll(FAILED)
    state = await desk.poll(PollResult(outcome=RunOutcome.INTERRUPTED), HOUR)
    assert state.failures == 2
    assert state.due_at - desk.now < timedelta(minutes=1)


@pytest.mark.parametrize("places", [1, 3])
async def test_what_found_no_place_starts_when_one_is_free(tmp_path: Path, places: int) -> None:
    desk = Desk(tmp_path, count=20)
    desk.collecting.runs_at_once = places
    await desk.poll(PollResult(outcome=RunOutcome.UNCHANGED))
    assert desk.answers.runs == 20
    assert desk.sources.due(desk.now, 100) == []


async def test_a_host_with_more_sources_than_are_looked_at_keeps_no_other_waiting(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    crowd = [
        replace(desk.declared(number), host_group="crowd.test", url=f"https://crowd.test/{number}")
        for number in range(1, MOST_DUE + 50)
    ]
    # what is added first is due first
    desk.sources.sync(crowd, NOW)
    desk.now += HOUR
    desk.sources.sync([*crowd, desk.declared(0)], desk.now)
    desk.collecting.runs_at_once = 3
    await desk.collecting.start_due()
    assert len(desk.runs.under_way) == 2
    await desk.runs.wait_for_one(1)
    state = desk.sources.get("outlet0.test")
    assert state is not None
    assert state.last_outcome is RunOutcome.UNCHANGED
    # what goes on is written down before the loop ends
    await desk.runs.stop(timedelta(seconds=5))
    while desk.runs.under_way:
        await desk.runs.wait_for_one(1)
        await asyncio.sleep(0)


async def test_nothing_is_polled_while_the_database_could_keep_none_of_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.database.outage.failed("the disk is full", writing=True)
    assert await desk.collecting.start_due() == 0
    assert desk.answers.runs == 0


async def test_a_clock_that_is_set_back_leaves_no_source_waiting_and_makes_none_hurry(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    moment = 0.0

    async def answer(step: timedelta, _: bool) -> None:
        set_back(desk.database, -step, desk.now)

    watch = ClockWatch(answer, clock=lambda: desk.now, monotonic=lambda: moment)
    state = await desk.poll(PollResult(outcome=RunOutcome.OK, entries=3), after=HOUR)
    wait = state.due_at - desk.now
    await watch.look()
    desk.now -= HOUR
    await watch.look()
    assert desk.sources.due(desk.now + wait - timedelta(minutes=1), 9) == []
    assert len(desk.sources.due(desk.now + wait, 9)) == 1
    # what the source teaches goes on, too
    desk.now += wait
    await desk.collecting.start_due()
    while desk.runs.under_way:
        await desk.runs.wait_for_one(1)
        await asyncio.sleep(0)
    again = desk.sources.get("outlet0.test")
    assert again is not None
    assert again.due_at > desk.now
    rhythm = loaded(again.rhythm)
    assert rhythm is not None
    assert abs(rhythm.polled_at - desk.now) < timedelta(seconds=1)
