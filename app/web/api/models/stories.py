"""Stories."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from storage.records import Story, StoryMember
from storage.stories import WireStory


class HitInStory(BaseModel):
    """A hit in a story."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    article_id: int
    watch: str
    outcome: str


class StorySummary(BaseModel):
    """A story in a list."""

    model_config = ConfigDict(from_attributes=True)

    id: int = Field(examples=[7])
    headline: str = Field(
        description="That of its first report, as are article_id, url, source and language."
    )
    article_id: int
    url: str
    source: str
    language: str | None
    outlets: list[str]
    sources: list[str]
    languages: list[str]
    articles: int = Field(description="How many.")
    voices: int = Field(description="How many speak independently.")
    hits: list[HitInStory]
    watches: list[str]
    first_at: datetime = Field(description="When the first report was published, or collected.")
    changed_at: datetime = Field(description="When an article was last added.")

    @classmethod
    def of(cls, story: WireStory) -> Self:
        """A story of the wire."""
        return cls.model_validate(story)


class StoryPage(BaseModel):
    """A page of stories, those that something was added to last first."""

    items: list[StorySummary]
    next: str | None = Field(
        description="What `after` takes to go on; null on the last page. A page may hold fewer than asked for, or "
        "none, and yet have a next one."
    )


class ArticleInStory(BaseModel):
    """An article in a story."""

    article_id: int
    title: str
    url: str
    source: str
    outlet: str
    voice: str = Field(description="Who speaks in it: its outlet, or the agency that it repeats.")
    language: str | None
    published_at: datetime | None
    collected_at: datetime
    joined_at: datetime
    copy_of: int | None = Field(description="The article that it is a copy of.")
    similarity: float | None = Field(description="How alike the two are, from 0 to 1.")
    bond: dict[str, Any] = Field(description="What tied it in.")

    @classmethod
    def of(cls, member: StoryMember) -> Self:
        """An article of a story."""
        copied = member.copy_of
        return cls(
            article_id=member.article_id,
            title=member.title,
            url=member.url,
            source=member.source,
            outlet=member.outlet,
            voice=member.voice,
            language=member.language,
            published_at=member.published_at,
            collected_at=member.collected_at,
            joined_at=member.joined_at,
            copy_of=copied.article_id if copied else None,
            similarity=copied.similarity if copied else None,
            bond=dict(member.bond),
        )


class StoryDocument(BaseModel):
    """A story with its articles, in the order in which they came in."""

    id: int = Field(description="Another than was asked for where that one was merged into it.")
    headline: str
    outlets: list[str]
    voices: list[str]
    languages: list[str]
    first_at: datetime | None
    last_at: datetime | None
    articles: list[ArticleInStory]

    @classmethod
    def of(cls, story: Story) -> Self:
        """A story of the archive."""
        return cls(
            id=story.id,
            headline=story.first_report.title,
            outlets=list(story.outlets),
            voices=list(story.voices),
            languages=list(story.languages),
            first_at=story.first_at,
            last_at=story.last_at,
            articles=[ArticleInStory.of(member) for member in story.members],
        )
