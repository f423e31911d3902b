"""Dates as pages, feeds and sitemaps write them, and which of them can be believed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

# the abbreviations that newsrooms print; others are too ambiguous to guess at
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "KST": 9, "JST": 9, "HKT": 8, "SGT": 8, "AEST": 10, "AEDT": 11, "EST": -5, "EDT": -4, "ET": -5, "CST": -6,
    "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_LONGEST = 80
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?")
_RFC5322 = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d{1,2}:")
_COLONLESS_OFFSET = re.compile(r"(?<=[\d.])\s*([+-]\d{2})(\d{2})$")
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
# the latest zone is 14 hours ahead of UTC, the earliest 12 behind
_ZONE_SLACK = timedelta(hours=26)


def parse(text: str) -> datetime | None:
    """The time that `text` names, with its own offset, naive if it names none; None if it names no whole day.

    Understood are ISO 8601, RFC 5322, seconds or milliseconds since 1970, and the English forms of newsrooms.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    if epoch := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(epoch[1]), UTC)
    return _iso(text) or _rfc5322(text) or _written(text)


def as_utc(moment: datetime) -> datetime:
    """`moment` in UTC; a naive one is taken as UTC. At the edges of the calendar the offset is dropped."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)


def is_plausible(moment: datetime, fetched_at: datetime | None) -> bool:
    """Whether an article of the web can have been published then: since 1990, and not after it was fetched."""
    published_at = as_utc(moment)
    if fetched_at is not None and published_at > as_utc(fetched_at) + _ZONE_SLACK:
        return False
    return published_at >= _EARLIEST


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(_COLONLESS_OFFSET.sub(r"\1:\2", text))
    except ValueError:
        return None


def _rfc5322(text: str) -> datetime | None:
    if not _RFC5322.match(text):
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # the standard library reads zones that it does not know as +00:00 or -00:00
    return moment if moment.tzinfo is None or re.search(r"[+-]\d{4}|GMT|UTC?$", text) else None


def _written(text: str) -> datetime | None:
    from dateutil import parser  # late, as most dates are ISO 8601 and never come here

    answers = []
    for default in (datetime.fromisoformat("2001-01-01"), datetime.fromisoformat("2002-02-02")):
        try:
            answers.append(parser.parse(text, default=default, tzinfos=_zone))
        except (ValueError, OverflowError, TypeError):
            return None
    # a part that is missing from the text is filled in from the default, and then the answers differ
    return answers[0] if answers[0] == answers[1] else None


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    hours = _ZONES.get(name or "")
    return None if hours is None else timezone(timedelta(hours=hours))
