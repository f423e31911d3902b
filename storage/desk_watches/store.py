"""Watches of the desk: made, saved anew, removed. Each save is a version, and none is ever lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from storage.database import Database
from storage.desk_watches.errors import DeskWatchChangedError, DeskWatchGoneError, NameTakenError
from storage.locks import Turn, take_turn
from storage.records.desk_watches import (
    DeskWatch,
    DeskWatchDraft,
    DeskWatchVersion,
    folded_name,
    name_fault,
)
from storage.records.routing import Severity
from storage.tables import DeskWatchRow, DeskWatchVersionRow


class DeskMark(NamedTuple):
    """How many versions there are, and how many watches were removed: where it is equal, nothing has changed.

    Numbers of rows tell that where they grow only; the highest id does not, for a transaction that took a lower one
    may commit later.
    """

    versions: int
    removed: int


class DeskWatches:
    """All watches of the desk."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def mark(self) -> DeskMark:
        """The state of all of them, for whoever looks often whether anything has changed."""
        versions = select(func.count()).select_from(DeskWatchVersionRow).scalar_subquery()
        removed = (
            select(func.count())
            .select_from(DeskWatchRow)
            .where(DeskWatchRow.removed_at.is_not(None))
            .scalar_subquery()
        )
        with self._db.read() as connection:
            row = connection.execute(select(versions.label("versions"), removed.label("removed"))).one()
        return DeskMark(row.versions, row.removed)

    def living(self) -> list[DeskWatch]:
        """Those that are not removed, by name."""
        with self._db.read() as connection:
            statement = _watches().where(DeskWatchRow.removed_at.is_(None)).order_by(DeskWatchRow.folded)
            return [_watch(row) for row in connection.execute(statement)]

    def get(self, name: str) -> DeskWatch | None:
        """The living watch of that very name."""
        with self._db.read() as connection:
            found = _living(connection, name)
        return found if found is not None and found.name == name else None

    def versions(self, name: str) -> list[tuple[DeskWatch, DeskWatchVersion]]:
        """Every version of every watch that ever bore the name, removed ones too, the first one first."""
        statement = (
            select(*DeskWatchRow.__table__.columns, *_VERSION)
            .join(DeskWatchVersionRow, DeskWatchVersionRow.watch_id == DeskWatchRow.id)
            .where(DeskWatchRow.name == name)
            .order_by(DeskWatchVersionRow.id)
        )
        with self._db.read() as connection:
            return [(_watch(row), _version(row)) for row in connection.execute(statement)]

    def add(self, name: str, draft: DeskWatchDraft, author: str, now: datetime) -> DeskWatch:
        """Make a watch, of which this is version 1.

        Raises:
            NameTakenError: a living one has the name.
            ValueError: it can be the name of no watch.
        """
        fault = name_fault(name)
        if fault is not None:
            raise ValueError(f"the name {fault}")
        with self._db.write() as connection:
            take_turn(connection, Turn.DESK)
            before = _living(connection, name)
            if before is not None:
                raise NameTakenError(f"there is a watch {before.name!r} at the desk")
            values = {
                "name": name,
                "folded": folded_name(name),
                "version": 1,
                "author": author,
                "created_at": now,
            }
            statement = insert(DeskWatchRow).values(values).returning(DeskWatchRow.id)
            watch_id = connection.execute(statement).scalar_one()
            _save(connection, watch_id, 1, draft, author, now)
            return _required(connection, name)

    def save(self, name: str, edited: int, draft: DeskWatchDraft, author: str, now: datetime) -> DeskWatch:
        """Save a version over the one that was `edited`; what says the same as that is no new version.

        Raises:
            DeskWatchChangedError: another version is in force meanwhile.
            DeskWatchGoneError: there is no such watch any more.
        """
        with self._db.write() as connection:
            take_turn(connection, Turn.DESK)
            before = _edited(connection, name, edited)
            last = before.version
            if DeskWatchDraft(query=last.query, severity=last.severity, note=last.note) == draft:
                return before
            _save(connection, before.id, edited + 1, draft, author, now)
            connection.execute(
                update(DeskWatchRow).where(DeskWatchRow.id == before.id).values(version=edited + 1)
            )
            return _required(connection, name)

    def remove(self, name: str, edited: int | None, author: str, now: datetime) -> DeskWatch:
        """Remove the watch, of which somebody saw the version `edited` (None: whichever it is). Its versions stay.

        Raises:
            DeskWatchChangedError: another version is in force meanwhile.
            DeskWatchGoneError: there is no such watch any more.
        """
        with self._db.write() as connection:
            take_turn(connection, Turn.DESK)
            before = _edited(connection, name, edited)
            connection.execute(
                update(DeskWatchRow)
                .where(DeskWatchRow.id == before.id)
                .values(removed_at=now, removed_by=author)
            )
        return before


_VERSION = (
    DeskWatchVersionRow.number,
    DeskWatchVersionRow.query,
    DeskWatchVersionRow.severity,
    DeskWatchVersionRow.note,
    DeskWatchVersionRow.author.label("saved_by"),
    DeskWatchVersionRow.saved_at,
)


def _watches() -> Select[*tuple[Any, ...]]:
    """The watches, each with its version in force."""
    return select(*DeskWatchRow.__table__.columns, *_VERSION).join(
        DeskWatchVersionRow,
        (DeskWatchVersionRow.watch_id == DeskWatchRow.id)
        & (DeskWatchVersionRow.number == DeskWatchRow.version),
    )


def _living(connection: Connection, name: str) -> DeskWatch | None:
    statement = _watches().where(DeskWatchRow.folded == folded_name(name), DeskWatchRow.removed_at.is_(None))
    row = connection.execute(statement).one_or_none()
    return None if row is None else _watch(row)


def _required(connection: Connection, name: str) -> DeskWatch:
    found = _living(connection, name)
    if found is None or found.name != name:
        raise DeskWatchGoneError(f"there is no watch {name!r} at the desk")
    return found


def _edited(connection: Connection, name: str, edited: int | None) -> DeskWatch:
    found = _required(connection, name)
    if edited not in (None, found.version.number):
        raise DeskWatchChangedError(name, found.version.number, found.version.author)
    return found


def _save(
    connection: Connection, watch_id: int, number: int, draft: DeskWatchDraft, author: str, now: datetime
) -> None:
    connection.execute(
        insert(DeskWatchVersionRow).values(
            watch_id=watch_id,
            number=number,
            query=draft.query,
            severity=draft.severity.value,
            note=draft.note,
            author=author,
            saved_at=now,
        )
    )


def _watch(row: Row[*tuple[Any, ...]]) -> DeskWatch:
    return DeskWatch(
        id=row.id,
        name=row.name,
        author=row.author,
        created_at=row.created_at,
        version=_version(row),
        removed_at=row.removed_at,
        removed_by=row.removed_by,
    )


def _version(row: Row[*tuple[Any, ...]]) -> DeskWatchVersion:
    return DeskWatchVersion(
        number=row.number,
        query=row.query,
        severity=Severity(row.severity),
        note=row.note,
        author=row.saved_by,
        saved_at=row.saved_at,
    )
