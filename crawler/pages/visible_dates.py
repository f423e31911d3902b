"""Dates as newsrooms print them for people, wherever they stand in a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from crawler import dates
from crawler.pages import clock_times, month_names
from crawler.pages.article import Precision

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)"
_NAME = r"(?P<name>[^\W\d_]{3,12})"
_MONTH = r"(?P<month>[01]?\d)"
_OF = r"(?:(?:of|de)\s|d['’])?"
_TIME_BETWEEN = r"(?:,?\s(?:at\s)?\d\d?:\d\d\s?(?:[ap]m)?)?"
_FORMS = (
    # 2024-05-03, 2024/5/3, 2024. 5. 3.; also as the start of an ISO 8601 time
    rf"(?<![\d.,/-]){_YEAR}\s?(?P<mark>[-./–])\s?{_MONTH}\s?(?P=mark)\s?{_DAY}(?![\d/]|-\d|\.\d)",
    rf"(?<!\d){_YEAR}\s?[年년]\s?{_MONTH}\s?[月월]\s?{_DAY}\s?[日일]?",
    # 3 May 2024, 3rd of May, 2024, 3. Mai 2024, 3 de mayo de 2024, 3-May-2024
    rf"(?<![\d.,]){_DAY}(?:st|nd|rd|th|er|re|º|ª|°|-го)?[.,]?[\s/-]{{0,2}}{_OF}{_NAME}\.?,?[\s/-]{{1,2}}(?:del?\s)?{_YEAR}(?!\d)",
    # May 3, 2024, May 3rd 2024, May 3 at 10:20 am, 2024
    rf"(?<![^\W\d_]){_NAME}\.?[\s-]{{1,2}}{_DAY}(?:st|nd|rd|th)?{_TIME_BETWEEN}[.,]?[\s-]{{1,2}}{_YEAR}(?!\d)",
    # 2024 May 3, 2024. május 3.
    rf"(?<!\d){_YEAR}\.?[\s-]{_NAME}\.?[\s-]{_DAY}(?!\d)",
    # 03.05.2024
    rf"(?<![\d.,]){_DAY}(?P<dots>\.)\s?{_MONTH}\.\s?{_YEAR}(?!\d)",
    # 03/05/2024: which is the month is not said
    rf"(?<![\d/-])(?P<first>[0-3]?\d)\s?(?P<mark>[/–-])\s?(?P<second>[0-3]?\d)\s?(?P=mark)\s?{_YEAR}(?![\d/])",
    # 03.05.24, 03/05/24
    r"(?<![\d./,:-])(?P<first>[0-3]\d)(?P<mark>[./])(?P<second>[0-3]\d)(?P=mark)(?P<short>[0-3]\d)(?![\d./%])",
    # ngày 3 tháng 5 năm 2024
    rf"{_DAY}\s(?:tháng)\s{_MONTH},?\s(?:năm\s)?{_YEAR}(?!\d)",
)
_COMPILED = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)
# what pages set beside a date without a space, as their style sheets part the two: "Ada LindMay 3, 20245 min read"
_GLUED_BEFORE = re.compile(
    r"(?<=[a-zß-ÿ])(?=[A-Z][A-Za-z]{2,8}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d)"
)
_GLUED_AFTER = re.compile(
    r"(?<=[\s/.-](?:19|20)\d\d)(?=\d{1,4}\s?(?:min(?:ute)?|comment|share|view|like)s?(?![a-z]))",
    re.IGNORECASE,
)
_HAS_YEAR = re.compile(r"(?:19|20)\d\d|\d\d[./]\d\d[./]\d\d")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Shown:
    """A date that a line shows, and where: `moment` is naive where the line names no zone.

    `swapped` is the date with day and month the other way round, None where the line leaves no doubt.
    """

    moment: datetime
    start: int
    end: int
    precision: Precision = Precision.DAY
    swapped: datetime | None = None


def every(line: str, *, day_first: bool | None = None) -> Iterator[Shown]:
    """The dates of a line's first 300 characters that name a whole day, in no order.

    Where day and month could be either (03/05/2024), `day_first` decides; such a date is left out without it.
    """
    line = line[:_LONGEST]
    if not _HAS_YEAR.search(line):
        return
    taken: list[tuple[int, int]] = []
    for form in _COMPILED:
        for match in form.finditer(line):
            start, end = match.span()
            if any(start < other_end and end > other_start for other_start, other_end in taken):
                continue
            if (found := _shown(line, match, day_first)) is not None:
                taken.append((found.start, found.end))
                yield found


def parted(line: str) -> str:
    """`line` with spaces around a date in English that stands in it like a part of the next words."""
    return _GLUED_AFTER.sub(" ", _GLUED_BEFORE.sub(" ", line[:_LONGEST]))


def first(line: str, *, day_first: bool | None = None) -> Shown | None:
    """The leftmost date of a line."""
    return min(every(line, day_first=day_first), key=lambda shown: shown.start, default=None)


def _shown(line: str, match: re.Match[str], day_first: bool | None) -> Shown | None:
    day = _day_of(match.groupdict(), day_first)
    if day is None:
        return None
    start, end = match.span()
    clock = clock_times.after(line, end, day) or clock_times.before(line, start, day)
    swapped = _swapped(day) if _is_ambiguous(match.groupdict(), day) else None
    if clock is None:
        return Shown(day, start, end, swapped=swapped)
    if swapped:
        swapped = clock.moment.replace(month=swapped.month, day=swapped.day)
    return Shown(clock.moment, min(start, clock.start), max(end, clock.end), clock.precision, swapped)


def _is_ambiguous(found: dict[str, str | None], day: datetime) -> bool:
    has_form = found.get("first") is not None or found.get("dots") is not None
    return has_form and day.day <= 12 and day.day != day.month


def _swapped(day: datetime) -> datetime:
    return day.replace(month=day.day, day=day.month)


def _day_of(found: dict[str, str | None], day_first: bool | None) -> datetime | None:
    year = int(found.get("year") or 0) or 2000 + int(found["short"] or 0)
    if found.get("first"):
        day, month = int(found["first"] or 0), int(found["second"] or 0)
        if day <= 12 and month <= 12 and day != month and found["mark"] != ".":
            if day_first is None:
                return None
            if not day_first:
                day, month = month, day
        elif month > 12 and found["mark"] != ".":
            day, month = month, day
    else:
        day = int(found["day"] or 0)
        name = found.get("name")
        month = month_names.number_of(name) or 0 if name else int(found["month"] or 0)
    return dates.naive(year, month, day)
