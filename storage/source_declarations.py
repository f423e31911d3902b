"""Sources as they were declared, for articles that travel: an archive keeps those that it never polled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, insert, select

from storage.locks import Turn, take_turn
from storage.records import SourceDeclaration, SourceKind
from storage.tables import SourceRow

# SQLite before 3.32 takes 999 parameters at most.
_CHUNK = 500
_COLUMNS = (
    SourceRow.name,
    SourceRow.kind,
    SourceRow.url,
    SourceRow.host_group,
    SourceRow.interval,
    SourceRow.tell_backlog,
    SourceRow.country,
    SourceRow.language,
    SourceRow.owner,
    SourceRow.group_name,
)


def declarations(connection: Connection) -> dict[str, SourceDeclaration]:
    """All sources of the archive by name, those that were removed among them."""
    return {
        row.name: SourceDeclaration(**(row._asdict() | {"kind": SourceKind(row.kind)}))
        for row in connection.execute(select(*_COLUMNS))
    }


def numbers(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """The numbers of the sources of these names that the archive has."""
    wanted, found = sorted(set(names)), dict[str, int]()
    for at in range(0, len(wanted), _CHUNK):
        statement = select(SourceRow.name, SourceRow.id).where(SourceRow.name.in_(wanted[at : at + _CHUNK]))
        found |= {row.name: row.id for row in connection.execute(statement)}
    return found


def kept_sources(
    connection: Connection, sources: Sequence[SourceDeclaration], now: datetime
) -> dict[str, int]:
    """The numbers of these sources by name; what is not here is kept as a source that was removed.

    One that is here stays as it is, whatever another archive says of it.
    """
    by_name = {source.name: source for source in sources}
    found = numbers(connection, by_name)
    if missing := by_name.keys() - found.keys():
        take_turn(connection, Turn.SYNC)
        missing -= numbers(connection, missing).keys()
        rows = [
            asdict(by_name[name])
            | {
                "kind": by_name[name].kind.value,
                "due_at": now,
                "added_at": now,
                "removed_at": now,
                "last_new": 0,
            }
            for name in sorted(missing)
        ]
        if rows:
            connection.execute(insert(SourceRow), rows)
        found = numbers(connection, by_name)
    return found
