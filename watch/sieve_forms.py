"""How the terms of a query are written in the texts that a sieve looks at. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple, Self

from watch.letters import is_glyph
from watch.operators import Term
from watch.shown_texts import FoldedTexts, PlainTexts, ShownTexts
from watch.slots import FINE, NARROWEST

# So many are each looked for; more are first held against the words of the texts.
_FEW_WORDS = 8


class Form(NamedTuple):
    """A way to write a term: what it begins with, what else must be there, and a pattern for all of it.

    The pattern is None where the beginning tells all, or where more words may stand inside. From its first word to its
    last a place is no longer than `words`.
    """

    first: str
    others: Sequence[str]
    pattern: str | None
    words: int

    def places(self, line: str) -> Iterator[int]:
        """Where its first word begins in a line."""
        if not all(map(line.__contains__, self.others)):
            return
        before = len(self.first) - len(self.first.lstrip())
        if self.pattern is None:
            at = line.find(self.first)
            while at >= 0:
                yield at + before
                at = line.find(self.first, at + 1)
            return
        pattern = re.compile(self.pattern)
        found = pattern.search(line)
        while found is not None:
            yield found.start() + before
            found = pattern.search(line, found.start() + 1)


class Begun(NamedTuple):
    """Where the places of a side begin, by the number of the stretch; none of them is longer than `words`."""

    places: Mapping[int, Sequence[int]]
    words: int

    def reached(self, numbers: Iterable[int]) -> set[int]:
        """The numbers of the stretches, or of the sentences, that places which begin in these may reach into.

        Those behind the last may be among them.
        """
        return {number + more for number in numbers for more in range(self.words)}


@dataclass(frozen=True)
class Side:
    """The terms of one side of a node, of which one stands there.

    Their forms in plain texts and in folded ones are made when such a text is first looked at.
    """

    terms: Sequence[Term]

    @classmethod
    def of(cls, terms: Sequence[Term]) -> Self | None:
        """None where it is unclear how one of the terms is written."""
        return cls(terms) if all(unit.stem for term in terms for unit in term.units) else None

    def begun(self, shown: ShownTexts) -> Begun:
        """Where its places begin."""
        places: defaultdict[int, list[int]] = defaultdict(list)
        words = 0
        line = shown.line
        for form in [one for one in self._likely(shown) if one.first in line]:
            found = [*form.places(line)]
            if found:
                words = max(words, form.words)
            for at in found:
                places[bisect_right(shown.ends, at)].append(at)
        return Begun(places, words)

    def _likely(self, shown: ShownTexts) -> Iterable[Form]:
        match shown:
            case PlainTexts():
                words = self._by_word.keys()
                some = words if len(words) <= _FEW_WORDS else (words & shown.vocabulary) | (words & {""})
                return chain(*(self._by_word[word] for word in some))
            case FoldedTexts():
                return chain(*(forms for letter, forms in self._by_letter.items() if letter in shown.line))
        raise TypeError(f"no forms are known of {type(shown).__name__}")

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[Form]]:
        """Those of plain texts by the whole word that they begin with; "" where it may go on."""
        return _grouped((_whole_first_word(term), _plain_form(term)) for term in self.terms)

    @cached_property
    def _by_letter(self) -> Mapping[str, Sequence[Form]]:
        """Those of folded texts by their first letter."""
        return _grouped((form.first[0], form) for form in map(_folded_form, self.terms))


def _whole_first_word(term: Term) -> str:
    first = term.units[0]
    return "" if first.is_loose else first.text


def _grouped(forms: Iterable[tuple[str, Form]]) -> Mapping[str, Sequence[Form]]:
    grouped: defaultdict[str, list[Form]] = defaultdict(list)
    for key, form in forms:
        grouped[key].append(form)
    return dict(grouped)


def _plain_form(term: Term) -> Form:
    """With a space before each word, and behind it where it is whole."""
    written = [f" {unit.stem}" if unit.is_loose else f" {unit.text} " for unit in term.units]
    pattern = None
    if len(written) > 1 and term.slack is None:
        words = [f"{re.escape(unit.stem)}{'[^ ]*' if unit.is_loose else ''}" for unit in term.units]
        pattern = f" {' +'.join(words)} "
    return Form(written[0], written[1:], pattern, len(term.units) + (term.slack or 0))


def _folded_form(term: Term) -> Form:
    """Characters that stand side by side as one, words to where they may go on; with anything but words between.

    No pattern for what goes on inside: where characters are not set apart, it would run to the end of the text.
    """
    pieces: list[str] = []
    pattern = ""
    for unit in term.units:
        if unit.glued and is_glyph(unit.text):
            pieces[-1] += unit.text
        else:
            pieces.append(unit.stem)
            pattern += r"[\W_]*" if pattern else ""
        pattern += re.escape(unit.stem)
    goes_on = any(unit.is_loose for unit in term.units[:-1])
    is_told = len(pieces) == 1 or goes_on or term.slack is not None
    # a word of the slack may be as many characters
    inside = (term.slack or 0) * FINE // NARROWEST
    return Form(pieces[0], pieces[1:], None if is_told else pattern, len(pieces) + inside)
