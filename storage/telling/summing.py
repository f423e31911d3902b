"""A story in short, as a notice shows it: read without the texts of its articles."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from storage.records import Report, StorySummary
from storage.tables import IS_LATEST, ArticleRow, RevisionRow, SourceRow, StoryArticleRow

#: So many reports beside the first are shown.
SHOWN = 10
# Of a story of more articles than these the latest are looked at no further.
_MOST = 2000


def summary(connection: Connection, story_id: int) -> StorySummary | None:
    """The story as it stands; None where there is none of this number any more."""
    statement = (
        select(
            StoryArticleRow.article_id,
            StoryArticleRow.outlet,
            StoryArticleRow.voice,
            StoryArticleRow.copy_of,
            SourceRow.name.label("source"),
            ArticleRow.url,
            ArticleRow.collected_at,
            RevisionRow.title,
            RevisionRow.language,
            RevisionRow.published_at,
        )
        .join_from(StoryArticleRow, ArticleRow, ArticleRow.id == StoryArticleRow.article_id)
        .join(
            RevisionRow,
            IS_LATEST,
        )
        .join(SourceRow, SourceRow.id == ArticleRow.source_id)
        .where(StoryArticleRow.story_id == story_id)
        .order_by(StoryArticleRow.article_id)
        .limit(_MOST)
    )
    rows = connection.execute(statement).all()
    if not rows:
        return None
    first = min(rows, key=lambda row: (row.published_at or row.collected_at, row.article_id))
    others = [row for row in rows if row.copy_of is None and row.article_id != first.article_id]
    return StorySummary(
        id=story_id,
        outlets=len({row.outlet for row in rows}),
        independent=len({row.voice for row in rows}),
        languages=tuple(dict.fromkeys(row.language for row in rows if row.language)),
        first=_report(first),
        others=tuple(map(_report, others[:SHOWN])),
        more=max(len(others) - SHOWN, 0),
        copies=sum(row.copy_of is not None for row in rows),
    )


def _report(row: Row[*tuple[Any, ...]]) -> Report:
    return Report(source=row.source, title=row.title, url=row.url, at=row.published_at or row.collected_at)
