"""A quick look at an article that a full-text index proposed: whether a query can hold of it at all. Pure.

An index tells that the words of an EVENT stand in an article near each other, not that a sentence holds them, and
that of PostgreSQL does not know how near. Most of what is proposed in vain is told from the text alone in a tenth of
the time that the matcher takes, where it is of plain letters (`watch.plain`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product
from typing import NamedTuple, Self

from watch.blank_lines import stretches
from watch.operators import Alias, And, Event, In, Near, Operator, Or, Term
from watch.parser import Query
from watch.plain import plain

# Beyond it a side is told by the words of the text first, and by each of its forms otherwise.
_FEW_FORMS = 8


class _Shown(NamedTuple):
    """The words of a title, of a text, and of each stretch between blank lines, one space before and behind each."""

    title: str
    text: str
    stretches: Sequence[str]
    vocabulary: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """How one side of a node is written, a space before each word, and behind what is whole; one of them stands there.

    `by_word` has those that begin with a whole word by that word, "" those that begin with the beginning of one.
    From its first word to its last a place is no longer than `words`.
    """

    forms: tuple[str, ...]
    by_word: Mapping[str, Sequence[str]]
    words: int

    @classmethod
    def of(cls, terms: Sequence[Term]) -> Self | None:
        """None where it is unclear how one of the terms is written."""
        written = [_form(term) for term in terms]
        forms = tuple(dict.fromkeys(form for form in written if form is not None))
        if None in written:
            return None
        by_word: defaultdict[str, list[str]] = defaultdict(list)
        for form in forms:
            first, space, _ = form[1:].partition(" ")
            by_word[first if space else ""].append(form)
        words = max(len(term.units) + (term.slack or 0) for term in terms)
        return cls(forms=forms, by_word=dict(by_word), words=words)

    def among(self, vocabulary: frozenset[str]) -> Sequence[str]:
        """Those of the forms that texts of these words may show."""
        if len(self.forms) <= _FEW_FORMS:
            return self.forms
        words = self.by_word.keys() & vocabulary
        return [*self.by_word.get("", ()), *chain.from_iterable(self.by_word[word] for word in words)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """A stretch between blank lines holds one form of each side."""

    sides: tuple[Side, ...]

    def may_hold(self, shown: _Shown) -> bool:
        sides = [side.among(shown.vocabulary) for side in self.sides]
        return any(all(_shows(stretch, forms) for forms in sides) for stretch in shown.stretches)


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """A form of the left and one of the right begin so many words from each other at most, either first."""

    left: Side
    right: Side
    words: int

    def may_hold(self, shown: _Shown) -> bool:
        left, right = self.left.among(shown.vocabulary), self.right.among(shown.vocabulary)
        return any(
            abs(one - other) <= self.words
            for text in (shown.title, shown.text)
            for one, other in product(_numbers(left, text), _numbers(right, text))
        )


Asked = Together | Within


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """What a title and a text must show for a query to hold.

    Of a phrase, `overlap` words may stand in the stretch before or behind.
    """

    asked: tuple[Asked, ...]
    overlap: int = 0

    def lets_pass(self, title: str, text: str) -> bool:
        """False where the query holds of no article with this title and text."""
        letters, heading = plain(text), plain(title)
        if letters is None or heading is None:
            return True
        of_title = heading.split()
        parts = [stretch.split() for stretch in stretches(text, letters)]
        words = list(chain.from_iterable(parts))
        shown = _Shown(
            title=_spaced(of_title),
            text=_spaced(words),
            stretches=[_spaced(of_title), *self._overlapping(words, parts)],
            vocabulary=frozenset(words).union(of_title),
        )
        return all(one.may_hold(shown) for one in self.asked)

    def _overlapping(self, words: Sequence[str], parts: Sequence[Sequence[str]]) -> Iterator[str]:
        end = 0
        for part in parts:
            first, end = end, end + len(part)
            yield _spaced(words[max(0, first - self.overlap) : end + self.overlap])


def sieve_of(query: Query, *, index_tells_nearness: bool) -> Sieve | None:
    """The sieve of a query over what an index proposes; None where the index has told all there is to be seen."""
    asked = tuple(_asked(query.root, nearness=not index_tells_nearness))
    lengths = [side.words for one in asked if isinstance(one, Together) for side in one.sides]
    return Sieve(asked=asked, overlap=max(lengths, default=1) - 1) if asked else None


def _asked(node: Operator, *, nearness: bool) -> Iterator[Asked]:
    """What must be seen for a node to hold of title and text."""
    parts: Sequence[Operator] = ()
    match node:
        case And(parts=parts):
            pass
        case In(field="title" | "lead" | "body", part=part):
            parts = (part,)
        case Event(parts=parts):
            yield from _together(parts)
        case Near(left=left, right=right, reach=reach):
            parts = node.parts
            if reach.kind != "words":
                yield from _together(parts)
            elif nearness:
                yield from _within(left, right, reach.words)
    for part in parts:
        yield from _asked(part, nearness=nearness)


def _together(parts: Sequence[Operator]) -> Iterator[Together]:
    sides = tuple(side for side in map(_side, parts) if side is not None)
    if len(sides) > 1:
        yield Together(sides=sides)


def _within(left: Operator, right: Operator, words: int) -> Iterator[Within]:
    ones, others = _side(left), _side(right)
    if ones is not None and others is not None:
        yield Within(left=ones, right=others, words=words + max(ones.words, others.words))


def _side(node: Operator) -> Side | None:
    """The terms of which one must stand wherever a node has a place; None where that is unclear."""
    terms = _terms(node)
    return None if terms is None else Side.of(terms)


def _terms(node: Operator) -> list[Term] | None:
    match node:
        case Term():
            return [node]
        case Alias(forms=forms):
            return list(forms)
        case Or(parts=parts):
            found = [_terms(part) for part in parts]
            return None if None in found else [term for terms in found if terms is not None for term in terms]
    return None


def _form(term: Term) -> str | None:
    """How a text shows a term, or the first word of one that may be shown in several ways."""
    if term.seen_as is not None:
        return term.seen_as
    unit = term.units[0]
    if not unit.stem:
        return None
    return f" {unit.stem}" if unit.is_loose else f" {unit.text} "


def _shows(stretch: str, forms: Sequence[str]) -> bool:
    return any(form in stretch for form in forms)


def _spaced(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _numbers(forms: Sequence[str], text: str) -> Iterator[int]:
    """The numbers of the words that the forms begin with."""
    for form in forms:
        number, last, at = 0, 0, text.find(form)
        while at >= 0:
            number += text.count(" ", last, at)
            yield number
            last, at = at, text.find(form, at + 1)
