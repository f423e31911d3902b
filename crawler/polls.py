"""What the answer to a poll means. Pure: the spider acts on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from crawler import cleaning
from crawler.entries import Entries
from storage.records import PollResult, RunOutcome

LONGEST_RETRY_AFTER = timedelta(days=1)
LONGEST_VALIDATOR = 1000
LONGEST_DETAIL = 600


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


def refusal(status: int, wait: timedelta | None) -> PollResult | None:
    """The result of a poll that brought no list of articles, from its HTTP status; None where it brought one."""
    if status == 200:
        return None
    if status == 304:
        return PollResult(outcome=RunOutcome.UNCHANGED)
    detail = f"HTTP {status}"
    if status == 429 or (status == 503 and wait is not None):
        return PollResult(outcome=RunOutcome.RATE_LIMITED, detail=detail, retry_after=wait)
    if status in {401, 402, 403, 451}:
        return PollResult(outcome=RunOutcome.FORBIDDEN, detail=detail)
    return PollResult(outcome=RunOutcome.ERROR, detail=detail, retry_after=wait)


def brought(entries: Entries, *, etag: str | None, last_modified: str | None) -> PollResult:
    """The result of a poll whose body was read.

    A malformed body keeps no validators: the next poll must not be told that it is still the same. Nor does an
    index of sitemaps, which may stay the same while they change.
    """
    detail = cleaning.line("; ".join(entries.doubts[:3]))[:LONGEST_DETAIL] or None
    count = len(entries.leads)
    if entries.malformed:
        return PollResult(outcome=RunOutcome.MALFORMED, detail=detail, entries=count)
    if not entries.leads:
        return PollResult(outcome=RunOutcome.EMPTY, detail=detail or "no entries", entries=0)
    if entries.children:
        return PollResult(outcome=RunOutcome.OK, detail=detail, entries=count)
    return PollResult(
        outcome=RunOutcome.OK,
        detail=detail,
        entries=count,
        etag=validator(etag),
        last_modified=validator(last_modified),
    )
