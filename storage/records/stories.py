"""Stories, and the articles in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.records.routing import CopyOf


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMember:
    """An article in a story. `voice` is who speaks in it: its outlet, or the agency that it repeats.

    `bond` is what tied it in (likeness, what was needed, days between, ties), empty for a story's first article, for
    copies, and for what a person put there.
    """

    article_id: int
    title: str
    url: str
    source: str
    outlet: str
    voice: str
    language: str | None
    published_at: datetime | None
    collected_at: datetime
    joined_at: datetime
    copy_of: CopyOf | None = None
    bond: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What outlets report of one event: its articles in the order in which they came in."""

    id: int
    members: tuple[StoryMember, ...]
    first_at: datetime | None
    last_at: datetime | None

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that report it, the first one first."""
        return tuple(dict.fromkeys(member.outlet for member in self.members))

    @property
    def voices(self) -> tuple[str, ...]:
        """Who speaks independently of others, the first one first."""
        return tuple(dict.fromkeys(member.voice for member in self.members))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is told in, the first one first."""
        return tuple(dict.fromkeys(member.language for member in self.members if member.language))

    @property
    def first_report(self) -> StoryMember:
        """The article that was published first; where nothing says so, the one that came in first."""
        return min(
            self.members, key=lambda member: (member.published_at or member.collected_at, member.article_id)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class InStory:
    """Where an article stands: its story, what it is a copy of, and how many independent voices the story has had
    when it came in.
    """

    article_id: int
    story_id: int
    voices: int
    copy_of: CopyOf | None = None
