"""The watches that people made in the desk: each save is a version, and a removed one keeps its versions."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, insert, select, update

from storage.database import Database
from storage.errors import StorageError
from storage.locks import Turn, take_turn
from storage.records import DeskWatch, Severity
from storage.tables import DeskWatchRow, DeskWatchVersionRow


class StaleEditError(StorageError):
    """Somebody else saved or removed the watch meanwhile. One line for people."""


class DeskWatches:
    """The desk's watches, by name."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def list(self) -> list[DeskWatch]:
        """Those that were not removed, as they are now, by name."""
        with self._db.read() as connection:
            return [_watch(row) for row in connection.execute(_current().order_by(DeskWatchRow.name))]

    def get(self, name: str) -> DeskWatch | None:
        """One of them."""
        with self._db.read() as connection:
            row = connection.execute(_current().where(DeskWatchRow.name == name)).one_or_none()
        return None if row is None else _watch(row)

    def versions(self, name: str) -> builtins.list[DeskWatch]:
        """All versions of a watch that was not removed, the latest first."""
        statement = _versions().where(DeskWatchRow.removed_at.is_(None), DeskWatchRow.name == name)
        with self._db.read() as connection:
            rows = connection.execute(statement.order_by(DeskWatchVersionRow.number.desc()))
            return [_watch(row) for row in rows]

    def save(
        self,
        name: str,
        query: str,
        *,
        severity: Severity,
        note: str,
        author: str,
        now: datetime,
        edits: int | None,
    ) -> DeskWatch:
        """Keep a new watch (`edits` None), or the next version of the one whose version `edits` was looked at.

        What says the same as the latest version is none.

        Raises:
            StaleEditError: there is one of this name already, or the version that is edited is not the latest any more.
        """
        with self._db.write() as connection:
            take_turn(connection, Turn.VERSIONS)
            row = connection.execute(_current().where(DeskWatchRow.name == name)).one_or_none()
            if edits is None and row is not None:
                raise StaleEditError(f"there is a watch {name!r} in the desk already")
            if edits is not None and row is None:
                raise StaleEditError(f"the watch {name!r} was removed meanwhile")
            if row is not None and row.number != edits:
                raise StaleEditError(f"{row.author} saved version {row.number} of {name!r} meanwhile")
            if row is not None and (row.query, row.severity, row.note) == (query, severity.value, note):
                return _watch(row)
            watch_id = _created(connection, name, now) if row is None else row.id
            values = {
                "watch_id": watch_id,
                "number": 1 if row is None else row.number + 1,
                "query": query,
                "severity": severity.value,
                "note": note,
                "author": author,
                "saved_at": now,
            }
            connection.execute(insert(DeskWatchVersionRow).values(values))
            connection.execute(update(DeskWatchRow).where(DeskWatchRow.id == watch_id).values(trouble=None))
            return _watch(connection.execute(_current().where(DeskWatchRow.id == watch_id)).one())

    def remove(self, name: str, *, author: str, now: datetime) -> bool:
        """Remove a watch; its hits stay. False where there is none of this name."""
        living = and_(DeskWatchRow.name == name, DeskWatchRow.removed_at.is_(None))
        with self._db.write() as connection:
            removed = update(DeskWatchRow).where(living).values(removed_at=now, removed_by=author)
            return connection.execute(removed).rowcount > 0

    def note_troubles(self, troubles: Mapping[str, str]) -> None:
        """Keep why watches are left out; of those that are not named that they are not."""
        with self._db.read() as connection:
            living = select(DeskWatchRow.id, DeskWatchRow.name, DeskWatchRow.trouble)
            rows = connection.execute(living.where(DeskWatchRow.removed_at.is_(None))).all()
        changed = [row for row in rows if row.trouble != troubles.get(row.name)]
        if changed:
            with self._db.write() as connection:
                for row in changed:
                    trouble = troubles.get(row.name)
                    connection.execute(
                        update(DeskWatchRow).where(DeskWatchRow.id == row.id).values(trouble=trouble)
                    )

    def mark(self) -> tuple[int, int]:
        """Another one whenever a watch was saved or removed: the latest version, and how many were removed."""
        with self._db.read() as connection:
            latest = connection.scalar(select(func.max(DeskWatchVersionRow.id))) or 0
            return latest, connection.scalar(select(func.count(DeskWatchRow.removed_at))) or 0


def troubles(connection: Connection) -> dict[str, str]:
    """The watches that the worker leaves out, and why."""
    statement = select(DeskWatchRow.name, DeskWatchRow.trouble).where(
        DeskWatchRow.removed_at.is_(None), DeskWatchRow.trouble.is_not(None)
    )
    return {row.name: row.trouble for row in connection.execute(statement.order_by(DeskWatchRow.name))}


def _created(connection: Connection, name: str, now: datetime) -> int:
    made = insert(DeskWatchRow).values(name=name, created_at=now).returning(DeskWatchRow.id)
    return connection.execute(made).scalar_one()


def _versions() -> Select[*tuple[Any, ...]]:
    return select(
        DeskWatchRow.id,
        DeskWatchRow.name,
        DeskWatchRow.created_at,
        DeskWatchRow.trouble,
        DeskWatchVersionRow.number,
        DeskWatchVersionRow.query,
        DeskWatchVersionRow.severity,
        DeskWatchVersionRow.note,
        DeskWatchVersionRow.author,
        DeskWatchVersionRow.saved_at,
    ).join_from(DeskWatchRow, DeskWatchVersionRow, DeskWatchVersionRow.watch_id == DeskWatchRow.id)


def _current() -> Select[*tuple[Any, ...]]:
    return _versions().where(DeskWatchRow.removed_at.is_(None), _is_latest())


def _is_latest() -> ColumnElement[bool]:
    latest = select(func.max(DeskWatchVersionRow.number)).where(
        DeskWatchVersionRow.watch_id == DeskWatchRow.id
    )
    return DeskWatchVersionRow.number == latest.correlate(DeskWatchRow).scalar_subquery()


def _watch(row: Row[*tuple[Any, ...]]) -> DeskWatch:
    return DeskWatch(
        name=row.name,
        number=row.number,
        query=row.query,
        severity=Severity(row.severity),
        note=row.note,
        author=row.author,
        saved_at=row.saved_at,
        created_at=row.created_at,
        trouble=row.trouble,
    )
