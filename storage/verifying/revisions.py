"""The wordings: each column is what it was when the revision was saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from storage.database import Database
from storage.keys import text_hash
from storage.revision_seals import OF_ARTICLE, SEALED
from storage.seals import changed
from storage.tables import ArticleRow, RevisionRow
from storage.verifying.check import Counted, Done, Fault
from storage.verifying.rows import Columns, Unreadable, Walk

# What a revision weighs beside captures, in bytes.
_WEIGHT = 4_000
_COLUMNS: Columns = {
    **{name: RevisionRow.__table__.c[name] for name in SEALED.columns if name not in OF_ARTICLE},
    **{name: ArticleRow.__table__.c[name] for name in OF_ARTICLE},
    "seal": RevisionRow.seal,
}


class RevisionCheck:
    """Holds each revision against its seal; one of a release that made none against the digest of its words."""

    def __init__(self, db: Database, since: datetime | None = None) -> None:
        self._db = db
        self._joined = select(RevisionRow.id).join(ArticleRow, ArticleRow.id == RevisionRow.article_id)
        if since is not None:
            self._joined = self._joined.where(RevisionRow.saved_at >= since)
        self._seen = self._unsealed = 0

    def size(self) -> int:
        with self._db.read() as connection:
            count = connection.scalar(select(func.count()).select_from(self._joined.subquery()))
        return (count or 0) * _WEIGHT

    def faults(self, done: Done) -> Iterator[Fault]:
        for row in Walk(self._db, RevisionRow.id, _COLUMNS, self._joined).rows():
            self._seen += 1
            done(_WEIGHT)
            fault = _unreadable(row) if isinstance(row, Unreadable) else self._differing(row)
            if fault is not None:
                yield fault

    def counted(self) -> list[Counted]:
        note = None
        if self._unsealed:
            note = f"{self._unsealed} of releases before seals, of which title and text alone were checked"
        return [Counted(what="revisions", count=self._seen, note=note)]

    def _differing(self, row: Mapping[str, Any]) -> Fault | None:
        words = text_hash(f"{row['title']}\n\n{row['text']}")
        if row["seal"] is None:
            self._unsealed += 1
            if words == row["content_hash"]:
                return None
            what = "title, text or content_hash differ: the digest of the words is another one"
        else:
            columns = changed(row, SEALED, row["seal"])
            if not columns:
                return None
            what = f"{', '.join(columns)} changed since the revision was saved"
        return Fault(what=what, article_id=row["article_id"], revision=row["number"])


def _unreadable(row: Unreadable) -> Fault:
    return Fault(
        what=f"{', '.join(row.columns)} cannot be read any more: {row.why}",
        article_id=row.values.get("article_id"),
        revision=row.values.get("number"),
    )
