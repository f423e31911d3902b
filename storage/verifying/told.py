"""What was told, and what waits to be: notices tell of hits and stories that are there, and each is for somebody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, exists, func, select

from storage.database import Database
from storage.errors import StorageError
from storage.moments import one_moment
from storage.records import RoutedHit, StoryOnRoute
from storage.tables import DeliveryRow, HitRow, SourceNoticeRow, StoryNoticeRow, StoryRow
from storage.verifying.check import Counted, Done, Fault
from storage.verifying.telling_rows import Garbled, notice_of, waiting

_BATCH = 100
_WEIGHT = 2_000


class ToldCheck:
    """Holds notices about stories against hits, stories and the outbox, and what waits on routes against the hits."""

    def __init__(self, db: Database, since: datetime | None = None) -> None:
        self._db = db
        self._chosen = select(StoryNoticeRow.key)
        self._others = select(SourceNoticeRow.id, SourceNoticeRow.kind)
        if since is not None:
            self._chosen = self._chosen.where(StoryNoticeRow.created_at >= since)
            self._others = self._others.where(SourceNoticeRow.created_at >= since)
        self._seen = self._waiting = 0

    def size(self) -> int:
        with self._db.read() as connection:
            count = connection.scalar(select(func.count()).select_from(self._chosen.subquery()))
        return (count or 0) * _WEIGHT

    def faults(self, done: Done) -> Iterator[Fault]:
        last = ""
        while True:
            with one_moment(self._db) as connection:
                following = self._chosen.where(StoryNoticeRow.key > last).order_by(StoryNoticeRow.key)
                keys = list(connection.scalars(following.limit(_BATCH)))
                found = [fault for key in keys for fault in _of_notice(connection, key)]
            yield from found
            if not keys:
                break
            if keys[-1] <= last:
                raise StorageError("the notices are not in their order any more")
            last = keys[-1]
            self._seen += len(keys)
            done(_WEIGHT * len(keys))
        yield from self._of_sources()
        yield from self._of_routes()

    def counted(self) -> list[Counted]:
        note = f"{self._waiting} stories wait on routes" if self._waiting else None
        return [Counted(what="notices", count=self._seen, note=note)]

    def _of_sources(self) -> Iterator[Fault]:
        """The notices about sources and channels that go to nobody."""
        unsent = self._others.where(~exists().where(DeliveryRow.notice_id == SourceNoticeRow.id))
        count = select(func.count()).select_from(self._others.subquery())
        with one_moment(self._db) as connection:
            self._seen += connection.scalar(count) or 0
            rows = connection.execute(unsent.order_by(SourceNoticeRow.id)).all()
        for row in rows:
            yield Fault(what=f"notice {row.id} ({row.kind}) has no delivery")

    def _of_routes(self) -> Iterator[Fault]:
        with one_moment(self._db) as connection:
            rows = list(waiting(connection))
            found = [fault for row, state in rows for fault in _of_state(connection, row, state)]
        self._waiting = len(rows)
        yield from found


def _of_notice(connection: Connection, key: str) -> Iterator[Fault]:
    notice = notice_of(connection, key)
    if isinstance(notice, Garbled):
        yield Fault(what=f"notice {key} cannot be read any more: {notice.why}")
        return
    if not connection.scalar(select(exists().where(DeliveryRow.story_notice_key == key))):
        yield Fault(what=f"notice {key} of route {notice.route} has no delivery")
    hits = [hit for story in notice.stories for hit in story.hits]
    for hit in _strange(connection, hits):
        yield Fault(
            what=f"notice {key} tells of a hit of watch {hit.watch} that is none", article_id=hit.article_id
        )
    stories = {story.story_id for story in notice.stories if story.story_id is not None}
    known = set(connection.scalars(select(StoryRow.id).where(StoryRow.id.in_(sorted(stories)))))
    for number in sorted(stories - known):
        yield Fault(what=f"notice {key} tells of story {number}, which is not there")


def _of_state(
    connection: Connection, row: Row[*tuple[Any, ...]], state: StoryOnRoute | Garbled
) -> Iterator[Fault]:
    where = f"what waits on route {row.route} for {row.grouping}"
    if isinstance(state, Garbled):
        yield Fault(what=f"{where} cannot be read any more: {state.why}")
        return
    if state.held is None or row.due_at != state.held.until_at:
        yield Fault(what=f"{where} is due at another time than it waits for")
    elif not state.held.hits:
        yield Fault(what=f"{where} is nothing")
    else:
        for hit in _strange(connection, state.held.hits):
            yield Fault(what=f"{where} is a hit of watch {hit.watch} that is none", article_id=hit.article_id)


def _strange(connection: Connection, hits: Sequence[RoutedHit]) -> list[RoutedHit]:
    """Those that the archive does not have."""
    ids = sorted({hit.article_id for hit in hits})
    known: set[tuple[int, str]] = set()
    for at in range(0, len(ids), 500):
        statement = select(HitRow.article_id, HitRow.watch).where(HitRow.article_id.in_(ids[at : at + 500]))
        known |= {(row.article_id, row.watch) for row in connection.execute(statement)}
    return [hit for hit in hits if (hit.article_id, hit.watch) not in known]
