"""A worker whose clock is set while it runs, by libfaketime; the monotonic clock is left alone, as it is by date(1)."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.acceptance.faults.faults import Fault
from tests.acceptance.faults.newsdesk import Newsdesk

HOUR = 3600
_FAKED = Path(__file__).parent / "faked"
_WAS_SET = re.compile("the clock was set")


def needs_faketime() -> Path:
    """The library; the test is skipped where it is missing."""
    for found in Path("/usr/lib").glob("**/faketime/libfaketimeMT.so.1"):
        return found
    pytest.skip("the library libfaketime is missing (Debian: apt-get install libfaketime)")


class FakedClock:
    """The clock of a process that is started with `environ`."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self._library = needs_faketime()
        self.put(0)

    @property
    def environ(self) -> Mapping[str, str]:
        """What makes a process keep this clock."""
        return {
            "LD_PRELOAD": str(self._library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
            "PYTHONPATH": f"{_FAKED}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
        }

    def put(self, seconds: int) -> None:
        """Let it be so far ahead of the true one."""
        beside = self._file.with_suffix(".new")
        beside.write_text(f"{seconds:+d}\n")
        beside.replace(self._file)

    def fault(self, seconds: int) -> Fault:
        """That it is set by so much, and later back: two steps, each of which is told."""
        way = "forward, then back" if seconds > 0 else "back, then forward"
        name = f"clock set an hour {way}"
        return Fault(name=name, at=partial(self._set, seconds), names=_WAS_SET, held=25.0, lines=2, backs=0)

    @asynccontextmanager
    async def _set(self, seconds: int, _: Newsdesk) -> AsyncIterator[None]:
        self.put(seconds)
        try:
            yield
        finally:
            self.put(0)
