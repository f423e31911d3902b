"""A quick look at an article that a full-text index proposed: whether a query can hold of it at all. Pure.

An index tells that the words of an EVENT stand in an article near each other, not that a sentence holds them. Most of
what is proposed in vain is told from the text alone in a tenth of the time that the matcher takes where it is of plain
letters (`watch.plain`), and in a third where it is not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from watch.operators import Alias, And, Event, In, Near, Operator, Or, Score, Term
from watch.parser import Query
from watch.plain import plain
from watch.shown_texts import FoldedTexts, PlainTexts, ShownTexts
from watch.sieve_forms import Begun, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """A stretch between blank lines holds one form of each side; or a sentence does."""

    sides: tuple[Side, ...]
    in_a_sentence: bool

    def may_hold(self, shown: ShownTexts) -> bool:
        sides: list[Begun] = []
        left: Set[int] | None = None
        for side in self.sides:
            begun = side.begun(shown)
            here = begun.reached(begun.places)
            left = here if left is None else left & here
            if not left:
                return False
            sides.append(begun)
        return not self.in_a_sentence or any(_may_share(shown, number, sides) for number in left or ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """The weights of what may be there add up to the threshold; the others are of what takes more than a look."""

    words: Mapping[str, int]
    sides: tuple[tuple[Side, int], ...]
    others: int
    threshold: int

    def may_hold(self, shown: ShownTexts) -> bool:
        there = self.others + sum(self.words[word] for word in self.words.keys() & shown.vocabulary)
        for side, weight in self.sides:
            if there >= self.threshold:
                return True
            if side.begun(shown).places:
                there += weight
        return there >= self.threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """One of these may hold."""

    parts: tuple[Look, ...]

    def may_hold(self, shown: ShownTexts) -> bool:
        return any(part.may_hold(shown) for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """All of these may hold."""

    parts: tuple[Look, ...]

    def may_hold(self, shown: ShownTexts) -> bool:
        return all(part.may_hold(shown) for part in self.parts)


Look = Together | Reached | Either | Every


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """What a title and a text must show for a query to hold."""

    look: Look

    def lets_pass(self, title: str, text: str) -> bool:
        """False where the query holds of no article with this title and text."""
        return self.look.may_hold(_shown(title, text))


def _shown(title: str, text: str) -> ShownTexts:
    letters, heading = plain(text), plain(title)
    if letters is None or heading is None:
        return FoldedTexts(title, text)
    return PlainTexts(heading, letters, text)


def sieve_of(query: Query) -> Sieve | None:
    """The sieve of a query over what an index proposes; None where the index has told all there is to be seen."""
    look = _look(query.root, everywhere=True)
    return None if look is None else Sieve(look=look)


def _look(node: Operator, *, everywhere: bool) -> Look | None:
    """What must be seen for a node to hold of title and text, or of a part of them where not `everywhere`."""
    match node:
        case And(parts=parts):
            return _every(_looks(parts, everywhere=everywhere))
        case Or(parts=parts):
            looks = _looks(parts, everywhere=everywhere)
            return Either(parts=tuple(looks)) if len(looks) == len(parts) else None
        case In(field="title" | "lead" | "body", part=part):
            return _look(part, everywhere=False)
        case Event(parts=parts):
            return _every([*_together(parts, in_a_sentence=True), *_looks(parts, everywhere=everywhere)])
        case Near(parts=parts, reach=reach):
            looks = _looks(parts, everywhere=everywhere)
            if reach.kind != "words":
                looks += _together(parts, in_a_sentence=reach.kind == "sentence")
            return _every(looks)
        case Score():
            return _reached(node, everywhere=everywhere)
    return None


def _looks(parts: Sequence[Operator], *, everywhere: bool) -> list[Look]:
    looks = (_look(part, everywhere=everywhere) for part in parts)
    return [look for look in looks if look is not None]


def _every(looks: Sequence[Look]) -> Look | None:
    if len(looks) < 2:
        return looks[0] if looks else None
    return Every(parts=tuple(looks))


def _reached(score: Score, *, everywhere: bool) -> Reached:
    """Of what counts against it only words are seen well enough, and only where they are seen everywhere."""
    words = {word: weight for word, weight in score.words.items() if everywhere or weight > 0}
    sides, others = [], 0
    for item in score.others:
        if item.weight > 0:
            side = _side(item.part)
            if side is None:
                others += item.weight
            else:
                sides.append((side, item.weight))
    return Reached(words=words, sides=tuple(sides), others=others, threshold=score.threshold)


def _together(parts: Sequence[Operator], *, in_a_sentence: bool) -> list[Look]:
    sides = [side for side in map(_side, parts) if side is not None]
    if len(sides) < 2:
        return []
    return [
        Together(sides=tuple(sorted(sides, key=lambda side: len(side.terms))), in_a_sentence=in_a_sentence)
    ]


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


def _may_share(shown: ShownTexts, number: int, sides: Sequence[Begun]) -> bool:
    """Whether a sentence of that stretch may hold one of each side."""
    ends = shown.sentence_ends(number)
    left: Set[int] | None = None
    for begun in sides:
        if any(number - more in begun.places for more in range(1, begun.words)):
            continue
        here = begun.reached(bisect_right(ends, at) for at in begun.places[number])
        left = here if left is None else left & here
        if not left:
            return False
    return True
