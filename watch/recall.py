"""Candidates: a query as a full-text index can answer it, always for at least what the matcher finds.

An index knows no NEAR, no NOT and no glue; what it gives is verified by the matcher. The tree is neutral:
`storage` turns it into the query of its database. The terms are those of `watch.index_terms`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from watch.document import TextField
from watch.letters import is_glyph
from watch.terms import Unit
from watch.tokens import LONGEST_INDEX_TERM, pairs

# The index keeps the title apart from the text; what stands in the lead stands in the text.
IndexField = Literal["title", "text"] | None


_COLUMNS: dict[TextField | None, IndexField] = {None: None, "title": "title", "lead": "text", "body": "text"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """The field (either when None) holds this term, or with `prefix` one that begins with it."""

    term: str
    field: IndexField = None
    prefix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One field (either when None) holds these index terms one directly after another."""

    terms: tuple[str, ...]
    field: IndexField = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Candidates, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Candidates, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """One of the left and one of the right hold, with `words` index terms between them at most, either first.

    Where an article holds characters that are tokens of their own, with `terms` between them.
    """

    left: tuple[Word | Phrase, ...]
    right: tuple[Word | Phrase, ...]
    words: int
    terms: int

    @property
    def anywhere(self) -> AllOf:
        """Both, for an index that cannot be asked how near."""
        return _one_of_each((self.left, self.right))


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Of each side one term, with no blank line between any two."""

    sides: tuple[tuple[Word | Phrase, ...], ...]

    @property
    def anywhere(self) -> AllOf:
        """All sides, for an index that cannot be asked how near."""
        return _one_of_each(self.sides)


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """The index can tell nothing: any article may match."""


Candidates = Word | Phrase | AllOf | AnyOf | Close | Together | Everything

#: Alternatives of one side times those of the other; where there are more, an index is asked for the sides anywhere.
_MOST_PAIRS = 64
# The ruler counts as a word what is up to three characters of Hangul, each an index term; and the two terms' own last
# characters stand beside them.
_TERMS_A_WORD, _OWN = 3, 2


def for_units(units: Sequence[Unit], field: TextField | None) -> Candidates:
    """What the index holds wherever a term of these units stands; `field` is title, lead, body or None."""
    column = _COLUMNS[field]
    return _all(tuple(_for_run(run, column) for run in _runs(units)))


def every(parts: Sequence[Candidates | None]) -> Candidates | None:
    """All of the parts that ask for something; None when none does."""
    asked = tuple(part for part in parts if part is not None)
    return _all(asked) if asked else None


def near(left: Candidates | None, right: Candidates | None, words: int) -> Candidates | None:
    """Both sides, near each other as far as an index can tell that; neighbours are 1 word apart."""
    ones, others = _alternatives(left), _alternatives(right)
    if not ones or not others or len(ones) * len(others) > _MOST_PAIRS:
        return every([left, right])
    return Close(left=ones, right=others, words=words - 1, terms=_TERMS_A_WORD * words + _OWN)


def together(sides: Sequence[Candidates | None]) -> Candidates | None:
    """All sides, those together that an index can be asked for so."""
    joined: list[tuple[Word | Phrase, ...]] = []
    left: list[Candidates | None] = []
    pairs = 1
    for side, terms in sorted(
        zip(sides, map(_alternatives, sides), strict=True), key=lambda pair: len(pair[1])
    ):
        pairs *= len(terms) or 1
        if terms and pairs <= _MOST_PAIRS:
            joined.append(terms)
        else:
            left.append(side)
    if len(joined) < 2:
        return every(sides)
    return every([Together(sides=tuple(joined)), *left])


def _alternatives(side: Candidates | None) -> tuple[Word | Phrase, ...]:
    """The terms of which one must stand there; none where it is more than that."""
    if isinstance(side, Word | Phrase):
        return (side,)
    if isinstance(side, AnyOf):
        found = [_alternatives(part) for part in side.parts]
        return tuple(term for part in found for term in part) if all(found) else ()
    return ()


def _one_of_each(sides: Sequence[tuple[Word | Phrase, ...]]) -> AllOf:
    return AllOf(parts=tuple(AnyOf(parts=side) for side in sides))


def either(parts: Sequence[Candidates | None]) -> Candidates | None:
    """Any of the parts; None as soon as one of them asks for nothing."""
    asked = tuple(part for part in parts if part is not None)
    return AnyOf(parts=asked) if len(asked) == len(parts) else None


def _all(parts: tuple[Candidates, ...]) -> Candidates:
    return parts[0] if len(parts) == 1 else AllOf(parts=parts)


def _runs(units: Sequence[Unit]) -> list[list[Unit]]:
    """Cut a term where the index does not keep its neighbours side by side."""
    runs: list[list[Unit]] = []
    for unit in units:
        if runs and _goes_on(runs[-1][-1], unit):
            runs[-1].append(unit)
        else:
            runs.append([unit])
    return runs


def _goes_on(before: Unit, unit: Unit) -> bool:
    if is_glyph(unit.text):
        return unit.glued
    return not (is_glyph(before.text) or _is_open(before) or _is_open(unit))


def _is_open(unit: Unit) -> bool:
    """Whether a unit finds other tokens than itself, and so can only be asked for by what they begin with."""
    return unit.prefix or unit.is_wild


def _for_run(run: list[Unit], field: IndexField) -> Candidates:
    text = run[0].text
    if is_glyph(text):
        if len(run) == 1:
            return Word(term=text, field=field, prefix=True)
        terms = pairs("".join(unit.text for unit in run))
    else:
        terms = [unit.stem[:LONGEST_INDEX_TERM] for unit in run]
    if len(terms) == 1:
        return Word(term=terms[0], field=field, prefix=_is_open(run[0]))
    return Phrase(terms=tuple(terms), field=field)
