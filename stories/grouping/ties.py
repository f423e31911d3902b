"""Whether a text belongs to a story, and what ties it in."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from stories.grouping.profile import Profile
from stories.grouping.sketch import StorySketch, Weighed

#: The likeness that a long text must have with a story, and the share of it that a text without words is spared.
LEAST_LIKE, SPARED = 0.30, 0.80
#: After so many days of silence a story is told of less and less: what is asked for grows with the logarithm.
SILENT_DAYS, GROWTH = 14.0, 0.3
#: Ties told of one text.
MOST_TIES = 8

_DAY = timedelta(days=1)

TieKind = Literal["name", "number", "term"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A term that text and story share, and its part of their likeness, 0 to 1."""

    kind: TieKind
    term: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """How like a text and a story are (0 to 1), and how like they had to be. `days` lie between them, None if unknown."""

    story: str
    likeness: float
    needed: float
    days: float | None
    ties: tuple[Tie, ...]

    @property
    def holds(self) -> bool:
        """Whether the text belongs to the story."""
        return self.likeness >= self.needed

    @property
    def strength(self) -> float:
        """The likeness by what was needed."""
        return self.likeness / self.needed


def bond(profile: Profile, text: Weighed, story: StorySketch) -> Bond:
    """What there is between a text and a story."""
    length = story.length or 1.0
    shared = {
        term: weight * story.weights[term] / length
        for term, weight in text.weights.items()
        if term in story.weights
    }
    days = days_between(text.at, story)
    heaviest = sorted(shared, key=lambda term: (-shared[term], term))[:MOST_TIES]
    return Bond(
        story=story.id,
        likeness=sum(shared.values()),
        needed=needed(profile, days),
        days=days,
        ties=tuple(
            Tie(kind=_kind(term, profile, text), term=term, weight=round(shared[term], 4))
            for term in heaviest
        ),
    )


def needed(profile: Profile, days: float | None) -> float:
    """How like a text and a story must be that so many days lie between.

    A headline shares a word or two with the next one where an article shares dozens, and its likeness is the less.
    """
    silence = math.log1p(max(0.0, (days or 0.0) - SILENT_DAYS))
    return LEAST_LIKE * (1 - SPARED * profile.brevity) * (1 + GROWTH * silence)


def days_between(at: datetime | None, story: StorySketch) -> float | None:
    """The days from the story's last text, or to its first; 0 within, None where a time is not known."""
    if at is None or story.first_at is None or story.last_at is None:
        return None
    return max((at - story.last_at) / _DAY, (story.first_at - at) / _DAY, 0.0)


def _kind(term: str, profile: Profile, text: Weighed) -> TieKind:
    if term in profile.numbers:
        return "number"
    return "name" if term in text.names else "term"
