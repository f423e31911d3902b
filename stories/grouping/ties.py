"""Whether a text belongs to a story, and what ties it in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from stories.grouping.profile import Profile
from stories.grouping.sketch import StorySketch, Weighed

#: The likeness that a long text must have with a story, and the share of it that the briefest one is spared.
LEAST_LIKE, SPARED = 0.22, 0.6
#: The share that a brief text is spared besides when a story has many texts: each of them shares a word or two.
SPARED_BY_MANY = 0.65
#: A text whose time is not known cannot be told from one of last year.
UNDATED = 1.1
#: After so many days of silence more is asked for, and the more the longer it lasts.
SILENT_DAYS, GROWTH = 14.0, 0.3
#: What a long text must have beyond LEAST_LIKE: so many times its likeness with stories that it has nothing to do with.
ABOVE_COHORT = 3.0
#: What is taken off when nothing that a long text shares is a name or a number; half of it is enough.
NAMELESS, ENOUGH_NAMED = 0.7, 0.5
#: A text with so many names need not be long to be held to them, if it is more than a headline.
SURELY_NAMED, SENTENCE = 2, 16
#: The greatest part of a likeness that one term can make: what is written of Git is not one story for that.
MOST_BY_ONE = 0.65
#: How much more is asked for where all texts are alone, and from what share of stories to texts on; what is thought
#: of that share before the first texts.
CAUTION, OFTEN_ALONE = 1.4, 0.4
USUAL_STORIES, TEXTS_BEFORE = 0.3, 20
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
    """How like a text and a story are (0 to 1), and how like they had to be.

    `days` lie between the two; None if a time is not known.
    """

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


def bond(profile: Profile, text: Weighed, story: StorySketch, cohort: float, caution: float) -> Bond:
    """What there is between a text and a story. `cohort` is the text's likeness with stories that it is not in."""
    parts = _parts(text, story)
    days = days_between(text.at, story)
    heaviest = sorted(parts, key=lambda term: (-parts[term], term))[:MOST_TIES]
    return Bond(
        story=story.id,
        likeness=sum(parts.values()) * _by_names(profile, text, parts) * _by_several(profile, parts),
        needed=caution
        * (_needed(profile, days, story.voices) + ABOVE_COHORT * cohort * (1 - profile.brevity) ** 3),
        days=days,
        ties=tuple(
            Tie(kind=_kind(term, profile, text), term=term, weight=round(parts[term], 4)) for term in heaviest
        ),
    )


def caution_among(stories: int, texts: int) -> float:
    """By how much more is asked for where most texts have turned out to be alone: a join is the likelier wrong."""
    alone = (stories + USUAL_STORIES * TEXTS_BEFORE) / (texts + TEXTS_BEFORE)
    return 1 + CAUTION * max(0.0, alone - OFTEN_ALONE)


def likeness(text: Weighed, story: StorySketch) -> float:
    """The cosine of a text and a story, 0 to 1."""
    return sum(_parts(text, story).values())


def days_between(at: datetime | None, story: StorySketch) -> float | None:
    """The days from the story's last text, or to its first; 0 within, None where a time is not known."""
    if at is None or story.first_at is None or story.last_at is None:
        return None
    return max((at - story.last_at) / _DAY, (story.first_at - at) / _DAY, 0.0)


def _parts(text: Weighed, story: StorySketch) -> dict[str, float]:
    length = story.length or 1.0
    return {
        term: weight * story.weights[term] / length
        for term, weight in text.weights.items()
        if term in story.weights
    }


def _needed(profile: Profile, days: float | None, voices: int) -> float:
    """A headline shares a word or two with the next one where an article shares dozens: its likeness is the less."""
    size = 1 - SPARED_BY_MANY * profile.brevity * (1 - 1 / math.sqrt(voices))
    time = UNDATED if days is None else 1 + GROWTH * math.log1p(max(0.0, days - SILENT_DAYS))
    return LEAST_LIKE * (1 - SPARED * profile.brevity) * size * time


def _by_names(profile: Profile, text: Weighed, parts: Mapping[str, float]) -> float:
    """An event has a who, a where or a how many; a subject of which much is written has none."""
    whole = sum(parts.values())
    named = sum(part for term, part in parts.items() if _kind(term, profile, text) != "term")
    missing = 1 - min(1.0, named / (ENOUGH_NAMED * whole)) if whole else 1.0
    sure = (
        1.0
        if len(profile.names) >= SURELY_NAMED and profile.words >= SENTENCE
        else (1 - profile.brevity) ** 3
    )
    return 1 - NAMELESS * sure * missing


def _by_several(profile: Profile, parts: Mapping[str, float]) -> float:
    """What is over the part that one term can make is taken off; a brief text, which has few terms, is spared."""
    whole = sum(parts.values())
    if not whole:
        return 1.0
    others = whole - max(parts.values())
    held = min(1.0, others / ((1 - MOST_BY_ONE) * whole))
    return 1 - (1 - held) * (1 - profile.brevity)


def _kind(term: str, profile: Profile, text: Weighed) -> TieKind:
    if term in profile.numbers:
        return "number"
    return "name" if term in text.names else "term"
