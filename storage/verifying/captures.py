"""The rows of captures: each is what was noted when its bytes were written, and of a revision that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select

from storage.captures.rows import SEALED
from storage.database import Database
from storage.seals import changed
from storage.tables import CaptureRow, RevisionRow
from storage.verifying.check import Counted, Done, Fault
from storage.verifying.rows import Columns, Unreadable, Walk

_WEIGHT = 500
_COLUMNS: Columns = {
    **{name: CaptureRow.__table__.c[name] for name in SEALED.columns},
    "seal": CaptureRow.seal,
    "dropped_at": CaptureRow.dropped_at,
    "revision_row": RevisionRow.id,
}


class CaptureRowCheck:
    """Holds each row against its seal."""

    def __init__(self, db: Database, since: datetime | None = None) -> None:
        self._db = db
        self._joined = select(CaptureRow.id).outerjoin(
            RevisionRow,
            and_(RevisionRow.article_id == CaptureRow.article_id, RevisionRow.number == CaptureRow.revision),
        )
        if since is not None:
            self._joined = self._joined.where(CaptureRow.fetched_at >= since)
        self._seen = self._dropped = 0

    def size(self) -> int:
        with self._db.read() as connection:
            count = connection.scalar(select(func.count()).select_from(self._joined.subquery()))
        return (count or 0) * _WEIGHT

    def faults(self, done: Done) -> Iterator[Fault]:
        for row in Walk(self._db, CaptureRow.id, _COLUMNS, self._joined).rows():
            self._seen += 1
            done(_WEIGHT)
            if isinstance(row, Unreadable):
                yield _fault(row.values, f"{', '.join(row.columns)} cannot be read any more: {row.why}")
                continue
            self._dropped += row["dropped_at"] is not None
            if columns := changed(row, SEALED, row["seal"]):
                yield _fault(row, f"{', '.join(columns)} of the capture changed since it was noted")
            elif row["revision_row"] is None:
                yield _fault(row, "the archive has no such revision, of which this is the capture")

    def counted(self) -> list[Counted]:
        note = None
        if self._dropped:
            note = f"{self._dropped} of them dropped when their time was over"
        return [Counted(what="captures", count=self._seen, note=note)]


def _fault(row: Mapping[str, Any], what: str) -> Fault:
    return Fault(
        what=what,
        article_id=row.get("article_id"),
        revision=row.get("revision"),
        file=row.get("file"),
        offset=row.get("offset"),
    )
