"""All checks, in the order in which they are made. A new kind of thing in the archive gets its check here."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from storage.database import Database
from storage.verifying.articles import ArticleCheck
from storage.verifying.capture_bytes import CaptureFileCheck
from storage.verifying.captures import CaptureRowCheck
from storage.verifying.check import Check
from storage.verifying.database_file import DatabaseFileCheck
from storage.verifying.full_text import FullTextCheck
from storage.verifying.hits import HitCheck
from storage.verifying.jobs import JobCheck
from storage.verifying.outbox import OutboxCheck
from storage.verifying.revisions import RevisionCheck
from storage.verifying.told import ToldCheck


def checks(db: Database, captures: Path, since: datetime | None = None) -> list[Check]:
    """The checks of an archive and of the folder of its captures; of what was saved from `since` on, None for all."""
    of_all: list[Check] = [DatabaseFileCheck(db)] if since is None else []
    return [
        *of_all,
        RevisionCheck(db, since),
        ArticleCheck(db, since),
        CaptureRowCheck(db, since),
        CaptureFileCheck(db, captures, since),
        HitCheck(db, since),
        ToldCheck(db, since),
        OutboxCheck(db, since),
        JobCheck(db),
        *([FullTextCheck(db)] if since is None else []),
    ]
