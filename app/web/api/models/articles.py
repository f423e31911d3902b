"""Articles."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import BaseModel, Field

from app.shown.article_rows import article_details, article_row
from storage.records import ArchivedArticle, InStory, TextSource


class ArticleSummary(BaseModel):
    """What a list says of an article."""

    id: int = Field(examples=[42])
    revision: int = Field(description="The number of this wording, from 1.", examples=[1])
    source: str = Field(examples=["Yonhap"])
    url: str = Field(description="The canonical address.", examples=["https://news.example/troops"])
    title: str = Field(examples=["Troops move to the border"])
    authors: list[str]
    agency: str | None = Field(description="The wire that is credited.")
    section: str | None
    language: str | None = Field(description="BCP 47.", examples=["en"])
    published_at: datetime | None
    published_precision: str | None = Field(description="day, minute or second.")
    is_paywalled: bool
    text_source: TextSource = Field(description="Who gave the text: its own page, or only the source's list.")
    page_kind: str = Field(description="article, or what the page was instead.")
    collected_at: datetime = Field(description="When the article was saved first.")
    revised_at: datetime = Field(description="When this wording was saved.")

    @classmethod
    def of(cls, archived: ArchivedArticle) -> Self:
        """An article of the archive."""
        return cls.model_validate(article_row(archived))


class ArticleWords(ArticleSummary):
    """An article with its text, and all that is known of it."""

    text: str = Field(description="Paragraphs are parted by one blank line.")
    opening: str | None
    tags: list[str]
    modified_at: datetime | None
    modified_precision: str | None
    image_url: str | None
    amp_url: str | None
    agreement: float | None = Field(description="How far the readers of the text agreed, from 0 to 1.")
    partial: str | None = Field(description="Why the page was not read to its end.")
    provenance: dict[str, str] = Field(description="Where the value of each field came from.")
    backlog: bool = Field(description="Whether it was there before its source was first read.")

    @classmethod
    def of(cls, archived: ArchivedArticle) -> Self:
        """An article of the archive."""
        return cls.model_validate(_words(archived))


class ArticleDocument(ArticleWords):
    """An article, and where it stands."""

    story: int | None = Field(description="The number of its story.")
    copy_of: int | None = Field(description="The article that it is a copy of.")
    revisions: int = Field(description="How many wordings of it there are.")

    @classmethod
    def standing(cls, archived: ArchivedArticle, place: InStory | None) -> Self:
        """An article in its latest words, and where it stands; None before its story is found."""
        copied = None if place is None else place.copy_of
        standing = {
            "story": None if place is None else place.story_id,
            "copy_of": None if copied is None else copied.article_id,
            "revisions": archived.revision,
        }
        return cls.model_validate(_words(archived) | standing)


class ArticlePage(BaseModel):
    """A page of articles."""

    items: list[ArticleSummary]
    next: str | None = Field(description="What `after` takes to go on; null on the last page.")


class Revisions(BaseModel):
    """All wordings of an article, the first one first."""

    items: list[ArticleWords]


class Change(BaseModel):
    """Something that came into the archive."""

    kind: str = Field(
        description="new: an article; revised: another wording of one.",
        examples=["new"],
        pattern="^(new|revised)$",
    )
    article: ArticleWords


class ChangePage(BaseModel):
    """Some of what came in, in the order in which it came."""

    items: list[Change]
    next: str = Field(description="What `after` takes to go on from here: keep it.", examples=["r1081"])
    is_all: bool = Field(description="Whether that is all by now.")


def _words(archived: ArchivedArticle) -> dict[str, object]:
    article = archived.article
    told = {"text": article.text, "provenance": dict(article.provenance), "backlog": archived.backlog}
    return article_row(archived) | article_details(article) | told
