"""Backups and restores in a process that is killed, with the number of things that were said before."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from storage.backup import make_backup, restore_backup
from storage.database import Database
from tests.storage.captures.answers import NOW


class Doomed:
    """Progress of a process that dies when it has heard so much."""

    def __init__(self, left: int) -> None:
        self._left = left

    def say(self, words: str) -> None:
        self._step()

    def share(self, done: float) -> None:
        self._step()

    def _step(self) -> None:
        self._left -= 1
        if self._left < 0:
            os.kill(os.getpid(), signal.SIGKILL)


def make(file: str, steps: int, db: Database) -> None:
    """Back up, and die."""
    make_backup(db, Path(file), version="1", now=NOW, progress=Doomed(steps))


def restore(file: str, url: str, steps: int, _: Database) -> None:
    """Restore, and die."""
    restore_backup(Path(file), url, now=NOW, progress=Doomed(steps))
