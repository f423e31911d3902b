"""A term of a query: the words and characters that must stand side by side in a text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from watch.errors import Fault
from watch.fold import fold
from watch.letters import is_glyph
from watch.tokens import offsets, tokenise

# Each word of a term is looked up at each place of the others, so its length bounds the time that takes.
LONGEST_TERM = 64
SHORTEST_PREFIX = 2
_BEGINNING = 3

# A letter that no press writes stands for the ? of a wildcard while the term is cut into words.
_ANY_LETTER = "\ua7fb"
_WILDCARD = re.compile(r"(?<=[^\W_])\?(?=[^\W_])")


class Unit(NamedTuple):
    """One token of a term. `text` is folded and holds a ? for each letter that may be any.

    `glued` to the one before it where the term wrote them without a gap. `exact` is the spelling that a text
    must show, or None where case and accents make no difference.
    """

    text: str
    prefix: bool
    glued: bool
    exact: str | None = None

    @property
    def is_wild(self) -> bool:
        """Whether it holds letters that may be any."""
        return "?" in self.text

    @property
    def is_loose(self) -> bool:
        """Whether it finds other tokens than its own text."""
        return self.prefix or "?" in self.text

    @property
    def stem(self) -> str:
        """What every token that it finds begins with."""
        return self.text.partition("?")[0]


def beginning_of(token: str) -> str:
    """Its first three letters, "" where it has fewer: by these few of many beginnings are looked up."""
    return token[:_BEGINNING] if len(token) >= _BEGINNING else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A term as it was understood: its units, and how it is written with nothing to spare."""

    written: str
    units: tuple[Unit, ...]


@lru_cache(maxsize=65536)
def read_term(raw: str, *, exact: bool = False) -> Reading:
    """Read a bare term or the inside of a phrase; with `exact` its case and accents must be met.

    Raises Fault, with the offset into `raw`, when it holds nothing to search for, when a star or a ? stands where
    it means nothing, or when it is longer than 64 words or characters.
    """
    if not exact and raw.isascii() and raw.isalnum():
        return Reading(written=raw, units=(Unit(text=raw.lower(), prefix=False, glued=False),))
    marked = _WILDCARD.sub(_ANY_LETTER, raw)
    folded = fold(marked)
    tokens = tokenise(folded.text)
    spans = [folded.original(start, end) for start, end in offsets(folded.text)]
    if not spans:
        raise Fault(0, "There is no letter or digit here to search for", "Take it out")
    if len(spans) > LONGEST_TERM:
        raise Fault(spans[LONGEST_TERM][0], f"A phrase may hold {LONGEST_TERM} words at most", "Shorten it")
    starred = _starred(raw, spans)
    units = tuple(
        Unit(
            text=term.replace(_ANY_LETTER, "?"),
            prefix=at in starred and not is_glyph(term),
            glued=bool(tokens.glued) and tokens.glued[at],
            exact=_spelling(raw[spans[at][0] : spans[at][1]]) if exact else None,
        )
        for at, term in enumerate(tokens.terms)
    )
    for unit, (start, _) in zip(units, spans, strict=True):
        _check(unit, start)
    end = spans[-1][1] + (len(spans) - 1 in starred)
    return Reading(written=" ".join(raw[spans[0][0] : end].split()), units=units)


def _spelling(written: str) -> str:
    return unicodedata.normalize("NFC", written)


def _check(unit: Unit, start: int) -> None:
    if unit.prefix and len(unit.text) < SHORTEST_PREFIX:
        raise Fault(start, "A star needs at least two letters before it", "Write more of the word")
    if unit.is_wild and not unit.stem:
        raise Fault(
            start, "A ? stands for a letter inside a word of a script with words", "Write the forms out"
        )
    if unit.exact is not None and (unit.prefix or unit.is_wild):
        raise Fault(start, "A term with = is met as it is written, and holds no * and no ?", "Take the = out")


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
            raise Fault(
                at,
                "A star may stand at the end of a word only",
                "End the word with it, or write ? for a letter",
            )
        starred.add(by_end[at])
    return frozenset(starred)
