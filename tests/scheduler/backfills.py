"""A backfill in a test: which files, into which archive, to be killed at which moment."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from crawler.reading import InlineReader, Reader
from crawler.warc.downloading import Downloads
from egress import Policy
from scheduler.backfilling import Backfilling, BackfillPlan
from scheduler.holders import is_gone, new_holder
from storage.backfills import Backfills
from storage.database import Database
from storage.records import Backfill, BackfillKind
from tests.crawler.warc.files import NOW

AGENT = "wirewatch-test"
#: So many articles are saved at once.
BATCH = 5


def plan(folder: Path) -> BackfillPlan:
    downloads = Downloads(folder=folder / "backfill", user_agent=AGENT, timeout=5.0, policy=Policy())
    return BackfillPlan(most_bytes=1_000_000, downloads=downloads)


def asked(db: Database, places: Iterable[Path | str], since: datetime | None = None) -> list[Backfill]:
    """Add the files, as the command does."""
    Backfills(db).release_dead(is_gone)
    return [
        Backfills(db).add(
            BackfillKind.WARC,
            str(place),
            NOW,
            since=since,
            size=place.stat().st_size if isinstance(place, Path) and place.exists() else None,
        )
        for place in places
    ]


async def worked(
    db: Database,
    folder: Path,
    *places: Path | str,
    since: datetime | None = None,
    reader: Reader | None = None,
) -> list[Backfill]:
    """The files as they are when nothing more of them can be read."""
    ids = [one.id for one in asked(db, places, since)]
    backfilling = Backfilling(
        db,
        reader or InlineReader(),
        plan(folder),
        new_holder(),
        among=ids,
        most_articles=BATCH,
        clock=lambda: NOW,
    )
    while await backfilling.take_one():
        pass
    return Backfills(db).list(ids)


class Work:
    """A backfill in a process of its own (see `tests.dying`)."""

    def __init__(self, folder: Path, *places: Path) -> None:
        self._folder = folder
        self._places = places

    def __call__(self, db: Database) -> None:
        asyncio.run(worked(db, self._folder, *self._places))
