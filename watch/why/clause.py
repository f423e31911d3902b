"""A clause of a query, as it came out in one document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from watch.matcher import Span

Kind = Literal[
    "and",
    "or",
    "not",
    "near",
    "not-near",
    "at-least",
    "score",
    "event",
    "field",
    "fact",
    "term",
    "alias",
    "other",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of the document to look at: offsets into the original of the field."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A part of a query, and whether it held.

    `written` is its canonical form, `role` what it is to the clause around it: `actor`, `worth 3`, `unless`. `note` is
    a sentence on how near it came, or on what decided, safe to print; `stretch` is where in the document to see it.
    `spans` are the places that made it hold, as those of a match. `short` is 0 where it held, else a measure of what
    it lacks, to be compared with that of other clauses: 1 is a term that is not there.
    """

    kind: Kind
    written: str
    role: str | None = None
    held: bool
    note: str | None = None
    stretch: Stretch | None = None
    spans: tuple[Span, ...] = ()
    short: float
    parts: tuple[Clause, ...] = ()
