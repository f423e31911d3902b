"""Backups for tests, and what one holds."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from storage.backup import make_backup, restore_backup
from storage.backup.form import Reader, Table, rows_of
from storage.backup.making import Made
from storage.backup.restoring import Restored
from storage.database import Database
from storage.verifying.check import Fault, found_by
from storage.verifying.checks import checks
from tests.storage.captures.answers import NOW, save, store
from tests.storage.samples import drifting, fill, source


class Silent:
    """Progress that nobody looks at; what was said is kept, and how far it came."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.shares: list[float] = []

    def say(self, words: str) -> None:
        self.said.append(words)

    def share(self, done: float) -> None:
        self.shares.append(done)


def back_up(db: Database, file: Path) -> Made:
    return make_backup(db, file, version="0.1.0", now=NOW, progress=Silent())


def restore(file: Path, url: str) -> Restored:
    return restore_backup(file, url, now=NOW, progress=Silent())


def rows_by_table(file: Path) -> dict[str, list[object]]:
    """All rows of a backup, each table's columns first."""
    found: defaultdict[str, list[object]] = defaultdict(list)
    name = ""
    with Reader(file) as reader:
        for part in reader.parts():
            if isinstance(part, Table):
                name = part.name
                found[name].append(part.columns)
            else:
                found[name] += rows_of(part)
    return found


def faults(db: Database, folder: Path) -> list[Fault]:
    """What `wirewatch verify` finds."""
    return [fault for check in checks(db, folder) for fault in found_by(check, lambda _: None)]


def filled(db: Database, folder: Path) -> None:
    """A row in every table, among them long texts of several scripts, and captures."""
    fill(db, NOW)
    captures = store(folder)
    save(db, captures, 7, text="They went by rail, 북한군. \U0001f686\n\n" * 40)
    captures.close()
    drifting(db, source(db, NOW), NOW)
