"""The articles whose latest words came from a page of which a capture is kept, with what the source said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from storage.articles import latest_by_id
from storage.captures.rows import capture_of, every_capture
from storage.database import Database
from storage.frontier import lead_in
from storage.records import ArchivedArticle, Capture, LeadRecord
from storage.tables import ArticleRow, CaptureRow, LeadRow, SourceRow

_BATCH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturedArticle:
    """An article in its latest words, the capture of the page that gave them, and the lead that led to it.

    The lead is without the feed's own text, which is kept only until the page was read; None where the article came
    without a lead.
    """

    archived: ArchivedArticle
    source_id: int
    capture: Capture
    lead: LeadRecord | None


class CapturedArticles:
    """Those of a source, or of all; those fetched from `since` on, or all."""

    def __init__(self, db: Database, *, source: str | None = None, since: datetime | None = None) -> None:
        self._db = db
        chosen = and_(CaptureRow.dropped_at.is_(None), CaptureRow.revision == ArticleRow.revision)
        if source is not None:
            chosen = and_(chosen, SourceRow.name == source)
        if since is not None:
            chosen = and_(chosen, CaptureRow.fetched_at >= since)
        self._chosen = (
            select(CaptureRow.id)
            .join(ArticleRow, ArticleRow.id == CaptureRow.article_id)
            .join(SourceRow, SourceRow.id == ArticleRow.source_id)
            .where(chosen)
        )

    def count(self) -> int:
        """How many there are."""
        with self._db.read() as connection:
            return connection.scalar(select(func.count()).select_from(self._chosen.subquery())) or 0

    def __iter__(self) -> Iterator[CapturedArticle]:
        last = -1
        while True:
            statement = self._chosen.where(CaptureRow.id > last).order_by(CaptureRow.id).limit(_BATCH)
            with self._db.read() as connection:
                numbers = list(connection.scalars(statement))
            if not numbers:
                return
            last = numbers[-1]
            yield from self._batch(numbers)

    def _batch(self, numbers: list[int]) -> list[CapturedArticle]:
        with self._db.read() as connection:
            captures = [
                capture_of(row)
                for row in connection.execute(
                    every_capture().where(CaptureRow.id.in_(numbers)).order_by(CaptureRow.id)
                )
            ]
            ids = {one.article_id for one in captures}
            articles = latest_by_id(connection, list(ids))
            sources = {
                row.id: row.source_id
                for row in connection.execute(
                    select(ArticleRow.id, ArticleRow.source_id).where(ArticleRow.id.in_(ids))
                )
            }
            # The last one that was found: its claims are those that the latest words were read with.
            leads = {
                row.article_id: lead_in(row)
                for row in connection.execute(
                    select(*LeadRow.__table__.columns)
                    .where(LeadRow.article_id.in_(ids))
                    .order_by(LeadRow.finished_at)
                )
            }
        return [
            CapturedArticle(
                archived=articles[one.article_id],
                source_id=sources[one.article_id],
                capture=one,
                lead=leads.get(one.article_id),
            )
            for one in captures
            # Another revision may have come meanwhile.
            if one.article_id in articles and articles[one.article_id].revision == one.revision
        ]
