"""An SQLite database that is out of reach for a minute."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.acceptance.faults.faults import Fault
from tests.acceptance.faults.newsdesk import Newsdesk


@asynccontextmanager
async def locked(newsdesk: Newsdesk) -> AsyncIterator[None]:
    """Another program writes and does not end."""
    other = sqlite3.connect(newsdesk.database, isolation_level=None, timeout=30.0)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.rollback()
        other.close()


@asynccontextmanager
async def moved(newsdesk: Newsdesk) -> AsyncIterator[None]:
    """The file is elsewhere, with what belongs to it; it comes back."""
    file = newsdesk.database
    away = file.parent / "away"
    away.mkdir()
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).rename(away / (file.name + suffix))
    try:
        yield
    finally:
        for suffix in ("", "-wal", "-shm"):
            (away / (file.name + suffix)).rename(file.with_name(file.name + suffix))


LOCKED = Fault(name="database locked by another", at=locked, names=re.compile("locked"), held=60.0)
MOVED = Fault(
    name="database file moved away and back",
    at=moved,
    names=re.compile("no database|unable to open|moved"),
    held=60.0,
)
