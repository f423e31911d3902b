"""A quick look at an article that a full-text index proposed: whether a query can hold of it at all. Pure.

An index tells that the words of an EVENT stand in an article near each other, not that a sentence holds them. Most of
what is proposed in vain is told from the text alone in a tenth of the time that the matcher takes where it is of plain
letters (`watch.plain`), and in a third where it is not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Self

from watch.blank_lines import blank_lines, stretches
from watch.folded_texts import FoldedTexts, Written, written_folded
from watch.operators import Alias, And, Event, In, Near, Operator, Or, Term
from watch.parser import Query
from watch.plain import plain
from watch.sentences import ends_at_stops, has_case

# So many are each looked for; more are first held against the words of the texts.
_FEW_WORDS = 8


class _Shown:
    """A title and a text of plain letters, to be looked at."""

    def __init__(self, heading: str, text: str, letters: str) -> None:
        self._heading, self._text, self._letters = heading, text, letters

    @cached_property
    def _line(self) -> str:
        """Title and text, with a space before and behind each word."""
        return f" {self._heading}  {self._letters} "

    @cached_property
    def _ends(self) -> Sequence[int]:
        """Where in it the title ends, and each stretch of the text with words but the last."""
        return [self._begin - 1, *self._parting(blank_lines(self._text), 0)]

    @property
    def _begin(self) -> int:
        return len(self._heading) + len("   ")

    def _parting(self, ends: Iterable[int], last: int) -> Iterator[int]:
        """Of these offsets into the text those with words between them and the one before, as places in the line."""
        for at in ends:
            if self._letters[last:at].strip():
                yield self._begin + at
            last = at

    def places(self, forms: Sequence[str]) -> Mapping[int, Sequence[int]]:
        """Where the forms begin, by the number of the stretch, the title first."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for form in forms:
            at = self._line.find(form)
            while at >= 0:
                found[bisect_right(self._ends, at + 1)].append(at + 1)
                at = self._line.find(form, at + 1)
        return found

    def sentence_ends(self, number: int) -> Sequence[int]:
        """Where the sentences of that stretch end; the title is one, and behind the last stretch there is none."""
        if number == 0 or number > len(self._ends):
            return ()
        first = self._ends[number - 1] - self._begin if number > 1 else 0
        last = self._ends[number] - self._begin if number < len(self._ends) else None
        stops = ends_at_stops(self._text[first:last], cased=self._is_cased)
        return [*self._parting((first + stop for stop in stops), first)]

    @cached_property
    def _is_cased(self) -> bool:
        return has_case(self._text)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different words."""
        return frozenset(self._line.split())

    def overlapping(self, words: int) -> Iterator[str]:
        """The title, and each stretch with so many words of those before and behind it."""
        parts = [stretch.split() for stretch in stretches(self._text, self._letters)]
        of_text = list(chain.from_iterable(parts))
        yield _spaced(self._heading.split())
        end = 0
        for part in parts:
            first, end = end, end + len(part)
            yield _spaced(of_text[max(0, first - words) : end + words])


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """How one side of a node is written, a space before each word, and behind what is whole; one of them stands there.

    `by_word` has those that begin with a whole word, by that word; `beginnings` those that begin with less than one.
    From its first word to its last a place is no longer than `words`. `folded` has how folded texts show them, by
    their first letters.
    """

    by_word: Mapping[str, Sequence[str]]
    beginnings: Sequence[str]
    words: int
    folded: Mapping[str, Sequence[Written]]

    @classmethod
    def of(cls, terms: Sequence[Term]) -> Self | None:
        """None where it is unclear how one of the terms is written."""
        by_word: defaultdict[str, list[str]] = defaultdict(list)
        for form in dict.fromkeys(map(_form, terms)):
            if form is None:
                return None
            first, space, _ = form[1:].partition(" ")
            by_word[first if space else ""].append(form)
        words = max(len(term.units) + (term.slack or 0) for term in terms)
        folded: defaultdict[str, list[Written]] = defaultdict(list)
        for one in dict.fromkeys(map(written_folded, terms)):
            folded[one.pieces[0][0]].append(one)
        return cls(
            beginnings=by_word.pop("", []),
            by_word=dict(by_word),
            words=words,
            folded=dict(folded),
        )

    def __len__(self) -> int:
        return len(self.by_word) + len(self.beginnings)

    @property
    def is_told_by_its_first_words(self) -> bool:
        """Whether each place of it is told by what it begins with."""
        return self.words == 1

    def begun(self, shown: _Shown) -> Mapping[int, Sequence[int]]:
        """Where its places begin, by the number of the stretch."""
        return shown.places([*(f" {word} " for word in self._likely(shown)), *self.beginnings])

    def among(self, shown: _Shown) -> Sequence[str]:
        """Those of the forms that these texts may show."""
        return [*self.beginnings, *chain.from_iterable(self.by_word[word] for word in self._likely(shown))]

    def pieces(self, shown: FoldedTexts) -> Sequence[str] | None:
        """What a sentence shows that holds a place or a part of one; None where it may be any sentence."""
        found: list[str] = []
        for letter in self.folded.keys() & shown.letters:
            for one in self.folded[letter]:
                if shown.may_hold(one):
                    if one.is_loose:
                        return None
                    found += one.pieces
        return found

    def _likely(self, shown: _Shown) -> Set[str]:
        """The words that forms begin with, where they are many those that the texts hold."""
        words = self.by_word.keys()
        return words if len(words) <= _FEW_WORDS else words & shown.vocabulary

    def reached(self, begun: Iterable[int]) -> set[int]:
        """The numbers of the stretches, or of the sentences, that places which begin in these may reach into.

        Those behind the last may be among them.
        """
        return {number + more for number in begun for more in range(self.words)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """A stretch between blank lines holds one form of each side; or a sentence does."""

    sides: tuple[Side, ...]
    in_a_sentence: bool

    def may_hold(self, shown: _Shown) -> bool:
        found: list[Mapping[int, Sequence[int]]] = []
        left: set[int] | None = None
        for side in self.sides:
            found.append(side.begun(shown))
            here = side.reached(found[-1])
            left = here if left is None else left & here
            if not left:
                return False
        if self.in_a_sentence and not any(self._may_share(shown, number, found) for number in left or ()):
            return False
        return all(side.is_told_by_its_first_words for side in self.sides) or self._holds(shown)

    def may_hold_folded(self, shown: FoldedTexts) -> bool:
        """The same of texts that are not of plain letters."""
        asked: list[Sequence[str]] = []
        left: Set[int] = frozenset(range(len(shown.stretches)))
        for side in self.sides:
            forms = side.pieces(shown)
            if forms is None:
                continue
            left = {number for number in left if _shows(shown.stretches[number].folded, forms)}
            if not left:
                return False
            asked.append(forms)
        return not self.in_a_sentence or any(
            all(_shows(sentence, forms) for forms in asked)
            for number in sorted(left)
            for sentence in shown.sentences(number)
        )

    def _may_share(self, shown: _Shown, number: int, found: Sequence[Mapping[int, Sequence[int]]]) -> bool:
        """Whether a sentence of that stretch may hold one of each side."""
        ends = shown.sentence_ends(number)
        left: set[int] | None = None
        for side, begun in zip(self.sides, found, strict=True):
            if any(number - more in begun for more in range(1, side.words)):
                continue
            here = side.reached(bisect_right(ends, at) for at in begun[number])
            left = here if left is None else left & here
            if not left:
                return False
        return True

    def _holds(self, shown: _Shown) -> bool:
        sides = [side.among(shown) for side in self.sides]
        overlap = max(side.words for side in self.sides) - 1
        return any(all(_shows(stretch, forms) for forms in sides) for stretch in shown.overlapping(overlap))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """What a title and a text must show for a query to hold."""

    asked: tuple[Together, ...]

    def lets_pass(self, title: str, text: str) -> bool:
        """False where the query holds of no article with this title and text."""
        letters, heading = plain(text), plain(title)
        if letters is None or heading is None:
            folded = FoldedTexts(title, text)
            return all(one.may_hold_folded(folded) for one in self.asked)
        shown = _Shown(heading, text, letters)
        return all(one.may_hold(shown) for one in self.asked)


def sieve_of(query: Query) -> Sieve | None:
    """The sieve of a query over what an index proposes; None where the index has told all there is to be seen."""
    asked = tuple(_asked(query.root))
    return Sieve(asked=asked) if asked else None


def _asked(node: Operator) -> Iterator[Together]:
    """What must be seen for a node to hold of title and text."""
    parts: Sequence[Operator] = ()
    match node:
        case And(parts=parts):
            pass
        case In(field="title" | "lead" | "body", part=part):
            parts = (part,)
        case Event(parts=parts):
            yield from _together(parts, in_a_sentence=True)
        case Near(reach=reach):
            parts = node.parts
            if reach.kind != "words":
                yield from _together(parts, in_a_sentence=reach.kind == "sentence")
    for part in parts:
        yield from _asked(part)


def _together(parts: Sequence[Operator], *, in_a_sentence: bool) -> Iterator[Together]:
    sides = tuple(side for side in map(_side, parts) if side is not None)
    if len(sides) > 1:
        yield Together(sides=tuple(sorted(sides, key=len)), in_a_sentence=in_a_sentence)


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
