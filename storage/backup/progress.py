"""Whom long work tells how far it has come."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of each table that is done, and of how much of the way is, from 0 to 1."""

    def say(self, words: str) -> None: ...
    def share(self, done: float) -> None: ...
