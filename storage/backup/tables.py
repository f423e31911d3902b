"""The tables that a backup holds: which, their columns, and their rows as JSON has them, the same of either database.

Kinds of columns: `integer`, `boolean` (0 and 1), `number`, `text`, `json` (as written), `time` (UTC, to the
microsecond, as SQLite has it) and `bytes` (in hex).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.types import JSON, Boolean, DateTime, Float, Integer, LargeBinary, String, TypeEngine

from storage.backup import driver
from storage.backup.errors import BackupError
from storage.backup.form import Row, Table
from storage.compressed import CompressedText, expanded
from storage.tables import Base

#: Sessions and leases end with a database: who restores one shows their token again, and no worker has asked a
#: host yet. The full-text index is made anew.
LEFT_OUT = frozenset({"access_sessions", "host_leases"})
_AT_ONCE, _LONG_AT_ONCE = 2_000, 100
_LONG = ("text", "json", "bytes")
_KINDS: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (Boolean, "boolean"),
    (Integer, "integer"),
    (Float, "number"),
    (JSON, "json"),
    (DateTime, "time"),
    (LargeBinary, "bytes"),
    (String, "text"),
)
_POSTGRES = {
    "boolean": "{0}::int",
    "json": "{0}::text",
    "time": "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
    "bytes": "encode({0}, 'hex')",
}
_SQLITE = {"bytes": "lower(hex({0}))"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A table as it is in the database, with how many rows it has."""

    table: Table
    key: tuple[str, ...]
    rows: int


def stored_tables(connection: Connection) -> list[Stored]:
    """The tables of the archive that the database has, whatever its schema, each after those that it points at.

    Raises:
        BackupError: a column is of a type that the archive has none of.
    """
    looked = inspect(connection)
    # as the database itself has it: what points at what was another matter in older schemas
    in_order = [name for name, _ in looked.get_sorted_table_and_fkc_names() if name is not None]
    found = []
    for name in in_order:
        if name not in Base.metadata.tables or name in LEFT_OUT:
            continue
        columns = tuple(
            (one["name"], _kind(name, one["name"], one["type"])) for one in looked.get_columns(name)
        )
        key = tuple(looked.get_pk_constraint(name)["constrained_columns"])
        rows = connection.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0  # noqa: S608
        table = Table(name=name, columns=columns, last=_last(connection, name, key))
        found.append(Stored(table=table, key=key, rows=rows))
    return found


def blocks(connection: Connection, stored: Stored) -> Iterator[Sequence[Row]]:
    """The rows of a table by its key, some at a time."""
    dialect, columns = connection.dialect.name, dict(stored.table.columns)
    forms = _POSTGRES if dialect == "postgresql" else _SQLITE
    chosen = ", ".join(forms.get(kind, "{0}").format(f'"{name}"') for name, kind in columns.items())
    # one order for both: text by its bytes
    binary = ' COLLATE "C"' if dialect == "postgresql" else ""
    order = ", ".join(f'"{name}"{binary if columns[name] == "text" else ""}' for name in stored.key)
    statement = f'SELECT {chosen} FROM "{stored.table.name}" ORDER BY {order}'  # noqa: S608
    at_once = _LONG_AT_ONCE if any(kind in _LONG for kind in columns.values()) else _AT_ONCE
    packed = packed_columns(connection, stored.table)
    for rows in driver.read(connection, stored.table.name, statement, at_once):
        yield [_unpacked(row, packed) for row in rows] if packed else rows


def packed_columns(connection: Connection, table: Table) -> frozenset[int]:
    """The places of the columns that SQLite keeps compressed."""
    if connection.dialect.name != "sqlite":
        return frozenset()
    model = Base.metadata.tables[table.name].columns
    return frozenset(
        at
        for at, (name, _) in enumerate(table.columns)
        if name in model and isinstance(model[name].type, CompressedText)
    )


def _unpacked(row: Row, packed: frozenset[int]) -> Row:
    return [
        expanded(value) if at in packed and isinstance(value, bytes) else value
        for at, value in enumerate(row)
    ]


def _kind(table: str, column: str, type_: TypeEngine[Any]) -> str:
    for known, kind in _KINDS:
        if isinstance(type_, known):
            return kind
    raise BackupError(f"column {column} of {table} is of a type that no backup holds: {type_}")


def sequence_of(connection: Connection, table: str, column: str) -> str | None:
    """What hands out PostgreSQL's numbers for a column; None where nothing does."""
    found: str | None = connection.scalar(
        text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": f'"{table}"', "column": column}
    )
    return found


def _last(connection: Connection, name: str, key: Sequence[str]) -> int | None:
    """The last number that PostgreSQL handed out: a row of it may be gone, and no other one is to bear it."""
    if connection.dialect.name != "postgresql" or len(key) != 1:
        return None
    sequence = sequence_of(connection, name, key[0])
    if sequence is None:
        return None
    found: int | None = connection.scalar(
        text(f"SELECT CASE WHEN is_called THEN last_value END FROM {sequence}")  # noqa: S608
    )
    return found
