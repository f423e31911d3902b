"""Times, spans of time and amounts of data as people write them: `07:00`, `90s`, `10m`, `16MB`."""

from __future__ import annotations

import re
from datetime import time, timedelta

_UNITS_OF_TIME = {
    "ms": timedelta(milliseconds=1),
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}
_UNITS_OF_DATA = {"B": 1, "kB": 1000, "KB": 1000, "KiB": 1024, "MB": 1000**2, "MiB": 1024**2, "GB": 1000**3}
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_AMOUNT = re.compile(r"([0-9]{1,8}) ?([A-Za-z]{1,3})")


def parse_duration(text: str) -> timedelta:
    """`"90s"`, `"10m"`, `"1h"`, `"2d"` or `"500ms"` as a timedelta. Raises ValueError for anything else."""
    amount = _AMOUNT.fullmatch(text)
    if amount is None or amount[2] not in _UNITS_OF_TIME:
        raise ValueError('must be a time such as "90s", "10m", "1h" or "2d"')
    return int(amount[1]) * _UNITS_OF_TIME[amount[2]]


def format_duration(duration: timedelta) -> str:
    """The shortest form that `parse_duration` reads back as the same whole milliseconds."""
    for unit in ("d", "h", "m", "s"):
        if duration % _UNITS_OF_TIME[unit] == timedelta(0) and (duration or unit == "s"):
            return f"{duration // _UNITS_OF_TIME[unit]}{unit}"
    return f"{duration // _UNITS_OF_TIME['ms']}ms"


def parse_clock(text: str) -> time | None:
    """`"07:00"` as a time of the day, None for `"never"`. Raises ValueError for anything else."""
    if text == "never":
        return None
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise ValueError('must be a time of the day such as "07:00" (UTC), or "never"')
    return time(int(found[1]), int(found[2]))


def parse_size(text: str) -> int:
    """`"16MB"`, `"500kB"` or `"4MiB"` in bytes; MB counts by 1,000, MiB by 1,024. Raises ValueError otherwise."""
    amount = _AMOUNT.fullmatch(text)
    if amount is None or amount[2] not in _UNITS_OF_DATA:
        raise ValueError('must be a size such as "500kB" or "16MB"')
    return int(amount[1]) * _UNITS_OF_DATA[amount[2]]


def format_size(size: int) -> str:
    """The shortest form that `parse_size` reads back as the same number of bytes."""
    for unit in ("GB", "MB", "MiB", "kB", "KiB"):
        if size and size % _UNITS_OF_DATA[unit] == 0:
            return f"{size // _UNITS_OF_DATA[unit]}{unit}"
    return f"{size}B"
