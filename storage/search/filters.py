"""Which articles a search is about, beside its query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select

from storage.ordering import sort_key, sorted_at
from storage.records import ArchivedArticle
from storage.search.index import ALL_KEYS
from storage.sort_keys import moved_past
from storage.tables import ArticleRow, HitRow, SourceRow, StoryArticleRow
from watch import AllOf, AnyOf, Candidates, Word
from watch.facets import folded_section, language_facet, section_facet, source_facet


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Only articles of which all of this is true; None asks for nothing.

    `source` is a source's name, `country` (ISO 3166) and `owner` what sources declare, `language` a tag (BCP 47) or
    the beginning of one, `section` that of the page in any case, `watch` the name of a watch that hit the article,
    `story` the number of its story. From `since` on and before `until`, by the time that articles are sorted by.
    """

    source: str | None = None
    country: str | None = None
    owner: str | None = None
    language: str | None = None
    section: str | None = None
    watch: str | None = None
    story: int | None = None
    since: datetime | None = None
    until: datetime | None = None

    def admits(self, archived: ArchivedArticle) -> bool:
        """Whether an article that the index gave is of the period and of the section."""
        moment = sorted_at(archived.article, archived.collected_at)
        if self.since is not None and moment < self.since:
            return False
        if self.until is not None and moment >= self.until:
            return False
        return self.section is None or folded_section(archived.article.section or "") == folded_section(
            self.section
        )


EVERY_ARTICLE = Filter()


def keys_within(connection: Connection, only: Filter, *, past_the_end: bool = True) -> range:
    """The sort keys that articles of the period may have, with `past_the_end` those too that found none within it."""
    start = ALL_KEYS.start if only.since is None else sort_key(only.since)
    if only.until is None:
        return range(start, ALL_KEYS.stop)
    stop = sort_key(only.until)
    if past_the_end:
        stop = max((key + 1 for key in moved_past(connection, only.until)), default=stop)
    return range(start, max(start, stop))


def narrowed(connection: Connection, asked: Candidates, only: Filter) -> Candidates | None:
    """The candidates that an index knows to be of the sources, the language and the section; None if there is none."""
    parts = [asked]
    if only.source is not None or only.country is not None or only.owner is not None:
        sources = _sources(connection, only)
        if not sources:
            return None
        parts.append(AnyOf(parts=tuple(Word(term=source_facet(number)) for number in sources)))
    if only.language is not None:
        parts.append(Word(term=language_facet(only.language.lower())))
    if only.section is not None:
        parts.append(Word(term=section_facet(only.section)))
    return AllOf(parts=tuple(parts))


def chosen(only: Filter) -> list[ColumnElement[bool]]:
    """The conditions of the watch and the story, which no index of words holds."""
    conditions: list[ColumnElement[bool]] = []
    if only.watch is not None:
        conditions.append(ArticleRow.id.in_(select(HitRow.article_id).where(HitRow.watch == only.watch)))
    if only.story is not None:
        of_story = select(StoryArticleRow.article_id).where(StoryArticleRow.story_id == only.story)
        conditions.append(ArticleRow.id.in_(of_story))
    return conditions


def _sources(connection: Connection, only: Filter) -> Sequence[int]:
    statement = select(SourceRow.id).order_by(SourceRow.id)
    if only.source is not None:
        statement = statement.where(SourceRow.name == only.source)
    if only.country is not None:
        statement = statement.where(SourceRow.country == only.country)
    if only.owner is not None:
        statement = statement.where(SourceRow.owner == only.owner)
    return connection.scalars(statement).all()
