"""Rows of what is told, read one by one: a byte that is not what it was may leave one that says nothing any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from storage.records import StoryNotice, StoryOnRoute
from storage.tables import RouteStateRow
from storage.telling import states
from storage.telling.notices import notices

_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Garbled:
    """A row that says nothing any more, and why."""

    why: str


def notice_of(connection: Connection, key: str) -> StoryNotice | Garbled:
    """The notice of this key, which is there."""
    try:
        return notices(connection, [key])[key]
    except _UNREADABLE as error:
        return _garbled(error)


def waiting(connection: Connection) -> Iterator[tuple[Row[*tuple[Any, ...]], StoryOnRoute | Garbled]]:
    """What waits on routes, or says when something would: each row, and what it holds."""
    statement = (
        select(*RouteStateRow.__table__.columns)
        .where((RouteStateRow.due_at.is_not(None)) | (RouteStateRow.held.is_not(None)))
        .order_by(RouteStateRow.route, RouteStateRow.grouping)
    )
    for row in connection.execute(statement):
        try:
            yield row, states.state_of(row)
        except _UNREADABLE as error:
            yield row, _garbled(error)


def _garbled(error: Exception) -> Garbled:
    return Garbled(why=f"there is no {error}" if isinstance(error, LookupError) else str(error))
