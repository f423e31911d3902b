"""What the answer to a poll means. Pure: the spider acts on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from crawler import cleaning, dates
from crawler.entries import Entries
from crawler.findings import of_entries
from storage.records import Failure, Finding, Health, PollResult, RunOutcome

LONGEST_RETRY_AFTER = timedelta(days=1)
#: For so long a host is left alone that asks for it without saying how long.
DEFAULT_REST = timedelta(minutes=2)
LONGEST_VALIDATOR = 1000
LONGEST_DETAIL = 600
#: Statuses that a page which asks for something may come with.
WALLED = frozenset({403, 503})
#: So many answers in a row that there is nothing here make it gone.
GONE_AFTER = 3
# An address without a page weighs 2 each time (see `scheduler.rhythm.backoff`).
_WEIGHT_OF_MISSING = 2


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """What a Retry-After header asks for (RFC 9110, 10.2.3), between 0 s and one day; None where unreadable."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdecimal():
        wait = timedelta(seconds=min(int(value[:9]), 10**8))
    else:
        try:
            at = parsedate_to_datetime(value)
        except (ValueError, OverflowError):
            return None
        wait = (at if at.tzinfo else at.replace(tzinfo=UTC)) - now
    return min(max(wait, timedelta(0)), LONGEST_RETRY_AFTER)


def validator(value: str | None) -> str | None:
    """An ETag or Last-Modified that may be stored and sent back as it is; None for one that may not."""
    fit = value is not None and len(value) <= LONGEST_VALIDATOR and value.isascii() and value.isprintable()
    return value if fit else None


def refusal(
    status: int,
    wait: timedelta | None,
    *,
    is_whole: bool = False,
    failures: int = 0,
    wall: Finding | None = None,
) -> PollResult | None:
    """The result of a poll that brought no list of articles, from its HTTP status; None where it brought one.

    `is_whole` says that no validators were sent, `failures` is the weight of those before, and `wall` what the page
    that came with it shows.
    """
    if status == 200:
        return None
    if status == 304 and not is_whole:
        return PollResult(outcome=RunOutcome.UNCHANGED)
    outcome, state, failure, said = _meaning(status, wait, failures)
    finding = Finding(state=state, evidence=f"HTTP {status}: {said}" if said else f"HTTP {status}")
    if wall is not None:
        outcome = outcome if outcome is RunOutcome.RATE_LIMITED else RunOutcome.FORBIDDEN
        finding = Finding(state=wall.state, evidence=f"HTTP {status}: {wall.evidence}")
    return PollResult(
        outcome=outcome, detail=f"HTTP {status}", retry_after=wait, failure=failure, findings=(finding,)
    )


def _meaning(
    status: int, wait: timedelta | None, failures: int
) -> tuple[RunOutcome, Health, Failure, str | None]:
    match status:
        case 429:
            return RunOutcome.RATE_LIMITED, Health.RATE_LIMITED, Failure.TEMPORARY, "too many requests"
        case 503 if wait is not None:
            return RunOutcome.RATE_LIMITED, Health.RATE_LIMITED, Failure.TEMPORARY, "unavailable for a while"
        case 401 | 407:
            return (
                RunOutcome.FORBIDDEN,
                Health.NOT_PERMITTED,
                Failure.SOFT,
                "a name and a password are wanted",
            )
        case 402:
            return RunOutcome.FORBIDDEN, Health.NOT_PERMITTED, Failure.SOFT, "money is wanted"
        case 451:
            return RunOutcome.FORBIDDEN, Health.NOT_PERMITTED, Failure.HARD, "not for legal reasons"
        case 403:
            return RunOutcome.FORBIDDEN, Health.BLOCKED, Failure.SOFT, "forbidden"
        case 410:
            return RunOutcome.ERROR, Health.GONE, Failure.HARD, "gone for good"
        case 404:
            is_gone = failures >= (GONE_AFTER - 1) * _WEIGHT_OF_MISSING
            said = f"nothing is here, {GONE_AFTER} times in a row or more" if is_gone else "nothing is here"
            return RunOutcome.ERROR, Health.GONE if is_gone else Health.ERRORING, Failure.SOFT, said
        case 304:
            return (
                RunOutcome.ERROR,
                Health.ERRORING,
                Failure.SOFT,
                "not modified, said to who has seen nothing",
            )
    if status >= 500:
        return RunOutcome.ERROR, Health.ERRORING, Failure.TEMPORARY, None
    return RunOutcome.ERROR, Health.ERRORING, Failure.SOFT, None


def failed(outcome: RunOutcome, reason: str) -> PollResult:
    """The result of a poll that no answer came to, for a reason in one line."""
    state, failure = _UNANSWERED.get(outcome, (Health.ERRORING, Failure.TEMPORARY))
    return PollResult(
        outcome=outcome, detail=reason, failure=failure, findings=(Finding(state=state, evidence=reason),)
    )


def unreadable(reason: str) -> PollResult:
    """The result of a poll whose body could not be read within its limits."""
    return PollResult(
        outcome=RunOutcome.MALFORMED,
        detail=reason,
        failure=Failure.SOFT,
        findings=(Finding(state=Health.MALFORMED, evidence=reason),),
    )


def _failure_of(entries: Entries) -> Failure | None:
    if entries.leads:
        return None
    if entries.malformed:
        return Failure.SOFT
    return Failure.TEMPORARY if entries.failed else None


_UNANSWERED = {
    RunOutcome.FORBIDDEN: (Health.NOT_PERMITTED, Failure.SOFT),
    RunOutcome.RATE_LIMITED: (Health.RATE_LIMITED, Failure.TEMPORARY),
    RunOutcome.UNREACHABLE: (Health.UNREACHABLE, Failure.TEMPORARY),
}


def brought(
    entries: Entries,
    *,
    etag: str | None,
    last_modified: str | None,
    now: datetime,
    wall: Finding | None = None,
    has_been_read: bool = False,
) -> PollResult:
    """The result of a poll whose body was read; `wall` where that is a page in the list's place.

    `has_been_read` says that the source brought something before.

    A malformed body keeps no validators: the next poll must not be told that it is still the same. Nor does an
    index of sitemaps, which may stay the same while they change.
    """
    detail = cleaning.line("; ".join(entries.doubts[:3]))[:LONGEST_DETAIL] or None
    count = len(entries.leads)
    times = [at for lead in entries.leads if (at := lead.dated_at) is not None]
    dated = sum(dates.is_plausible(at, now) for at in times)
    findings = of_entries(entries, dated=dated, wall=wall, has_been_read=has_been_read)
    if entries.malformed or wall is not None:
        outcome = RunOutcome.MALFORMED
    elif not entries.leads and entries.failed:
        outcome = RunOutcome.ERROR
    elif not entries.leads and entries.is_partial and has_been_read:
        outcome = RunOutcome.UNCHANGED
    elif not entries.leads:
        outcome, detail = RunOutcome.EMPTY, detail or "no entries"
    else:
        outcome = RunOutcome.OK
    keeps = outcome is RunOutcome.OK and not entries.children
    return PollResult(
        outcome=outcome,
        detail=detail,
        entries=count,
        etag=validator(etag) if keeps else None,
        last_modified=validator(last_modified) if keeps else None,
        skip_hours=entries.skip_hours,
        skip_days=entries.skip_days,
        failure=_failure_of(entries) if wall is None else Failure.SOFT,
        findings=findings,
    )
