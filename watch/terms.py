"""A term of a query: the words and characters that must stand side by side in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from watch.errors import Fault
from watch.fold import fold
from watch.tokens import is_glyph, offsets, tokenise

# Each place where a term might stand is compared in full, so its length bounds the time that takes.
LONGEST_TERM = 64
SHORTEST_PREFIX = 2


class Unit(NamedTuple):
    """One token of a term; `glued` to the one before it where the term wrote them without a gap."""

    text: str
    prefix: bool
    glued: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A term as it was understood: its units, and how it is written with nothing to spare."""

    written: str
    units: tuple[Unit, ...]


def read_term(raw: str) -> Reading:
    """Read a bare term or the inside of a phrase.

    Raises Fault, with the offset into `raw`, when it holds nothing to search for, when a star stands where it
    means nothing, or when it is longer than 64 words or characters.
    """
    if raw.isascii() and raw.isalnum():
        return Reading(written=raw, units=(Unit(text=raw.lower(), prefix=False, glued=False),))
    folded = fold(raw)
    tokens = tokenise(folded.text)
    spans = [folded.original(start, end) for start, end in offsets(folded.text)]
    if not spans:
        raise Fault(0, "There is no letter or digit here to search for", "Take it out")
    if len(spans) > LONGEST_TERM:
        raise Fault(spans[LONGEST_TERM][0], f"A phrase may hold {LONGEST_TERM} words at most", "Shorten it")
    starred = _starred(raw, spans)
    units = tuple(
        Unit(
            text=term,
            prefix=at in starred and not is_glyph(term),
            glued=bool(tokens.glued) and tokens.glued[at],
        )
        for at, term in enumerate(tokens.terms)
    )
    for unit, (start, _) in zip(units, spans, strict=True):
        if unit.prefix and len(unit.text) < SHORTEST_PREFIX:
            raise Fault(start, "A star needs at least two letters before it", "Write more of the word")
    end = spans[-1][1] + (len(spans) - 1 in starred)
    return Reading(written=" ".join(raw[spans[0][0] : end].split()), units=units)


def _starred(raw: str, spans: list[tuple[int, int]]) -> frozenset[int]:
    """The numbers of the tokens that a star follows."""
    by_end = {end: number for number, (_, end) in enumerate(spans)}
    starts = {start for start, _ in spans}
    starred = set()
    for at, char in enumerate(raw):
        if char != "*":
            continue
        if at not in by_end:
            raise Fault(at, "A star may only follow the beginning of a word", "Write deploy*, not *deploy")
        if at + 1 in starts:
            raise Fault(at, "A star inside a word is not supported yet", "End the word with it: deploy*")
        starred.add(by_end[at])
    return frozenset(starred)
