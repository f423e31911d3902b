"""Backups of an archive in which something happens all the time: each is of one moment."""

from __future__ import annotations

import time
from pathlib import Path

from sqlalchemy import func, select

from storage.backup import make_backup
from storage.database import Database
from storage.tables import ArticleRow, DeliveryRow, HitRow, RevisionRow, VerdictRow
from tests.storage.backup.backups import Silent, faults, restore
from tests.storage.backup.busy import Desk, at_work
from tests.storage.captures.answers import NOW

PATIENCE = 60.0


def wait_for(desk: Desk, rounds: int) -> None:
    """Wait until the desk has done so many rounds."""
    until = time.monotonic() + PATIENCE
    while desk.rounds < rounds:
        assert desk.trouble is None
        assert time.monotonic() < until
        time.sleep(0.005)


class Waiting(Silent):
    """Goes on with a backup only once the desk did another round: no writer waits for it, and it waits for none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def say(self, words: str) -> None:
        wait_for(self._desk, self._desk.rounds + 2)


def test_each_backup_is_of_one_moment(db: Database, tmp_path: Path) -> None:
    made: list[Path] = []
    with at_work(db) as desk:
        for number in range(4):
            wait_for(desk, 5 * (number + 1))
            made.append(tmp_path / f"backup-{number}")
            make_backup(db, made[-1], version="1", now=NOW, progress=Waiting(desk))
    before = 0
    for file in made:
        other = Database(f"sqlite:///{file}.db")
        restore(file, f"sqlite:///{file}.db")
        assert faults(other, tmp_path / "captures") == []
        with other.read() as connection:
            articles = connection.scalar(select(func.count()).select_from(ArticleRow)) or 0
            revised = connection.scalar(select(func.sum(ArticleRow.revision)))
            revisions = connection.scalar(select(func.count()).select_from(RevisionRow))
            decided = connection.scalar(select(func.count(VerdictRow.hit_id.distinct())))
            hits = connection.scalar(select(func.count()).select_from(HitRow))
            told = connection.scalar(select(func.count(DeliveryRow.story_notice_key.distinct())))
        assert (revised, decided, told) == (revisions, hits, hits)
        assert articles > before
        before = articles
        other.close()
