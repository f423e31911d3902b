"""Laws of which due sources are started."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.rhythm import SLOW, choose, is_slow
from scheduler.rhythm.choosing import is_unproven
from storage.records import RunOutcome, SourceKind, SourceState

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def a_source(number: int, group: str, *, slow: bool, unproven: bool = False) -> SourceState:
    lasted = SLOW + timedelta(seconds=1) if slow else timedelta(seconds=1)
    return SourceState(
        id=number,
        name=f"source {number}",
        kind=SourceKind.FEED,
        url="https://outlet.test/feed",
        host_group=group,
        interval=timedelta(minutes=1),
        tell_backlog=False,
        due_at=NOW,
        last_ok_at=None if unproven else NOW - timedelta(minutes=1),
        last_started_at=NOW - timedelta(minutes=1),
        last_finished_at=NOW - timedelta(minutes=1) + lasted,
        last_outcome=RunOutcome.OK,
    )


@st.composite
def sources(draw: st.DrawFn) -> list[SourceState]:
    row = st.tuples(st.sampled_from("abcdefgh"), st.booleans(), st.booleans())
    return [
        a_source(number, group, slow=slow, unproven=unproven)
        for number, (group, slow, unproven) in enumerate(draw(st.lists(row, max_size=30)))
    ]


@given(sources(), sources(), st.integers(1, 12))
def test_no_more_is_started_than_there_are_places(
    due: list[SourceState], running: list[SourceState], at_once: int
) -> None:
    under_way = list({one.host_group: one for one in running}.values())[:at_once]
    groups = {one.host_group for one in under_way}
    chosen = choose(due, running=under_way, at_once=at_once)
    assert len(under_way) + len(chosen) <= at_once
    started = Counter(one.host_group for one in chosen)
    assert not groups & set(started), "one run a host group"
    assert all(count == 1 for count in started.values())
    most = {is_slow: max(1, at_once // 2), is_unproven: at_once - at_once // 4}
    count = {kind: sum(map(kind, [*under_way, *chosen])) for kind in most}
    assert all(count[kind] <= most[kind] or not any(map(kind, chosen)) for kind in most)
    assert [one for one in due if one in chosen] == chosen, "the longest overdue come first"
    # No place stays empty while something could take it.
    if len(under_way) + len(chosen) < at_once:
        waiting = [one for one in due if one.host_group not in groups | set(started)]
        assert all(any(kind(one) and count[kind] >= most[kind] for kind in most) for one in waiting)


@given(sources(), st.integers(1, 4), st.integers(0, 2**32))
def test_everything_due_gets_its_turn(due: list[SourceState], at_once: int, seed: int) -> None:
    """Runs last up to three rounds; what ended is due again, behind all that has waited longer."""
    rng = random.Random(seed)
    waiting, served = list(due), set[int]()
    running: list[tuple[SourceState, int]] = []
    for this_round in range(4 * len(due) + 4):
        chosen = choose(waiting, running=[state for state, _ in running], at_once=at_once)
        served |= {one.id for one in chosen}
        running += [(one, this_round + rng.randint(1, 3)) for one in chosen]
        waiting = [one for one in waiting if one not in chosen]
        waiting += [one for one, ends in running if ends <= this_round + 1]
        running = [(one, ends) for one, ends in running if ends > this_round + 1]
    assert served == {one.id for one in due}


def test_a_source_that_gave_no_answer_is_slow() -> None:
    quick = a_source(1, "a", slow=False)
    assert (is_slow(quick), is_slow(a_source(1, "a", slow=True))) == (False, True)
