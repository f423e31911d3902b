"""What the press and the receiver note: one JSON object a line, read again afterwards."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class Ledger:
    """Notes lines to a file, each with `at`: seconds of the machine's monotonic clock, which all processes share."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("a", encoding="utf-8", buffering=1)

    def note(self, kind: str, at: float | None = None, **facts: Any) -> None:
        """Note what happened, now unless `at` says when."""
        line = {"kind": kind, "at": time.monotonic() if at is None else at, **facts}
        self._file.write(json.dumps(line) + "\n")

    def close(self) -> None:
        self._file.close()


def lines(file: Path) -> Iterator[dict[str, Any]]:
    """All that was noted; a last line that is not whole is left out."""
    with file.open(encoding="utf-8") as text:
        for line in text:
            if line.endswith("\n"):
                yield json.loads(line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as the press saw it; `by` is the machine, from its User-Agent."""

    at: float
    host: int
    path: str
    status: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of a webhook. `article` and `watch` are None where it tells of no hit; `status` 0: no answer."""

    at: float
    channel: str
    delivery_id: str
    type: str
    article: str | None
    watch: str | None
    status: int
    verified: bool

    @property
    def accepted(self) -> bool:
        """Whether the sender was told that it arrived."""
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A whole ledger."""

    requests: tuple[Request, ...]
    calls: tuple[Call, ...]


def read(file: Path) -> Noted:
    """The ledger of the press and the receiver."""
    requests, calls = [], []
    for line in lines(file):
        kind = line.pop("kind")
        if kind == "request":
            requests.append(Request(**line))
        elif kind == "call":
            calls.append(Call(**line))
    return Noted(requests=tuple(requests), calls=tuple(calls))
