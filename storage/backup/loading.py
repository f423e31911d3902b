"""The rows of a backup on their way into the tables of a new database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, inspect, text

from storage.backup import driver
from storage.backup.errors import BackupError
from storage.backup.form import Row, Table, rows_of
from storage.backup.tables import packed_columns, sequence_of
from storage.compressed import compressed
from storage.tables import Base

_Form = Callable[[Any], Any]


def load(connection: Connection, parts: Iterable[Table | bytes], done: Callable[[str], None]) -> None:
    """Write all rows; `done` is told of each table. The tables are there, and empty.

    Raises:
        BackupError: a table or a column of the backup is not there, or the database refused a row.
    """
    there = {
        name: {column["name"] for column in inspect(connection).get_columns(name)}
        for name in inspect(connection).get_table_names()
    }
    table: Table | None = None
    forms: dict[int, _Form] = {}
    for part in parts:
        if isinstance(part, Table):
            if table is not None:
                _finish(connection, table, done)
            _check_there(part, there)
            table, forms = part, _forms(connection, part)
        elif table is not None:
            rows = rows_of(part)
            driver.write(connection, table.name, [name for name, _ in table.columns], _formed(rows, forms))
    if table is not None:
        _finish(connection, table, done)


def _check_there(table: Table, there: dict[str, set[str]]) -> None:
    if table.name not in Base.metadata.tables or table.name not in there or not table.columns:
        raise BackupError(f"this version of wirewatch knows no table {table.name!r}")
    missing = [name for name, _ in table.columns if name not in there[table.name]]
    if missing:
        raise BackupError(f"this version of wirewatch knows no {', '.join(missing)} of {table.name}")


def _forms(connection: Connection, table: Table) -> dict[int, _Form]:
    """What is done with the values of a column where the database wants them in another form, by its place."""
    forms: dict[int, _Form] = dict.fromkeys(packed_columns(connection, table), compressed)
    for at, (_, kind) in enumerate(table.columns):
        if kind == "bytes":
            forms[at] = bytes.fromhex if connection.dialect.name == "sqlite" else "\\x{}".format
    return forms


def _formed(rows: list[list[Any]], forms: dict[int, _Form]) -> Sequence[Row]:
    for at, form in forms.items():
        for row in rows:
            if row[at] is not None:
                row[at] = form(row[at])
    return rows


def _finish(connection: Connection, table: Table, done: Callable[[str], None]) -> None:
    """Let PostgreSQL hand out numbers behind all that there ever were."""
    key = table.columns[0][0]
    if connection.dialect.name == "postgresql" and (sequence := sequence_of(connection, table.name, key)):
        highest = connection.scalar(text(f'SELECT max("{key}") FROM "{table.name}"'))  # noqa: S608
        last = max(highest or 0, table.last or 0)
        if last:
            connection.execute(text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last})
    done(table.name)
