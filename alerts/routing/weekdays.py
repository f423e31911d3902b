"""Days and times of the week as people write them: `Mon`, `Sat-Sun`, `07:30`."""

from __future__ import annotations

import re

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ONE_DAY = "|".join(DAYS)
SOME_DAYS = rf"(?:{ONE_DAY})(?:-(?:{ONE_DAY}))?(?:,(?:{ONE_DAY})(?:-(?:{ONE_DAY}))?)*"
CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"

_RANGE = re.compile(rf"({ONE_DAY})(?:-({ONE_DAY}))?")


def days_of(written: str) -> frozenset[int]:
    """The days (Monday is 0) of a text that `SOME_DAYS` matches; a range may go over the end of the week."""
    found: set[int] = set()
    for first, last in _RANGE.findall(written):
        begin = DAYS.index(first)
        found |= {(begin + more) % 7 for more in range((DAYS.index(last or first) - begin) % 7 + 1)}
    return frozenset(found)


def minutes_of(clock: str) -> int:
    """Minutes after midnight."""
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)


def clock_of(minutes: int) -> str:
    """What `minutes_of` reads back: `07:30`."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
