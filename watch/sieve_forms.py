"""How the terms of a query are written in the texts that a sieve looks at. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    """Where the places of a side begin; none of them is longer than `words`."""

    places: Sequence[int]
    words: int

    def reached(self, numbers: Iterable[int]) -> set[int]:
        """The numbers of the stretches, or of the sentences, that places which begin in these may reach into.

        Those behind the last may be among them.
        """
        return {number + more for number in numbers for more in range(self.words)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The forms of one side of a node, of which one stands there, in plain texts and in folded ones.

    Plain ones that begin with a whole word are looked up by that word, `beginnings` are the others; folded ones by
    their first letter.
    """

    by_word: Mapping[str, Sequence[Form]]
    beginnings: Sequence[Form]
    by_letter: Mapping[str, Sequence[Form]]

    @classmethod
    def of(cls, terms: Sequence[Term]) -> Self | None:
        """None where it is unclear how one of the terms is written."""
        by_word: defaultdict[str, list[Form]] = defaultdict(list)
        by_letter: defaultdict[str, list[Form]] = defaultdict(list)
        for term in terms:
            if not all(unit.stem for unit in term.units):
                return None
            first = term.units[0]
            by_word["" if first.is_loose else first.text].append(_plain_form(term))
            folded = _folded_form(term)
            by_letter[folded.first[0]].append(folded)
        return cls(beginnings=by_word.pop("", []), by_word=dict(by_word), by_letter=dict(by_letter))

    def __len__(self) -> int:
        return len(self.by_word) + len(self.beginnings)

    def begun(self, shown: ShownTexts) -> Begun:
        """Where its places begin."""
        places: list[int] = []
        words = 0
        line = shown.line
        for form in [one for one in self._likely(shown) if one.first in line]:
            found = [*form.places(line)]
            if found:
                places += found
                words = max(words, form.words)
        return Begun(places, words)

    def _likely(self, shown: ShownTexts) -> Iterable[Form]:
        match shown:
            case PlainTexts():
                words = self.by_word.keys()
                some = words if len(words) <= _FEW_WORDS else words & shown.vocabulary
                return chain(self.beginnings, *(self.by_word[word] for word in some))
            case FoldedTexts():
                return chain(*(forms for letter, forms in self.by_letter.items() if letter in shown.line))
        raise TypeError(f"no forms are known of {type(shown).__name__}")


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
