from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.health import Held, Known, judge
from storage.health.kinds import gravity
from storage.records import Failure, Health, PollResult, RunOutcome
from tests.storage.health.polls import (
    DAY,
    EMPTY,
    FAULT,
    GONE,
    HOUR,
    HTML,
    INTERRUPTED,
    LOST,
    MENDED,
    MOVED,
    NOW,
    OK,
    TIMEOUT,
    UNCHANGED,
    UNDATED,
    WAIT,
    WALL,
    polls,
    shows,
    waits,
)

MINUTE = timedelta(minutes=1)
FRESH = Known(newest_at=NOW, has_brought=True)
DAILY = tuple(NOW - DAY * number for number in range(60))


def after(
    results: Iterable[PollResult], known: Known = FRESH, *, apart: timedelta = MINUTE
) -> tuple[Held, ...]:
    held: tuple[Held, ...] = ()
    for number, result in enumerate(results):
        held = judge(held, result, known, NOW + apart * number)
    return held


def states(held: Iterable[Held]) -> list[Health]:
    return [one.state for one in held]


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([OK], [Health.OK]),
        ([EMPTY], [Health.EMPTY]),
        ([HTML], [Health.HTML_NOT_FEED]),
        ([WALL, HTML], [Health.HTML_NOT_FEED]),
        ([TIMEOUT, FAULT], [Health.ERRORING]),
        ([FAULT, UNCHANGED], [Health.OK]),
        ([UNDATED, TIMEOUT], [Health.UNREACHABLE, Health.UNDATED]),
        ([UNDATED, UNCHANGED], [Health.UNDATED]),
        # Unchanged is the body that was read well before the walls.
        ([HTML, UNCHANGED], [Health.OK]),
        ([EMPTY, UNCHANGED], [Health.OK]),
        ([HTML, FAULT], [Health.ERRORING, Health.HTML_NOT_FEED]),
        ([GONE, TIMEOUT], [Health.GONE, Health.UNREACHABLE]),
        ([GONE, WALL], [Health.BLOCKED]),
        ([GONE, OK], [Health.OK]),
        ([MOVED, TIMEOUT], [Health.UNREACHABLE, Health.MOVED]),
        ([MOVED, OK], [Health.OK]),
        ([MOVED, replace(TIMEOUT, moved_to="")], [Health.UNREACHABLE]),
        ([LOST, OK, OK], [Health.GAP]),
        ([MENDED, UNDATED], [Health.UNDATED]),
        ([FAULT, INTERRUPTED], [Health.ERRORING]),
        ([INTERRUPTED], []),
    ],
)
def test_what_polls_say_and_what_they_disprove(results: list[PollResult], expected: list[Health]) -> None:
    assert states(after(results)) == expected


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (PollResult(outcome=RunOutcome.ERROR, detail="the disk is full"), Health.ERRORING),
        (PollResult(outcome=RunOutcome.FORBIDDEN), Health.NOT_PERMITTED),
        (PollResult(outcome=RunOutcome.UNREACHABLE), Health.UNREACHABLE),
        (PollResult(outcome=RunOutcome.EMPTY), Health.EMPTY),
        (PollResult(outcome=RunOutcome.MALFORMED), Health.MALFORMED),
        (PollResult(outcome=RunOutcome.RATE_LIMITED, entries=4), Health.RATE_LIMITED),
    ],
)
def test_an_outcome_without_findings_speaks_for_itself(result: PollResult, expected: Health) -> None:
    assert states(after([result])) == [expected]


def test_a_host_that_limits_articles_has_shown_its_list() -> None:
    limited = replace(shows(RunOutcome.RATE_LIMITED, Health.UNDATED, entries=5), detail="HTTP 429")
    assert states(after([HTML, limited])) == [Health.RATE_LIMITED, Health.UNDATED]


def test_since_is_kept_and_the_evidence_is_the_latest() -> None:
    first = replace(FAULT, findings=(replace(FAULT.findings[0], evidence="HTTP 500"),))
    (one,) = after([first, FAULT, FAULT])
    assert (one.since, one.seen_at, one.polls) == (NOW, NOW + 2 * MINUTE, 3)
    assert one.evidence == "shows erroring"
    (well,) = after([FAULT, OK, OK, UNCHANGED])
    assert well.since == NOW + MINUTE


def test_evidence_is_one_plain_line() -> None:
    nasty = replace(FAULT, findings=(replace(FAULT.findings[0], evidence="a\x00b\x1b[2J\nc" + "d" * 999),))
    (one,) = after([nasty])
    assert one.evidence.startswith("a b [2J c")
    assert (len(one.evidence), one.evidence.isprintable()) == (500, True)


def test_a_gap_is_shown_for_a_day_after_the_last_one() -> None:
    assert states(after([LOST] + [OK] * 23, apart=HOUR)) == [Health.GAP]
    assert states(after([LOST] + [OK] * 24, apart=HOUR)) == [Health.OK]
    held = after([LOST, *[OK] * 10, LOST, *[OK] * 20], apart=HOUR)
    assert states(held) == [Health.GAP]
    assert held[0].since == NOW


def test_what_lasts_outlives_silent_failures_for_a_day() -> None:
    assert states(after([WALL] + [TIMEOUT] * 23, apart=HOUR))[0] is Health.BLOCKED
    assert states(after([WALL] + [TIMEOUT] * 24, apart=HOUR)) == [Health.UNREACHABLE]


def test_an_empty_source_that_brought_something_is_silent_after_three_polls() -> None:
    assert states(after([EMPTY, EMPTY])) == [Health.EMPTY]
    held = after([OK, EMPTY, EMPTY, EMPTY, TIMEOUT])
    assert states(held) == [Health.UNREACHABLE, Health.SILENT_ZERO, Health.EMPTY]
    assert held[1].since == NOW + MINUTE
    assert held[1].evidence.startswith(
        "no entries in 3 polls in a row; the newest item of before is of 2026-03-02"
    )
    assert states(after([EMPTY] * 9, Known())) == [Health.EMPTY]
    assert states(after([EMPTY] * 5 + [OK])) == [Health.OK]


def test_a_daily_source_is_stale_when_it_stops_and_not_on_sunday() -> None:
    known = Known(newest_at=NOW, times=DAILY, has_brought=True)
    assert states(judge((), UNCHANGED, known, NOW + 1.4 * DAY)) == [Health.OK]
    (stale,) = judge((), UNCHANGED, known, NOW + 3 * DAY)
    assert stale.state is Health.STALE
    assert stale.since == NOW + 1.5 * DAY
    assert stale.evidence == (
        "the newest item is of 2026-03-02 12:00 UTC, 3 days ago; "
        "up to 36 hours would be usual, by the 60 items before"
    )
    weekdays = tuple(at for at in DAILY if at.weekday() < 5)
    known = Known(newest_at=NOW, times=weekdays, has_brought=True)
    for days in (1, 2, 3, 4):
        assert states(judge((), UNCHANGED, known, NOW + days * DAY)) == [Health.OK]
    assert states(judge((), UNCHANGED, known, NOW + 5 * DAY)) == [Health.STALE]


def test_staleness_waits_for_an_answer_and_ends_with_a_newer_item() -> None:
    known = Known(newest_at=NOW, times=DAILY, has_brought=True)
    held = judge((), UNCHANGED, known, NOW + 3 * DAY)
    assert states(judge((), TIMEOUT, known, NOW + 3 * DAY)) == [Health.UNREACHABLE]
    assert states(judge(held, TIMEOUT, known, NOW + 4 * DAY)) == [Health.UNREACHABLE, Health.STALE]
    assert states(judge(held, EMPTY, known, NOW + 4 * DAY)) == [Health.STALE, Health.EMPTY]
    # The times of its items are not at hand: it holds until something is newer.
    short = Known(newest_at=NOW, has_brought=True)
    assert states(judge(held, UNCHANGED, short, NOW + 4 * DAY)) == [Health.STALE]
    newer = Known(newest_at=NOW + 4 * DAY, has_brought=True)
    assert states(judge(held, OK, newer, NOW + 4 * DAY)) == [Health.OK]


def test_a_source_of_which_little_is_known_is_never_stale() -> None:
    for times in ((), DAILY[:1], DAILY[:3]):
        known = Known(newest_at=NOW, times=times, has_brought=True)
        assert states(judge((), OK, known, NOW + 900 * DAY)) == [Health.OK]


def test_an_undated_source_is_silent_when_nothing_new_comes() -> None:
    known = Known(times=DAILY, has_brought=True)
    assert states(judge((), UNDATED, known, NOW + DAY)) == [Health.UNDATED]
    silent, undated = judge((), UNDATED, known, NOW + 5 * DAY)
    assert (silent.state, undated.state) == (Health.SILENT_ZERO, Health.UNDATED)
    assert silent.evidence.startswith("no new item since 2026-03-02")


def test_drift_joins_the_conditions_while_its_event_is_open() -> None:
    drift = Known(newest_at=NOW, drifted="authors 96 % -> 3 %", drifted_at=NOW - DAY)
    (one,) = judge((), OK, drift, NOW)
    assert (one.state, one.since, one.evidence) == (Health.EXTRACTION_DRIFT, NOW - DAY, "authors 96 % -> 3 %")
    assert states(judge((one,), TIMEOUT, drift, NOW)) == [Health.UNREACHABLE, Health.EXTRACTION_DRIFT]
    assert states(judge((one,), OK, FRESH, NOW)) == [Health.OK]


@given(st.lists(st.tuples(polls, waits), min_size=1, max_size=40))
def test_laws(sequence: list[tuple[PollResult, timedelta]]) -> None:
    held: tuple[Held, ...] = ()
    now: datetime = NOW
    for result, wait in sequence:
        now += wait
        before = {one.state: one for one in held}
        held = judge(held, result, Known(newest_at=now, has_brought=True), now)
        found = states(held)
        assert len(set(found)) == len(found)
        assert sorted(found, key=gravity) == found
        assert (Health.OK in found) == (found == [Health.OK])
        assert bool(found) or (result is INTERRUPTED and not before)
        # What the poll shows holds now; a state that held goes on where it began.
        assert {finding.state for finding in result.findings} <= set(found)
        for one in held:
            assert one.since <= now
            if one.state in before:
                assert one.since == before[one.state].since
                assert one.polls >= before[one.state].polls
        # A failure leaves no source well; an answer with a list or without a change leaves no failure.
        if result.failure is not None:
            assert Health.OK not in found
        if result in (OK, UNCHANGED):
            assert not set(found) & {Health.GONE, Health.BLOCKED, Health.NOT_PERMITTED, Health.UNREACHABLE}
            assert not set(found) & {Health.ERRORING, Health.RATE_LIMITED, Health.HTML_NOT_FEED, Health.EMPTY}


def test_all_failures_weigh_something() -> None:
    assert {each.failure for each in (TIMEOUT, FAULT, WAIT, WALL, GONE, HTML)} == set(Failure)
