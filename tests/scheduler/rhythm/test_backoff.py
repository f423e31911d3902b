"""Laws of leaving a failing source alone."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.rhythm.backoff import LONGEST, LastPolls, backed_off, failures_after
from storage.records import Failure

USUAL = st.timedeltas(timedelta(seconds=1), timedelta(days=30))
KINDS = st.sampled_from(Failure)
WEEK = timedelta(days=7)


@given(USUAL, st.lists(KINDS, min_size=1, max_size=200))
def test_it_grows_to_a_weekly_probe_and_never_beyond(usual: timedelta, kinds: list[Failure]) -> None:
    failures = 0
    for kind in kinds:
        failures = failures_after(failures, kind)
        wait = backed_off(usual, LastPolls(failures=failures, failure=kind))
        assert usual - timedelta(microseconds=1) <= wait <= max(usual, WEEK)


@given(USUAL, KINDS)
def test_each_kind_comes_to_its_longest(usual: timedelta, kind: Failure) -> None:
    failures, waits = 0, []
    for _ in range(60):
        failures = failures_after(failures, kind)
        waits.append(backed_off(usual, LastPolls(failures=failures, failure=kind)))
    assert waits == sorted(waits)
    assert waits[-1] == max(usual, LONGEST[kind])


@given(USUAL, st.integers(0, 60))
def test_a_success_ends_it_at_once(usual: timedelta, failures: int) -> None:
    assert failures_after(failures, None) == 0
    assert backed_off(usual, LastPolls()) == usual


def test_the_graver_the_sooner_it_is_left_alone() -> None:
    usual = timedelta(minutes=15)
    polls = {}
    for kind in Failure:
        failures = number = 0
        while backed_off(usual, LastPolls(failures=failures, failure=kind)) < timedelta(days=1):
            failures, number = failures_after(failures, kind), number + 1
        polls[kind] = number
    assert polls == {"temporary": 15, "soft": 8, "hard": 4}
