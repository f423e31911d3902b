"""Which stories of the wire are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from storage.tables import IS_LATEST, ArticleRow, HitRow, RevisionRow, SourceRow, StoryArticleRow

#: The column of a story's number.
Story = ColumnElement[Any] | InstrumentedAttribute[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class WireFilter:
    """All that is given must hold of a story: a watch that hit it, a source or a language (a tag of BCP 47, or the
    beginning of one) of one of its articles, and how many outlets report it at least.
    """

    watch: str | None = None
    source: str | None = None
    language: str | None = None
    least_outlets: int = 1
    only_hits: bool = False


def wanted_stories(story: Story, only: WireFilter) -> list[ColumnElement[bool]]:
    """What must hold of a story."""
    of_story = StoryArticleRow.story_id == story
    found: list[ColumnElement[bool]] = []
    if only.watch is not None or only.only_hits:
        # One within the other: a join would be begun with all hits of the watch.
        hits = select(HitRow.id).where(HitRow.article_id == StoryArticleRow.article_id)
        hits = hits if only.watch is None else hits.where(HitRow.watch == only.watch)
        found.append(exists(select(StoryArticleRow.article_id).where(of_story, exists(hits))))
    if only.least_outlets > 1:
        outlets = select(func.count(StoryArticleRow.outlet.distinct())).where(of_story)
        found.append(outlets.scalar_subquery() >= only.least_outlets)
    if only.source is not None:
        articles = select(ArticleRow.id).join(StoryArticleRow, StoryArticleRow.article_id == ArticleRow.id)
        sources = articles.join(SourceRow, SourceRow.id == ArticleRow.source_id)
        found.append(exists(sources.where(of_story, SourceRow.name == only.source)))
    if only.language is not None:
        tag, wanted = func.lower(RevisionRow.language), only.language.lower()
        latest = (
            select(RevisionRow.id)
            .join(ArticleRow, IS_LATEST)
            .join(StoryArticleRow, StoryArticleRow.article_id == ArticleRow.id)
        )
        # RFC 4647, 3.3.1: a variety of a language is of that language
        is_of_it = or_(tag == wanted, tag.startswith(f"{wanted}-", autoescape=True))
        found.append(exists(latest.where(of_story, is_of_it)))
    return found
