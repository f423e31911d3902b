"""What a match is made of while it is being gathered."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from watch.axis import Axis
from watch.places import Places, slots_of

# Evidence is for a person to look at; a word that stands a thousand times in an article is shown this often.
SHOWN_PER_TERM = 20
MOST_SHOWN = 1_000


class Found(NamedTuple):
    """A place of a term: where it begins on its ruler, its length, and how the query writes it."""

    axis: Axis
    first: int
    length: int
    form: str
    alias: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFound:
    """The sentences of an EVENT that held: the places of its action by their polarity."""

    axis: Axis
    asserted: Places
    hedged: Places
    denied: Places


@dataclass(slots=True, kw_only=True)
class Findings:
    """The places and the events found so far. `alias` is the set whose forms are being shown."""

    places: list[Found] = field(default_factory=list)
    events: list[EventFound] = field(default_factory=list)
    alias: str | None = None

    @property
    def is_full(self) -> bool:
        """Whether there is more than anybody will look at."""
        return len(self.places) >= MOST_SHOWN

    def add(self, axis: Axis, found: Places, form: str) -> None:
        """Add the first places of a term in each text of the ruler."""
        if not found or self.is_full:
            return
        for part in axis.parts:
            mask = axis.mask(part.name)
            left = SHOWN_PER_TERM
            for length, starts in found.items():
                for slot in islice(slots_of(starts & mask), left):
                    self.places.append(Found(axis, slot, length, form, self.alias))
                    left -= 1
