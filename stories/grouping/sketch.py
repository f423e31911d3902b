"""What is kept of a story: the terms that its texts share, so that a text can be compared with all of them at once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

#: Terms kept of a story; the lightest fall out.
MOST_TERMS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A text's heaviest terms as a vector of length 1. `kinds` says which of them are names or numbers."""

    weights: Mapping[str, float]
    names: frozenset[str] = frozenset()
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySketch:
    """The sum of the vectors of a story's texts. A story's id is that of its first text.

    `voices` counts the texts that are no copies; `first_at` and `last_at` are None when no text has a time.
    """

    id: str
    voices: int
    weights: Mapping[str, float]
    first_at: datetime | None
    last_at: datetime | None

    @property
    def length(self) -> float:
        """The length of the vector."""
        return math.sqrt(sum(weight * weight for weight in self.weights.values()))


def sketched(story_id: str, vectors: Iterable[Weighed]) -> StorySketch:
    """The sketch of the story that consists of these texts: what a split leaves on either side."""
    sketch = StorySketch(id=story_id, voices=0, weights={}, first_at=None, last_at=None)
    for vector in vectors:
        sketch = joined(sketch, vector)
    return sketch


def joined(sketch: StorySketch, text: Weighed) -> StorySketch:
    """The sketch with another text in it."""
    return StorySketch(
        id=sketch.id,
        voices=sketch.voices + 1,
        weights=_sum(sketch.weights, text.weights),
        first_at=_earliest(sketch.first_at, text.at),
        last_at=_latest(sketch.last_at, text.at),
    )


def echoed(sketch: StorySketch, at: datetime | None) -> StorySketch:
    """The sketch with a copy in it: no other voice, but the story lives on."""
    return StorySketch(
        id=sketch.id,
        voices=sketch.voices,
        weights=sketch.weights,
        first_at=_earliest(sketch.first_at, at),
        last_at=_latest(sketch.last_at, at),
    )


def merged(one: StorySketch, other: StorySketch) -> StorySketch:
    """The sketch of two stories that are one: the id is the first's."""
    return StorySketch(
        id=one.id,
        voices=one.voices + other.voices,
        weights=_sum(one.weights, other.weights),
        first_at=_earliest(one.first_at, other.first_at),
        last_at=_latest(one.last_at, other.last_at),
    )


def cosine(one: StorySketch, other: StorySketch) -> float:
    """How like two stories are, 0 to 1."""
    shared = sum(
        weight * other.weights[term] for term, weight in one.weights.items() if term in other.weights
    )
    return shared / (one.length * other.length or 1.0)


def _sum(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    total = dict(one)
    for term, weight in other.items():
        total[term] = total.get(term, 0.0) + weight
    if len(total) <= MOST_TERMS:
        return total
    return {term: total[term] for term in sorted(total, key=lambda term: (-total[term], term))[:MOST_TERMS]}


def _earliest(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(one, other) if one and other else one or other


def _latest(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(one, other) if one and other else one or other
