"""Dates of feeds: what `crawler.dates` reads, and the slips that only feeds make."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from crawler import cleaning, dates
from crawler.pages import month_names

_LONGEST = 120
_YEAR_OR_MONTH = re.compile(r"(\d{4})(?:-(\d\d))?")
_DAY_OF_YEAR = re.compile(r"(\d{4})-?(\d{3})")
_TWO_DIGIT_ISO = re.compile(r"-?(\d\d)-?(\d\d)-?(\d\d)")
# [Thu, ]1 янв[аря] 2004[г.] 19:48[:21] [MSK|+03:00]; the weekday may be of any language, and wrong
_DAY_FIRST = re.compile(
    r"(?:[^\d,]{1,20}[,.]?\s*)?(\d{1,2})[.\s-]{1,3}([^\W\d_]{3,12})\.?,?[\s-]{1,2}(\d{4}|\d\d)\b[^\d]{0,12}"
    r"(?:(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*([AaPp][Mm]\b)?\s*(\S.{0,30})?)?"
)
# Thu[,] Jan[uary] 1[,] 2004 19:48[:21] [PST]
_MONTH_FIRST = re.compile(
    r"(?:[^\d,]{1,20}?,?\s+)?([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b[^\d]{0,12}"
    r"(?:(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*([AaPp][Mm]\b)?\s*(\S.{0,30})?)?"
)
# 2004-05-25 오후 11:23:17 and 2004년 05월 28일 01:31:15
_KOREAN = re.compile(
    r"(\d{4})[-년.]\s?(\d\d?)[-월.]\s?(\d\d?)일?\.?\s+(오전|오후)?\s?(\d\d?):(\d\d)(?::(\d\d))?(?:\.\d+)?"
)
_NUMBERS = re.compile(
    r"(\d{4})[-/.](\d\d?)[-/.](\d\d?)[T\s]+(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(\S.{0,30})?"
)
_SEOUL = timedelta(hours=9)
_NOON = 12


def understood(written: str) -> tuple[datetime, str | None] | None:
    """The time that a feed's date names, naive where it names no zone, with a doubt where it was bent for that.

    None where it names no time.
    """
    text = cleaning.line(written[:_LONGEST])
    if moment := dates.parse(text):
        return moment, None
    for read in (_named, _numbered, _korean):
        if moment := read(text):
            return moment, None
    if (moment := _partial(text)) is not None:
        return moment, f"its date, {text!r}, names no day; the first one was taken"
    return None


def _named(text: str) -> datetime | None:
    if found := _DAY_FIRST.fullmatch(text):
        day, name, year = found.group(1, 2, 3)
    elif found := _MONTH_FIRST.fullmatch(text):
        name, day, year = found.group(1, 2, 3)
    else:
        return None
    month = month_names.number_of(name)
    return None if month is None else _at(_century(year), month, int(day), found.groups()[3:])


def _century(year: str) -> int:
    """RFC 5322, 4.3: two digits below 50 are of this century."""
    number = int(year)
    return number if len(year) == 4 else number + (2000 if number < 50 else 1900)


def _at(year: int, month: int, day: int, clock: tuple[str | None, ...]) -> datetime | None:
    hour, minute, second, half, zone = (*clock, None)[:5] if len(clock) == 4 else clock
    at = int(hour or 0)
    if half:
        at = at % _NOON + (_NOON if half.lower() == "pm" else 0)
    # midnight as the end of a day, and the leap second
    midnight, leap = at == 24, second == "60"
    moment = dates.naive(
        year, month, day, 0 if midnight else at, int(minute or 0), 59 if leap else int(second or 0)
    )
    if moment is None:
        return None
    try:
        moment += timedelta(days=midnight, seconds=leap)
    except OverflowError:
        return None
    return (dates.in_zone(moment, zone) or moment) if zone else moment


def _numbered(text: str) -> datetime | None:
    if (found := _NUMBERS.fullmatch(text)) is None:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    return _at(int(year), int(month), int(day), (hour, minute, second, None, zone))


def _korean(text: str) -> datetime | None:
    if (found := _KOREAN.fullmatch(text)) is None:
        return None
    year, month, day, half, hour, minute, second = found.groups()
    clock = (hour, minute, second, {"오전": "am", "오후": "pm"}.get(half or ""), None)
    moment = _at(int(year), int(month), int(day), clock)
    return moment and moment.replace(tzinfo=dates.offset_zone(_SEOUL))


def _partial(text: str) -> datetime | None:
    if found := _YEAR_OR_MONTH.fullmatch(text):
        return dates.naive(int(found[1]), int(found[2] or 1), 1)
    if (found := _DAY_OF_YEAR.fullmatch(text)) and (start := dates.naive(int(found[1]), 1, 1)):
        return start + timedelta(days=int(found[2]) - 1) if 0 < int(found[2]) <= 366 else None
    if found := _TWO_DIGIT_ISO.fullmatch(text):
        return dates.naive(_century(found[1]), int(found[2]), int(found[3]))
    return None
