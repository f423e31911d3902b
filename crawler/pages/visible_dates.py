"""Dates as newsrooms print them for people, wherever they stand in a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from crawler import dates

_MONTH_NAMES = (
    "january jan januar janvier enero січня січень января янв",
    "february feb februar février febrero лютого лютий февраля фев",
    "march mar märz mars marzo березня березень марта мар",
    "april apr avril abril квітня квітень апреля апр",
    "may mai mayo травня травень мая май",
    "june jun juni juin junio червня червень июня июн",
    "july jul juli juillet julio липня липень июля июл",
    "august aug août agosto серпня серпень августа авг",
    "september sep sept septembre septiembre вересня вересень сентября сен",
    "october oct oktober octobre octubre жовтня жовтень октября окт",
    "november nov novembre noviembre листопада листопад ноября ноя",
    "december dec dezember décembre diciembre грудня грудень декабря дек",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}\s?(?P<mark>[-./])\s?(?P<month>\d{{1,2}})\s?(?P=mark)\s?{_DAY}(?!\d)",
        rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월]\s?{_DAY}\s?[日일]",
        rf"(?<!\d){_DAY}(?:st|nd|rd|th|er|\.)?[\s-](?:of\s|de\s)?(?P<name>{_MONTH})\b\.?,?[\s-](?:de\s)?{_YEAR}(?!\d)",
        rf"\b(?P<name>{_MONTH})\b\.?\s{_DAY}(?:st|nd|rd|th)?,?\s{_YEAR}(?!\d)",
        rf"(?<!\d){_DAY}\.(?P<month>\d{{1,2}})\.{_YEAR}(?!\d)",
        rf"(?<!\d)(?P<first>\d{{1,2}})[/-](?P<second>\d{{1,2}})[/-]{_YEAR}(?!\d)",
    )
)
_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?!\d)"
    r"\s?(?P<half>[ap]\.?m\b\.?)?\s?\(?(?P<zone>(?:UTC|GMT|[A-Z]{1,3}T|BST|CES?T|MSK)\b)?"
)
_CLOCK_AFTER = re.compile(rf"^\s?(?:[,(|·–—-]|at|um|о|в|kl\.|klo|à)?\s?{_CLOCK}", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(rf"{_CLOCK}\)?\s?(?:[,|·–—-]|on)?\s?(?:[^\W\d_]{{2,10}}\.?,?\s)?$", re.IGNORECASE)
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Shown:
    """A date that a line shows, and where: `moment` is naive where the line names no zone."""

    moment: datetime
    start: int
    end: int


def every(line: str) -> Iterator[Shown]:
    """The dates of a line that name a whole day, in no order. Day and month are not guessed where both would do."""
    line = line[:_LONGEST]
    if not re.search(r"(?:19|20)\d\d", line):
        return
    for form in _FORMS:
        for match in form.finditer(line):
            if (found := _shown(line, match)) is not None:
                yield found


def first(line: str) -> Shown | None:
    """The leftmost date of a line."""
    return min(every(line), key=lambda shown: shown.start, default=None)


def _shown(line: str, match: re.Match[str]) -> Shown | None:
    day = _day_of(match.groupdict())
    if day is None:
        return None
    start, end = match.span()
    if clock := _CLOCK_AFTER.match(line[end:]):
        end += clock.end()
    elif clock := _CLOCK_BEFORE.search(line[:start]):
        start = clock.start()
    if clock is None:
        return _parsed(day, start, end)
    hour = int(clock["hour"])
    if half := (clock["half"] or "").lower()[:1]:
        hour = hour % 12 + (12 if half == "p" else 0)
    text = f"{day} {hour:02}:{clock['minute']}:{clock['second'] or '00'} {(clock['zone'] or '').upper()}"
    return _parsed(text.strip(), start, end)


def _parsed(text: str, start: int, end: int) -> Shown | None:
    moment = dates.parse(text)
    return None if moment is None else Shown(moment, start, end)


def _day_of(found: dict[str, str | None]) -> str | None:
    if found.get("first"):
        one, other = int(found["first"] or 0), int(found["second"] or 0)
        if one <= 12 and other <= 12 and one != other:
            return None
        day, month = (one, other) if other <= 12 else (other, one)
    else:
        day = int(found["day"] or 0)
        name = found.get("name")
        month = _MONTHS[name.lower()] if name else int(found["month"] or 0)
    return f"{found['year']}-{month:02}-{day:02}"
