"""The time of day beside a date, with the half of the day and the zone that go with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from crawler import dates
from crawler.pages.article import Precision

_HALF_BEFORE = r"(?P<early>[ap]\.?m\.?|오전|오후|上午|下午|午前|午後|晚上|凌晨)?"
_CLOCK = (
    rf"{_HALF_BEFORE}\s?(?<!\d)(?P<hour>[01]?\d|2[0-3])(?:[:.：]|\s?(?:h|시|時|时|点|點)\s?)(?P<minute>[0-5]\d)"
    r"(?:\s?[분分])?(?:[:.](?P<second>[0-5]\d))?(?:\.\d{1,6})?(?![\d%])"
    r"\s?(?P<half>[ap]\.?m\b\.?|μμ|πμ)?"
    r"(?:\s?(?:uhr|hrs?|h)\b)?"
    r"\s?\(?(?P<zone>(?:UTC|GMT)?\s?[+-]\d{1,2}:?(?:\d\d)?(?!\d)|Z\b|МСК\b|[A-Z]{2,5}\b)?"
)
_BARE_HOUR = r"(?P<hour>1[0-2]|0?[1-9])\s?(?P<half>[ap]\.?m\b\.?)\s?\(?(?P<zone>[A-Z]{2,4}\b)?"
_JOINT = (
    r"\s{0,3}(?:[.,)]?\s?[,;(|·•–—/@-]?\s?"
    r"(?:\(?[^\W\d_]{1,9}\.?\)\s?)?"
    r"(?:T|at|um|um|à|a\slas|alle(?:\sore)?|ore|às|as|kl\.?|klo|o\sgodz\.?|godz\.?|o|om|в|о|об|os|lúc|saat)?)\s{0,2}"
)
_AFTER = re.compile(rf"{_JOINT}{_CLOCK}", re.IGNORECASE)
_AFTER_BARE = re.compile(rf"{_JOINT}{_BARE_HOUR}", re.IGNORECASE)
_BEFORE = re.compile(rf"{_CLOCK}\)?\.?\s?(?:[,|·•–—/-]|on)?\s?(?:[^\W\d_]{{2,12}}\.?,?\s)?$", re.IGNORECASE)
_LONGEST_BEFORE = 45
_LATE = ("p", "오후", "下午", "午後", "晚上", "μ")


@dataclass(frozen=True, slots=True)
class Clock:
    """A whole moment, where its clock stands in the line, and how much of the time was said."""

    moment: datetime
    start: int
    end: int
    precision: Precision


def after(line: str, at: int, day: datetime) -> Clock | None:
    """The time on `day` that is printed right after the date, which ends at `at`."""
    rest = line[at : at + 60]
    found = _AFTER.match(rest) or _AFTER_BARE.match(rest)
    return _clock(found, at, day) if found else None


def before(line: str, at: int, day: datetime) -> Clock | None:
    """The time on `day` that is printed right before the date, which starts at `at`."""
    begin = max(at - _LONGEST_BEFORE, 0)
    found = _BEFORE.search(line[begin:at])
    return _clock(found, begin, day) if found else None


def _clock(found: re.Match[str], offset: int, day: datetime) -> Clock | None:
    parts = found.groupdict()
    hour, minute, second = int(parts["hour"]), int(parts.get("minute") or 0), parts.get("second")
    if half := (parts.get("half") or parts.get("early") or "").lower():
        hour = hour % 12 + (12 if half.startswith(_LATE) else 0) if hour <= 12 else hour
    moment = day.replace(hour=hour, minute=minute, second=int(second or 0))
    end = found.end()
    if zone := parts.get("zone"):
        placed = dates.in_zone(moment, zone)
        if placed is None:
            end = found.start("zone")
        else:
            moment = placed
    return Clock(
        moment, offset + found.start(), offset + end, Precision.SECOND if second else Precision.MINUTE
    )
