"""Everything that came into the archive, in the order in which it came: for programs that keep a copy of it.

A revision's number says its place in that order. Numbers are handed out before a transaction ends, so in general a
higher one can be seen before a lower one is. Not here: who saves articles has the turn `Turn.SORT` from before its
first number until its end (`storage.archive.save_within`), and on SQLite there is one writer at a time. So whoever
sees a revision sees all that have lower numbers and ever will, and none is given out twice: the last one is never
deleted (`storage.upkeep.letting_go`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from storage.articles import archived, every_revision
from storage.database import Database
from storage.records import ArchivedArticle
from storage.tables import RevisionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A new article, or a new revision of one that was there; `place` is where it stands among all."""

    place: int
    article: ArchivedArticle

    @property
    def is_new(self) -> bool:
        """Whether it is the first revision of its article."""
        return self.article.revision == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Some changes, in their order. The next ones follow after `end`; `is_all` where there are none by now."""

    changes: Sequence[Change]
    end: int
    is_all: bool


class PlaceAheadError(ValueError):
    """The place lies ahead of all changes: it is of another archive, or this one was restored from before it."""


def changes_after(db: Database, place: int, *, limit: int) -> Changes:
    """The changes that follow upon a place; 0 is before the first of them.

    Each is given once to who goes on after the `end` of what was given before. What retention deletes is not told.

    Raises:
        PlaceAheadError: see there.
    """
    statement = every_revision().add_columns(RevisionRow.id).where(RevisionRow.id > place)
    with db.read() as connection:
        rows = connection.execute(statement.order_by(RevisionRow.id).limit(limit + 1)).all()
        if not rows and place > _last(connection):
            raise PlaceAheadError("this place lies ahead of the archive")
    changes = [Change(place=row[-1], article=archived(row)) for row in rows[:limit]]
    end = changes[-1].place if changes else place
    return Changes(changes=changes, end=end, is_all=len(rows) <= limit)


def last_change(db: Database) -> int:
    """The place of the last change by now; 0 where there is none."""
    with db.read() as connection:
        return _last(connection)


def _last(connection: Connection) -> int:
    return connection.scalar(select(func.max(RevisionRow.id))) or 0
