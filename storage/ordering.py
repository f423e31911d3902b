"""The one order of the archive: newest first, by publication where somebody said when that was."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement

from storage.records import Article
from storage.tables import ArticleRow


def sorted_at(article: Article, collected_at: datetime) -> datetime:
    """The time that an article is sorted by."""
    return article.published_at or collected_at


def newest_first() -> tuple[ColumnElement[datetime], ColumnElement[int]]:
    """For ORDER BY; the number decides between equal times."""
    return ArticleRow.sorted_at.desc(), ArticleRow.id.desc()
