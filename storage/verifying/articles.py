"""The articles: each has all its revisions, and says of the latest one what that says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from storage.database import Database
from storage.keys import key_hash
from storage.tables import IS_LATEST, ArticleRow, RevisionRow
from storage.verifying.check import Counted, Done, Fault
from storage.verifying.rows import Columns, Unreadable, Walk

_WEIGHT = 500
_OF_ARTICLE = aliased(RevisionRow)
_COLUMNS: Columns = {
    **{name: ArticleRow.__table__.c[name] for name in ("id", "url", "url_key", "revision")},
    **{name: ArticleRow.__table__.c[name] for name in ("content_hash", "text_source")},
    **{name: ArticleRow.__table__.c[name] for name in ("sorted_at", "collected_at", "revised_at")},
    "latest_hash": RevisionRow.content_hash,
    "latest_saved_at": RevisionRow.saved_at,
    "latest_published_at": RevisionRow.published_at,
    "latest_source": RevisionRow.text_source,
    "made": (
        select(func.count())
        .select_from(_OF_ARTICLE)
        .where(_OF_ARTICLE.article_id == ArticleRow.id)
        .correlate(ArticleRow)
        .scalar_subquery()
    ),
}


class ArticleCheck:
    """Holds each article against its key and its revisions."""

    def __init__(self, db: Database, since: datetime | None = None) -> None:
        self._db = db
        self._joined = select(ArticleRow.id).outerjoin(
            RevisionRow,
            IS_LATEST,
        )
        if since is not None:
            self._joined = self._joined.where(ArticleRow.revised_at >= since)
        self._seen = 0

    def size(self) -> int:
        with self._db.read() as connection:
            count = connection.scalar(select(func.count()).select_from(self._joined.subquery()))
        return (count or 0) * _WEIGHT

    def faults(self, done: Done) -> Iterator[Fault]:
        for row in Walk(self._db, ArticleRow.id, _COLUMNS, self._joined).rows():
            self._seen += 1
            done(_WEIGHT)
            if isinstance(row, Unreadable):
                what = f"{', '.join(row.columns)} cannot be read any more: {row.why}"
                yield Fault(what=what, article_id=row.id)
            else:
                yield from (Fault(what=what, article_id=row["id"]) for what in _differing(row))

    def counted(self) -> list[Counted]:
        return [Counted(what="articles", count=self._seen)]


def _differing(row: Mapping[str, Any]) -> Iterator[str]:
    if row["url_key"] != key_hash(str(row["url"])):
        yield "url or url_key differs: one is not the digest of the other"
    if row["made"] != row["revision"]:
        yield f"revision says {row['revision']}, and there are {row['made']}"
    elif row["latest_hash"] is None:
        yield f"there is no revision {row['revision']}, which is the latest one"
    elif (row["content_hash"], row["text_source"]) != (row["latest_hash"], row["latest_source"]):
        yield f"content_hash or text_source is not that of revision {row['revision']}"
    elif row["revised_at"] != row["latest_saved_at"]:
        yield f"revised_at is not when revision {row['revision']} was saved"
    elif row["sorted_at"] != (row["latest_published_at"] or row["collected_at"]):
        yield "sorted_at is neither when it was published nor when it was collected"
