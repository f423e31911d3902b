"""The day that an address names, and the month where it names no day."""

from __future__ import annotations

import re
from datetime import datetime

from crawler import dates
from crawler.pages import month_names

_YEAR = r"((?:19|20)\d\d)"
_MONTH = r"(0?[1-9]|1[0-2])"
_DAY = r"(0?[1-9]|[12]\d|3[01])"
_DAYS = (
    re.compile(rf"[/=_.-]{_YEAR}/{_MONTH}/{_DAY}(?=[/?#]|$)"),
    re.compile(rf"(?<!\d){_YEAR}([-_.])(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<![\da-z])((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![\da-z])"),
    re.compile(rf"/{_YEAR}/?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?=[/?#_.-]|$)"),
    re.compile(rf"/{_YEAR}/([A-Za-z]{{3,9}})/{_DAY}(?=/|$)"),
)
_REVERSED = re.compile(rf"(?<![\d-])(0[1-9]|[12]\d|3[01])[-_](0[1-9]|1[0-2])[-_]{_YEAR}(?!\d)")
# Wire and agency keys such as AKR20240503012345
_KEY = re.compile(r"(?<=[A-Z])(20[0-3]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3,10}(?!\d)")
_MONTHS = re.compile(rf"/{_YEAR}[/_-]?(0[1-9]|1[0-2])(?=[/?#-]|$)")
_LONGEST = 600


def day_of(url: str) -> datetime | None:
    """The day in an address, as that day's midnight without a zone; None where none is named."""
    path = _path(url)
    for form in _DAYS:
        if found := form.search(path):
            parts = [part for part in found.groups() if part not in ("-", "_", ".")]
            month = int(parts[1]) if parts[1].isdigit() else month_names.number_of(parts[1])
            if month and (day := _day(parts[0], month, parts[2])):
                return day
    if found := _REVERSED.search(path):
        return _day(found[3], found[2], found[1])
    if found := _KEY.search(path):
        return _day(*found.groups())
    return None


def month_of(url: str) -> tuple[int, int] | None:
    """Year and month of an address that names them as folders (/2024/05/); None where it names none."""
    found = _MONTHS.search(_path(url))
    return (int(found[1]), int(found[2])) if found else None


def _path(url: str) -> str:
    """An address without its host; of an archive's copy, the copied address alone."""
    url = url[:_LONGEST]
    inner = url.find("://", 8)
    rest = url[inner + 3 :] if inner > 0 else url.partition("://")[2] or url
    slash = rest.find("/")
    return rest[slash:] if slash >= 0 else ""


def _day(year: str, month: str | int, day: str) -> datetime | None:
    return dates.naive(int(year), int(month), int(day))
