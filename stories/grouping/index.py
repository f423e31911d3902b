"""What grouping must look up, and what it hands over to be kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from stories.grouping.profile import Profile
from stories.grouping.sketch import StorySketch


@dataclass(frozen=True, slots=True, kw_only=True)
class TermUse:
    """In how many texts a term stood, in how many of them as a name, and in how many plainly as no name."""

    texts: int = 0
    as_name: int = 0
    as_plain: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """What a text adds to the index, in one transaction with the answer.

    `sketch` takes the place of the story's. `terms` lead to the story from now on. Of `profile` the uses of terms are
    counted up by one; a copy has none, because it says nothing that was not said.
    """

    text_id: str
    sketch: StorySketch
    terms: Collection[str] = field(default=())
    profile: Profile | None = None


class StoryIndex(Protocol):
    """The stories of the window, and how words are used, asked by key alone."""

    def texts(self) -> int:
        """Of how many texts the uses of terms were counted."""

    def stories(self) -> int:
        """How many stories these texts are in."""

    def uses(self, terms: Collection[str]) -> Mapping[str, TermUse]:
        """How terms were used; a term that never was may be left out."""

    def stories_with(self, terms: Collection[str], most: int) -> Mapping[str, Sequence[str]]:
        """By term the stories that it leads to: the last `most`, the one told of last at the end."""

    def sketches(self, story_ids: Collection[str]) -> Mapping[str, StorySketch]:
        """The sketches of stories, by id."""

    def story_of(self, text_id: str) -> str | None:
        """The story that a text is in, or None if it is not known (any more)."""

    def together_with(self, text_id: str) -> Collection[str]:
        """The texts that a person said belong into one story with this one."""

    def apart_from(self, text_id: str) -> Collection[str]:
        """The texts that a person said do not."""

    def add(self, additions: Additions) -> None:
        """Keeps what a text adds."""
