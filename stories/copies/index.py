"""What the finding of copies must look up, and what it hands over to be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from stories.copies.frames import LineCounts
from stories.copies.sketch import Sketch


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText:
    """What is kept of a text. `original` is the first of the texts that it is a copy of, or its own id."""

    id: str
    outlet: str | None
    published_at: datetime | None
    original: str
    sketch: Sketch


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """What a text adds to the index, in one transaction with the answer.

    `keys` lead to the text. Each of `lines` is counted up by one for the outlet of the text, and its articles are too;
    there are none where the outlet printed the same before.
    """

    kept: KeptText
    keys: Sequence[int]
    lines: Sequence[int]


class CopyIndex(Protocol):
    """Everything that came before, asked by key alone. Keys are whole numbers of 48 bits, lines of 32."""

    def line_counts(self, outlet: str | None, lines: Sequence[int]) -> LineCounts:
        """How often lines were counted for an outlet; all that are not known (None) are one."""

    def holders(self, keys: Sequence[int], most: int) -> Mapping[int, Sequence[str]]:
        """By key the ids of the texts that it leads to: of more than `most` the ones that came last."""

    def kept(self, ids: Sequence[str]) -> Mapping[str, KeptText]:
        """What is kept of texts, by id."""

    def add(self, additions: Additions) -> None:
        """Keeps what a text adds; an id that is known already adds nothing."""
