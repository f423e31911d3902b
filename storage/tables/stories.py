"""Copies, stories, and what finding them looks up.

An article's number stands for its text; a story's number is that of its first article.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import RowId
from storage.tables.base import Base, where

_NO_ROWID = {"sqlite_with_rowid": False}
_NUMBER = BigInteger()


class CopyKeyRow(Base):
    """A hash of an article's words, by which its copies find it."""

    __tablename__ = "copy_keys"
    key: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=False)
    article_id: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=False)

    __table_args__ = (_NO_ROWID,)


class CopyOutletRow(Base):
    """How many articles of an outlet had their lines counted; the empty name is that of all unknown ones."""

    __tablename__ = "copy_outlets"
    outlet: Mapped[str] = mapped_column(primary_key=True)
    articles: Mapped[int]


class CopyLineRow(Base):
    """In how many articles of an outlet a line stood, and how many the outlet had printed before the first."""

    __tablename__ = "copy_lines"
    outlet: Mapped[str] = mapped_column(primary_key=True)
    line: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=False)
    articles: Mapped[int]
    printed_before: Mapped[int]

    __table_args__ = (_NO_ROWID,)


class CopyTextRow(Base):
    """What is kept of an article's text to compare others with. `original_id` is its own where it is no copy."""

    __tablename__ = "copy_texts"
    article_id: Mapped[int] = mapped_column(RowId, ForeignKey("articles.id"), primary_key=True)
    outlet: Mapped[str | None]
    published_at: Mapped[datetime | None]
    original_id: Mapped[int] = mapped_column(_NUMBER)
    sketch: Mapped[bytes]


class StoryRow(Base):
    """A story, which keeps its number when its first article is gone. `weights` are the terms that its articles share;
    what it became is in `merged_into`.

    `leads_at` is when an article last joined it, None once no terms lead to it any more.
    """

    __tablename__ = "stories"
    id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    voices: Mapped[int]
    weights: Mapped[dict[str, Any]]
    first_at: Mapped[datetime | None]
    last_at: Mapped[datetime | None]
    grouped_at: Mapped[datetime]
    leads_at: Mapped[datetime | None]
    merged_into: Mapped[int | None] = mapped_column(_NUMBER)

    __table_args__ = (
        Index("ix_stories_grouped", "grouped_at", "id"),
        Index("ix_stories_leads", "leads_at"),
        Index("ix_stories_merged", "merged_into", **where("merged_into IS NOT NULL")),
    )


class StoryArticleRow(Base):
    """The story of an article, and what tied it in.

    `voice` is who speaks: the outlet, or the agency that it credits; of a copy, its original's. `copy_of` is the
    article that it repeats. `bond` is empty for a story's first article, for copies, and for what a person put there.
    """

    __tablename__ = "story_articles"
    article_id: Mapped[int] = mapped_column(RowId, ForeignKey("articles.id"), primary_key=True)
    story_id: Mapped[int] = mapped_column(_NUMBER)
    outlet: Mapped[str]
    voice: Mapped[str]
    copy_of: Mapped[int | None] = mapped_column(_NUMBER)
    similarity: Mapped[float | None]
    bond: Mapped[dict[str, Any]]
    joined_at: Mapped[datetime]

    __table_args__ = (Index("ix_story_articles_story", "story_id", "article_id"),)


class StoryTermRow(Base):
    """A term that leads to a story; `told_in` is the last article of it that said the term."""

    __tablename__ = "story_terms"
    term: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=False)
    story_id: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=False)
    told_in: Mapped[int] = mapped_column(_NUMBER)

    __table_args__ = (
        Index("ix_story_terms_told", "term", "told_in"),
        Index("ix_story_terms_story", "story_id"),
        _NO_ROWID,
    )


class TermUseRow(Base):
    """In how many texts a term stood, as a name and plainly. Under the term 0 stands how many texts were counted."""

    __tablename__ = "term_uses"
    term: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=False)
    texts: Mapped[int]
    as_name: Mapped[int]
    as_plain: Mapped[int]


class StoryRulingRow(Base):
    """What a person said: that two articles belong into one story (`together`), or that they do not (`apart`)."""

    __tablename__ = "story_rulings"
    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kind: Mapped[str]
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    ruled_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_story_rulings_article", "article_id", "kind"),
        Index("ix_story_rulings_other", "other_id", "kind"),
    )
