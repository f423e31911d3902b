"""The answers of a WARC file, one after another, each with the position behind it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from threading import Event

from fastwarc.warc import WarcRecord as FastRecord

from crawler import urls
from crawler.reading import Body, ReadingError
from crawler.warc.answers import LONGEST_HEAD, body_of, parse
from crawler.warc.errors import WarcError
from crawler.warc.walk import Walk
from storage.records import BackfillPosition

# Older pages were converted to WARC files later, and there was no web before.
_FIRST_CRAWL = datetime(1990, 1, 1, tzinfo=UTC)


class Passed(StrEnum):
    """Why a record gives no page; see `storage.records.BackfillCount`."""

    OLDER = "older"
    REFUSED = "refused"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcRecord:
    """A `response` record. `offset` is that of its compressed member, `after` the position of the next one.

    `body` is its page, None where it was `passed`.
    """

    offset: int
    after: BackfillPosition
    body: Body | None = None
    passed: Passed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which pages are read: those crawled `since` then (None: all), `most_bytes` of each. None is later than `now`."""

    since: datetime | None
    now: datetime
    most_bytes: int


def records(path: Path, start: BackfillPosition, choice: Choice, stop: Event) -> Generator[WarcRecord]:
    """The `response` records from `start` on; who does not come to the end closes the iterator, and with it the file.

    Raises:
        WarcError: the file is torn, or no WARC file; what came before is sound.
        StoppedError: `stop` was set.
        OSError: the file cannot be opened.
    """
    with path.open("rb") as file:
        walk = Walk(file, start, stop)
        held: WarcRecord | None = None
        while True:
            try:
                record = walk.next()
            except WarcError:
                if held is not None:
                    # Nobody knows where the next one begins: whoever goes on counts from the beginning.
                    yield replace(held, after=walk.uncertain)
                raise
            if held is not None:
                yield replace(held, after=walk.position)
            if record is None:
                return
            held = _read(record, walk, choice)


def _read(record: FastRecord, walk: Walk, choice: Choice) -> WarcRecord:
    found = WarcRecord(offset=walk.offset, after=walk.position)
    # Read first, whatever it is: whether all of the record is there shows in no other way.
    most = choice.most_bytes + LONGEST_HEAD
    block = walk.block(record, most)
    crawled_at = _crawled_at(record, choice.now)
    if crawled_at is None:
        return replace(found, passed=Passed.UNREADABLE)
    if choice.since is not None and crawled_at < choice.since:
        return replace(found, passed=Passed.OLDER)
    answer = parse(block)
    if answer is None or answer.status != 200 or not answer.is_html:
        return replace(found, passed=Passed.REFUSED)
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    try:
        urls.host_group(url)
        body = body_of(answer, url, crawled_at, choice.most_bytes, _partial(record, most))
    except (ReadingError, ValueError):
        return replace(found, passed=Passed.UNREADABLE)
    return replace(found, body=body)


def _crawled_at(record: FastRecord, now: datetime) -> datetime | None:
    at = record.record_date
    if at is None or at.year < _FIRST_CRAWL.year:
        return None
    return min(at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC), now)


def _partial(record: FastRecord, most: int) -> str | None:
    if (reason := record.headers.get("WARC-Truncated")) is not None:
        return f"cut off when it was crawled: {reason}"
    return f"only its first {most} bytes were taken" if record.content_length > most else None
