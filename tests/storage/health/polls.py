"""Poll results as the crawler makes them, for the tests of health."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from storage.records import Failure, Finding, Health, PollResult, RunOutcome

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

OK = PollResult(outcome=RunOutcome.OK, entries=10, newest_at=NOW)
UNCHANGED = PollResult(outcome=RunOutcome.UNCHANGED)
INTERRUPTED = PollResult(outcome=RunOutcome.INTERRUPTED)


def shows(
    outcome: RunOutcome, *states: Health, failure: Failure | None = None, entries: int = 0
) -> PollResult:
    """A poll that shows these states."""
    return PollResult(
        outcome=outcome,
        entries=entries,
        failure=failure,
        findings=tuple(Finding(state=state, evidence=f"shows {state}") for state in states),
        gap=Health.GAP in states,
    )


EMPTY = shows(RunOutcome.EMPTY, Health.EMPTY)
HTML = shows(RunOutcome.MALFORMED, Health.HTML_NOT_FEED, failure=Failure.SOFT)
MENDED = shows(RunOutcome.MALFORMED, Health.MALFORMED_RECOVERED, entries=9)
UNDATED = shows(RunOutcome.OK, Health.UNDATED, entries=9)
LOST = shows(RunOutcome.OK, Health.GAP, entries=9)
MOVED = shows(RunOutcome.OK, Health.MOVED, entries=9)
TIMEOUT = shows(RunOutcome.UNREACHABLE, Health.UNREACHABLE, failure=Failure.TEMPORARY)
FAULT = shows(RunOutcome.ERROR, Health.ERRORING, failure=Failure.TEMPORARY)
WAIT = shows(RunOutcome.RATE_LIMITED, Health.RATE_LIMITED, failure=Failure.TEMPORARY)
WALL = shows(RunOutcome.FORBIDDEN, Health.BLOCKED, failure=Failure.SOFT)
LOGIN = shows(RunOutcome.FORBIDDEN, Health.NOT_PERMITTED, failure=Failure.SOFT)
GONE = shows(RunOutcome.ERROR, Health.GONE, failure=Failure.HARD)

LISTS = (OK, UNCHANGED, INTERRUPTED, EMPTY, HTML, MENDED, UNDATED, LOST, MOVED)
FAILURES = (TIMEOUT, FAULT, WAIT, WALL, LOGIN, GONE)
polls = st.sampled_from((*LISTS, *FAILURES))
#: Mostly a minute to an hour between two polls, at times days.
waits = st.integers(1, 60).map(lambda minutes: timedelta(minutes=minutes)) | st.sampled_from(
    (timedelta(hours=3), DAY, timedelta(days=7))
)
