"""Laws of when a source is due, and of which due ones are started."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.rhythm import JITTER, SLOW, choose, is_slow, next_due
from storage.records import PollResult, RunOutcome, SourceKind, SourceState

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
INTERVALS = st.timedeltas(timedelta(seconds=1), timedelta(days=366))
WAITS = st.none() | st.timedeltas(timedelta(0), timedelta(days=1))
SEEDS = st.integers().map(random.Random)
TROUBLED = {RunOutcome.RATE_LIMITED, RunOutcome.ERROR, RunOutcome.UNREACHABLE}


@given(INTERVALS, st.sampled_from(RunOutcome), WAITS, st.booleans(), SEEDS)
def test_a_source_is_due_later_and_never_before_the_server_allows(
    interval: timedelta, outcome: RunOutcome, wait: timedelta | None, left: bool, rng: random.Random
) -> None:
    poll = PollResult(outcome=outcome, retry_after=wait)
    due_at = next_due(interval, poll, left=left, now=NOW, rng=rng)
    assert due_at > NOW
    assert due_at >= NOW + (wait or timedelta(0))
    # Nothing is put off for longer than the interval, its jitter and the server ask for.
    assert due_at <= NOW + max(interval * (1 + JITTER), wait or timedelta(0), timedelta(seconds=5))


@given(INTERVALS, st.sampled_from(sorted(set(RunOutcome) - {RunOutcome.INTERRUPTED})), SEEDS)
def test_the_interval_is_kept_within_a_tenth(
    interval: timedelta, outcome: RunOutcome, rng: random.Random
) -> None:
    due_at = next_due(interval, PollResult(outcome=outcome), left=False, now=NOW, rng=rng)
    assert abs(due_at - NOW - interval) <= interval * JITTER + timedelta(microseconds=1)


@given(INTERVALS, st.sampled_from(RunOutcome), SEEDS)
def test_what_is_left_is_fetched_soon_unless_the_server_is_in_trouble(
    interval: timedelta, outcome: RunOutcome, rng: random.Random
) -> None:
    due_at = next_due(interval, PollResult(outcome=outcome), left=True, now=NOW, rng=rng)
    soon = due_at <= NOW + timedelta(seconds=5)
    assert soon == (outcome not in TROUBLED) or interval < timedelta(seconds=6)


def test_sources_of_one_interval_do_not_come_at_once() -> None:
    rng = random.Random(1)
    poll = PollResult(outcome=RunOutcome.OK)
    dues = {next_due(timedelta(minutes=10), poll, left=False, now=NOW, rng=rng) for _ in range(100)}
    assert len(dues) > 90


def a_source(number: int, group: str, *, slow: bool, overdue: int = 0) -> SourceState:
    lasted = SLOW + timedelta(seconds=1) if slow else timedelta(seconds=1)
    return SourceState(
        id=number,
        name=f"source {number}",
        kind=SourceKind.FEED,
        url="https://outlet.test/feed",
        host_group=group,
        interval=timedelta(minutes=1),
        tell_backlog=False,
        due_at=NOW - timedelta(seconds=overdue),
        last_started_at=NOW - timedelta(minutes=1),
        last_finished_at=NOW - timedelta(minutes=1) + lasted,
        last_outcome=RunOutcome.OK,
    )


@st.composite
def sources(draw: st.DrawFn) -> list[SourceState]:
    rows = draw(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.booleans()), max_size=30))
    return [a_source(number, group, slow=slow) for number, (group, slow) in enumerate(rows)]


@given(sources(), sources(), st.integers(1, 12))
def test_no_more_is_started_than_there_are_places(
    due: list[SourceState], running: list[SourceState], at_once: int
) -> None:
    under_way = list({one.host_group: one for one in running}.values())[:at_once]
    groups = {one.host_group for one in under_way}
    slow_under_way = sum(map(is_slow, under_way))
    chosen = choose(
        due,
        running_groups=groups,
        running=len(under_way),
        running_slow=slow_under_way,
        at_once=at_once,
    )
    assert len(under_way) + len(chosen) <= at_once
    started = Counter(one.host_group for one in chosen)
    assert not groups & set(started), "one run a host group"
    assert all(count == 1 for count in started.values())
    slow = sum(map(is_slow, chosen))
    assert not slow or slow_under_way + slow <= max(1, at_once // 2)
    assert [one for one in due if one in chosen] == chosen, "the longest overdue come first"
    # No place stays empty while something could take it.
    if len(under_way) + len(chosen) < at_once:
        waiting = [one for one in due if one.host_group not in groups | set(started)]
        assert all(map(is_slow, waiting))
        assert not waiting or slow_under_way + slow >= max(1, at_once // 2)


@given(sources(), st.integers(1, 4), st.integers(0, 2**32))
def test_everything_due_gets_its_turn(due: list[SourceState], at_once: int, seed: int) -> None:
    """Runs last up to three rounds; what ended is due again, behind all that has waited longer."""
    rng = random.Random(seed)
    waiting, served = list(due), set[int]()
    running: list[tuple[SourceState, int]] = []
    for this_round in range(4 * len(due) + 4):
        states = [state for state, _ in running]
        chosen = choose(
            waiting,
            running_groups={one.host_group for one in states},
            running=len(states),
            running_slow=sum(map(is_slow, states)),
            at_once=at_once,
        )
        served |= {one.id for one in chosen}
        running += [(one, this_round + rng.randint(1, 3)) for one in chosen]
        waiting = [one for one in waiting if one not in chosen]
        waiting += [one for one, ends in running if ends <= this_round + 1]
        running = [(one, ends) for one, ends in running if ends > this_round + 1]
    assert served == {one.id for one in due}


def test_a_source_that_gave_no_answer_is_slow() -> None:
    quick = a_source(1, "a", slow=False)
    assert (is_slow(quick), is_slow(a_source(1, "a", slow=True))) == (False, True)
