"""Dates as pages, feeds and sitemaps write them, and which of them can be believed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# the abbreviations that newsrooms print, in hours; others are too ambiguous to guess at
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2,
    "EEST": 3, "MSK": 3, "TRT": 3, "МСК": 3, "IST": 5.5, "PKT": 5, "ICT": 7, "WIB": 7, "KST": 9, "JST": 9, "HKT": 8,
    "SGT": 8, "PHT": 8, "AWST": 8, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "SAST": 2, "EAT": 3, "WAT": 1,
    "BRT": -3, "AST": -4, "ADT": -3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7,
}  # fmt: skip
# the names that mean summer or winter time, whichever it is on the day
_SEASONAL = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
}  # fmt: skip
_LONGEST = 80
_HAS_DAY = re.compile(r"\d{8}|\d{4}-\d|\d{4}\s\d\d?:|\s\d{4}$")
_NO_YEAR = re.compile(r"(?<!\d)0000(?!\d)")
_YEAR = re.compile(r"(?<!\d)[1-9]\d{3}(?!\d)|\d{8}|\d[-/.]\d\d?[-/.]\d\d(?!\d)")
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?")
_RFC5322 = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d{1,2}:")
_COLONLESS_OFFSET = re.compile(r"(?<=[\d.])\s*([+-]\d{2}):?(\d{2})$")
# 20240503T142000, 2024-5-3 14:20:00.0: ISO 8601 but for a digit or a mark
_LOOSE_ISO = re.compile(
    r"(\d{4})-?(\d\d?)-?(\d\d?)(?:[T\s]+(\d\d?):?(\d\d)(?::?(\d\d)(?:[.,:]\d{1,9})?)?)?\s?(Z|[+-]\d\d?:?(?:\d\d)?|[A-Z]{2,4})?"
)
# Fri Nov 08 17:42:01 EST 2019
_JAVA = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) ( ?\d\d?) (\d\d:\d\d:\d\d) (?:([A-Z]{2,4}|[A-Z]{3}[+-]\d\d:?\d\d) )?(\d{4})"
)
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d\d)?", re.IGNORECASE)
_WIDEST_OFFSET = timedelta(hours=14)
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
# the latest zone is 14 hours ahead of UTC, the earliest 12 behind
_ZONE_SLACK = timedelta(hours=26)


def parse(text: str) -> datetime | None:
    """The time that `text` names, with its own offset, naive if it names none; None if it names no whole day.

    Understood are ISO 8601, RFC 5322, seconds or milliseconds since 1970, and the English forms of newsrooms.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST or _has_no_year(text):
        return None
    return parse_machine(text) or _written(text)


def _has_no_year(text: str) -> bool:
    """Whether the only year that may be meant is 0, which libraries take for 2000."""
    return "0000" in text and _NO_YEAR.search(text) is not None and _YEAR.search(text) is None


def parse_machine(text: str) -> datetime | None:
    """Like `parse`, for the forms that only programs write: a line of an article is never one by chance."""
    text = text.strip()
    if len(text) > _LONGEST or not _HAS_DAY.search(text):
        return None
    if epoch := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(epoch[1]), UTC)
    return _iso(text) or _rfc5322(text) or _java(text)


def naive(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0
) -> datetime | None:
    """A time without a zone, None where the calendar has no such day or the day no such time."""
    try:
        return datetime.combine(date(year, month, day), time(hour, minute, second))
    except ValueError:
        return None


def as_utc(moment: datetime) -> datetime:
    """`moment` in UTC; a naive one is taken as UTC. At the edges of the calendar the offset is dropped."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)


def offset_zone(offset: timedelta) -> tzinfo:
    """The zone that is `offset` ahead of UTC all year."""
    return timezone(offset) if offset else UTC


def in_named_zone(moment: datetime, name: str) -> datetime | None:
    """The naive `moment` with the offset of a zone's abbreviation (KST, EDT, ET); None for one that is not known."""
    if (hours := _ZONES.get(name)) is not None:
        return moment.replace(tzinfo=offset_zone(timedelta(hours=hours)))
    if (place := _SEASONAL.get(name)) is None:
        return None
    try:
        offset = moment.replace(tzinfo=ZoneInfo(place)).utcoffset()
    except (ZoneInfoNotFoundError, OverflowError):
        return None
    return moment.replace(tzinfo=offset_zone(offset or timedelta()))


def in_zone(moment: datetime, zone: str) -> datetime | None:
    """The naive `moment` at a written offset (+02:00, UTC+2, GMT-0500) or in a named zone; None for neither."""
    placed = _placed(moment, zone.strip())
    return placed if placed is not None and placed.tzinfo is not None else None


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
        return _loose_iso(text)


def _loose_iso(text: str) -> datetime | None:
    if (found := _LOOSE_ISO.fullmatch(text)) is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    moment = naive(year, month, day, hour, minute, second)
    return moment and _placed(moment, found[7] or "")


def _placed(moment: datetime, zone: str) -> datetime | None:
    """The naive `moment` in a zone that is written as an offset or a name; naive still where the name is unknown."""
    if offset := _OFFSET.fullmatch(zone):
        sign, hours, minutes = offset.groups()
        ahead = timedelta(hours=int(hours), minutes=int(minutes or 0))
        if ahead > _WIDEST_OFFSET:
            return None
        return moment.replace(tzinfo=offset_zone(-ahead if sign == "-" else ahead))
    return in_named_zone(moment, zone.upper()) or moment


def _java(text: str) -> datetime | None:
    """What Java's `Date.toString` and C's `asctime` print."""
    if (found := _JAVA.fullmatch(text)) is None:
        return None
    name, day, clock, zone, year = found.groups()
    month = _MONTHS.find(name) // 3 + 1
    hour, minute, second = map(int, clock.split(":"))
    moment = naive(int(year), month, int(day), hour, minute, second)
    return moment and _placed(moment, zone or "")


def _rfc5322(text: str) -> datetime | None:
    if not _RFC5322.match(text):
        return None
    clock, named, zone = text.rpartition(" ")
    zone = zone if named and zone.isalpha() else ""
    try:
        # the standard library reads zones that it does not know as +00:00 or -00:00
        moment = parsedate_to_datetime(clock if zone else text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _placed(moment, zone) if zone and moment.tzinfo is None else moment


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
    return None if hours is None else offset_zone(timedelta(hours=hours))
