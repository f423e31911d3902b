"""What a worker's log says while something is wrong: which lines name it, what else is said, and how often."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_HEAD = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (DEBUG|INFO|WARNING|ERROR|CRITICAL) (.*)$")
_TRACE = re.compile(r"Traceback \(most recent call last\)|^\s+File \".*\", line \d+")
#: What differs between two lines that say the same: addresses, numbers, ids.
_VARIES = re.compile(r"https?://\S+|[0-9a-f]{8,}|\d+(?:\.\d+)?")
_TROUBLE = frozenset({"WARNING", "ERROR", "CRITICAL"})
_BACK = re.compile(r"\bagain\b|\bno longer\b|\bback\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as it came, with the second of the monotonic clock at which it was seen."""

    at: float
    text: str

    @property
    def level(self) -> str:
        """The level's name; empty where this is no beginning of a record."""
        found = _HEAD.match(self.text)
        return found[1] if found else ""

    @property
    def words(self) -> str:
        """The line without its time and level."""
        found = _HEAD.match(self.text)
        return found[2] if found else self.text

    @property
    def is_trouble(self) -> bool:
        """Whether somebody is meant to read this at night."""
        return self.level in _TROUBLE

    @property
    def is_of_a_channel(self) -> bool:
        """Whether it tells how one channel is."""
        return self.words.startswith("channel ")

    @property
    def is_trace(self) -> bool:
        """Whether it is part of a traceback."""
        return _TRACE.search(self.text) is not None

    @property
    def says_it_is_over(self) -> bool:
        """Whether it says that something works again."""
        return self.level == "INFO" and _BACK.search(self.words) is not None

    @property
    def shape(self) -> str:
        """What it has in common with others that say the same."""
        return _VARIES.sub("#", self.words)


class Tail:
    """Follows a log as it grows, so that each line has a time that no clock of the worker's can spoil."""

    def __init__(self, file: Path) -> None:
        self.lines: list[Line] = []
        self._file = file
        self._read = 0
        self._rest = b""

    def look(self) -> None:
        """Take in what was written since the last look."""
        if not self._file.exists():
            return
        with self._file.open("rb") as file:
            file.seek(self._read)
            data = file.read()
        self._read += len(data)
        *whole, self._rest = (self._rest + data).split(b"\n")
        now = time.monotonic()
        self.lines += [Line(at=now, text=one.decode("utf-8", "replace")) for one in whole]

    async def follow(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            self.look()
            await asyncio.sleep(0.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said of a fault. `after` is the seconds until the first line that names it; None: there was none.

    `others` are the further warnings and errors by what they say, and how often each came.
    """

    naming: tuple[str, ...]
    after: float | None
    back: tuple[str, ...]
    others: dict[str, int]
    traces: int

    @property
    def flood(self) -> int:
        """How often the line came that came most often, of those that are not news at each time."""
        return max(self.others.values(), default=0)


def said(lines: Iterable[Line], names: re.Pattern[str], began: float) -> Said:
    """What the lines since `began` say of a fault that `names` recognises."""
    since = [line for line in lines if line.at >= began]
    trouble = [line for line in since if line.is_trouble]
    # A channel that fails has a line of its own, whatever it fails for.
    naming = [line for line in trouble if names.search(line.words) and not line.is_of_a_channel]
    others = Counter(line.shape for line in trouble if line not in naming)
    return Said(
        naming=tuple(line.words for line in naming),
        after=naming[0].at - began if naming else None,
        back=tuple(line.words for line in since if line.says_it_is_over and not line.is_of_a_channel),
        others=dict(others),
        traces=sum(line.is_trace for line in since),
    )
