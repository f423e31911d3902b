"""Silences: what nobody is told of for a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from storage.database import Database
from storage.records import Severity, Silence
from storage.tables import SilenceRow

_COLUMNS = tuple(SilenceRow.__table__.columns)


class Silences:
    """All silences. None is ever deleted: verdicts name them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, silence: Silence) -> Silence:
        """Write a silence; returns it with its number. The number that it has is of no account."""
        with self._db.write() as connection:
            number = connection.scalar(insert(SilenceRow).values(_values(silence)).returning(SilenceRow.id))
            row = connection.execute(select(*_COLUMNS).where(SilenceRow.id == number)).one()
        return _silence(row)

    def end(self, silence_id: int, now: datetime) -> Silence | None:
        """End a silence before its time; what was over stays as it was. None where there is no such silence."""
        with self._db.write() as connection:
            connection.execute(
                update(SilenceRow)
                .where(SilenceRow.id == silence_id, SilenceRow.ends_at > now)
                .values(ends_at=now)
            )
            row = connection.execute(select(*_COLUMNS).where(SilenceRow.id == silence_id)).one_or_none()
        return None if row is None else _silence(row)

    def list(self, now: datetime, *, over: bool = False, limit: int = 1000) -> list[Silence]:
        """Silences that hold or will, the first to end first; with `over` the others too, the latest first."""
        statement = select(*_COLUMNS)
        if over:
            statement = statement.order_by(SilenceRow.ends_at.desc(), SilenceRow.id)
        else:
            statement = statement.where(SilenceRow.ends_at > now).order_by(SilenceRow.ends_at, SilenceRow.id)
        with self._db.read() as connection:
            return [_silence(row) for row in connection.execute(statement.limit(limit))]


def holding(connection: Connection, now: datetime) -> tuple[Silence, ...]:
    """Those that hold at this moment."""
    statement = select(*_COLUMNS).where(SilenceRow.ends_at > now, SilenceRow.starts_at <= now)
    return tuple(_silence(row) for row in connection.execute(statement.order_by(SilenceRow.id)))


def follow(connection: Connection, story_id: int, other_id: int) -> None:
    """What is silent of the other story is from now on silent of this one."""
    for row in connection.execute(select(SilenceRow.id, SilenceRow.stories)).all():
        if other_id in row.stories:
            stories = sorted({story_id if one == other_id else one for one in row.stories})
            connection.execute(update(SilenceRow).where(SilenceRow.id == row.id).values(stories=stories))


def _values(silence: Silence) -> dict[str, Any]:
    return {
        "starts_at": silence.starts_at,
        "ends_at": silence.ends_at,
        "author": silence.author,
        "comment": silence.comment,
        "watches": [*silence.watches],
        "sources": [*silence.sources],
        "languages": [*silence.languages],
        "stories": [*silence.stories],
        "routes": [*silence.routes],
        "up_to": None if silence.up_to is None else silence.up_to.value,
    }


def _silence(row: Row[*tuple[Any, ...]]) -> Silence:
    return Silence(
        id=row.id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        author=row.author,
        comment=row.comment,
        watches=tuple(row.watches),
        sources=tuple(row.sources),
        languages=tuple(row.languages),
        stories=tuple(row.stories),
        routes=tuple(row.routes),
        up_to=None if row.up_to is None else Severity(row.up_to),
    )
