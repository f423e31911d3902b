"""A desk for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.app.cli.archives import Archive
from tests.app.web.desks import AskedDesk
from tests.app.web.filled import filled
from tests.databases import KINDS, filled_database


@pytest.fixture(params=KINDS)
def filled_db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An archive with something of everything in it, once for each kind of database."""
    with filled_database(request, request.param, tmp_path, filled) as database:
        yield database


@pytest.fixture
def filled_sqlite(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """The same on SQLite alone."""
    with filled_database(request, "sqlite", tmp_path, filled) as database:
        yield database


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """A folder with a configuration, and an archive in which every state of a hit and of a delivery occurs."""
    found = Archive(tmp_path)
    found.fill()
    return found


@pytest.fixture
def desk(archive: Archive) -> Iterator[AskedDesk]:
    """A desk over that archive."""
    database = Database(archive.url)
    yield AskedDesk(database, archive.config)
    database.close()
