"""Makes and migrates the database; says how old it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from storage.addresses import parse, redacted, sqlite_file
from storage.database import Database
from storage.errors import OtherSchemaError, StorageError
from storage.jobs import JOB_TABLES
from storage.locks import Turn, take_turn
from storage.running import Alive, any_process, refuse_beside_workers
from storage.server_clock import server_now
from storage.whole_database import keep_others_out

# Alembic is imported where something is to be migrated: a command that asks the archive would wait for it longer than
# for the answer.
if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).parent / "migrations"
_VERSIONS = "alembic_version"
_CURRENT = text("SELECT version_num FROM alembic_version")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaState:
    """The schema revision of a database, and the one that this program works with."""

    current: str | None
    head: str
    is_empty: bool


def create(url: str) -> None:
    """Make the tables of a new database. One that is current is left alone; another raises StorageError."""
    _make_file(url)
    before = state(url)
    if before.is_empty:
        _migrate(url, "head", None)
    require_current(url)


def upgrade(url: str, revision: str = "head", *, alive: Alive | None = any_process) -> None:
    """Bring a database up to this program's schema, or to a revision on the way there: all the way, or not at all.

    Where it is there already, nothing is done. Raises StorageError if it is not a wirewatch archive, or if a worker is
    at work on it: `alive` says of the number of a process of this machine whether there is one; None lets workers be.
    """
    _make_file(url)
    found = state(url)
    _check_known(url, found)
    if found.current is None or found.current != (found.head if revision == "head" else revision):
        _migrate(url, revision, alive)


def downgrade(url: str, revision: str, *, alive: Alive | None = any_process) -> None:
    """Take a database back to an earlier schema revision; `base` drops every table. Raises as `upgrade` does."""
    _check_known(url, state(url))
    _migrate(url, revision, alive, down=True)


def revisions() -> tuple[str, ...]:
    """The schema revisions that this program knows, the first one first."""
    return tuple(sorted(_revisions()))


def state(url: str) -> SchemaState:
    """Which schema revision the database has. A file that does not exist is an empty database."""
    file = sqlite_file(parse(url))
    if file is not None and not file.exists():
        return SchemaState(current=None, head=head(), is_empty=True)
    database = Database(url)
    try:
        with database.read() as connection:
            tables = set(inspect(connection).get_table_names())
            current = _revision(connection) if _VERSIONS in tables else None
            others = {name for name in tables if not name.startswith(JOB_TABLES)}
            is_empty = current is None and not others - {_VERSIONS}
            return SchemaState(current=current, head=head(), is_empty=is_empty)
    finally:
        database.close()


def is_current(database: Database) -> bool:
    """Whether the schema is this program's: one look, and nothing is opened. Raises StorageError, see `Database`."""
    with database.read() as connection:
        return _revision(connection) == head()


def revision_of(connection: Connection) -> str | None:
    """The schema revision of the database that this leads to; None where it is no archive."""
    return _revision(connection) if _VERSIONS in inspect(connection).get_table_names() else None


def head() -> str:
    """The revision that this program works with."""
    return max(_revisions())


def bring_to(connection: Connection, revision: str) -> None:
    """Make or migrate the tables up to a revision, in the transaction of this connection."""
    take_turn(connection, Turn.MIGRATE)
    _run(connection, revision)


def require_own(connection: Connection) -> None:
    """Raise OtherSchemaError unless the schema is this program's, as this transaction sees it."""
    found = _revision(connection)
    if found != head():
        raise OtherSchemaError(
            f"the database has the schema {found or 'of no version'} by now, and this program works with {head()}"
        )


def require_current(url: str) -> None:
    """Raise StorageError, naming the command that helps, unless the schema is this program's."""
    found = state(url)
    _check_known(url, found)
    if found.current is None:
        raise StorageError(f"{redacted(url)} is empty; `wirewatch db upgrade` makes its tables")
    if found.current != found.head:
        raise StorageError(
            f"{redacted(url)} has the schema of an older version ({found.current}, now {found.head}); "
            "run `wirewatch db upgrade`"
        )


def _check_known(url: str, found: SchemaState) -> None:
    if found.current is None:
        if not found.is_empty:
            raise StorageError(
                f"{redacted(url)} holds tables that are not wirewatch's; give it a database of its own"
            )
        return
    if found.current not in _revisions():
        raise StorageError(
            f"{redacted(url)} has the schema of a newer version ({found.current}); upgrade wirewatch"
        )


def _make_file(url: str) -> None:
    file = sqlite_file(parse(url))
    if file is None:
        return
    try:
        file.touch(exist_ok=True)
    except OSError as error:
        raise StorageError(f"{redacted(url)}: {error.strerror}") from error


def _migrate(url: str, revision: str, alive: Alive | None, *, down: bool = False) -> None:
    database = Database(url)
    try:
        with database.write() as connection:
            take_turn(connection, Turn.MIGRATE)
            if alive is not None:
                refuse_beside_workers(connection, alive, server_now(connection))
            keep_others_out(connection)
            if alive is not None:
                # One may have begun while programs that read were waited for.
                refuse_beside_workers(connection, alive, server_now(connection))
            _run(connection, revision, down=down)
    finally:
        database.close()


def _run(connection: Connection, revision: str, *, down: bool = False) -> None:
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    (command.downgrade if down else command.upgrade)(config, revision)


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    # The path goes through configparser, which reads % as the start of a reference.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def _revision(connection: Connection) -> str | None:
    found: str | None = connection.scalar(_CURRENT)
    return found


@cache
def _revisions() -> frozenset[str]:
    """The revisions there are: one line of them, each the number that its file's name begins with."""
    return frozenset(file.name.partition("_")[0] for file in (_MIGRATIONS / "versions").glob("[0-9]*.py"))
