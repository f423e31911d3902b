"""A title and a text that are not of plain letters, folded, to be looked at stretch by stretch. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from watch.blank_lines import blank_lines
from watch.fold import Folded, fold
from watch.operators import Term
from watch.sentences import ends_at_stops, has_case
from watch.tokens import is_glyph, words_without_marks


class Written(NamedTuple):
    """How folded texts show a term: all of its `pieces`, and its `words` (without marks) among theirs.

    `is_loose` where more may stand between its pieces.
    """

    pieces: Sequence[str]
    words: frozenset[str]
    is_loose: bool


def written_folded(term: Term) -> Written:
    """How folded texts show a term."""
    pieces: list[str] = []
    for unit in term.units:
        if unit.glued and is_glyph(unit.text):
            pieces[-1] += unit.text
        else:
            pieces.append(unit.stem)
    words = frozenset(
        unit.text
        for unit in term.units
        if unit.text.isalnum() and not unit.is_loose and not is_glyph(unit.text)
    )
    return Written(pieces=tuple(pieces), words=words, is_loose=term.slack is not None)


class Stretch(NamedTuple):
    """What stands between two blank lines of the text, folded, and where that begins and ends in the original."""

    folded: str
    start: int
    end: int


class FoldedTexts:
    """Both texts: terms of words stand in them as the words are folded, terms of characters without a gap."""

    def __init__(self, title: str, text: str) -> None:
        self._title = fold(title).text
        self._text = text
        self._folded = fold(text)
        self._both = f"{self._title}\n{self._folded.text}"

    @cached_property
    def letters(self) -> frozenset[str]:
        """The different characters of both, folded."""
        return frozenset(self._both)

    def may_hold(self, term: Written) -> bool:
        """Whether the term may stand in one of them."""
        return all(map(self._both.__contains__, term.pieces)) and term.words <= self._vocabulary

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return words_without_marks(self._both)

    @cached_property
    def stretches(self) -> list[Stretch]:
        """The title, then the stretches of the text."""
        ends = [*blank_lines(self._text), len(self._text)]
        return [Stretch(self._title, 0, 0), *self._parted(0, ends)]

    def sentences(self, number: int) -> Iterator[str]:
        """The sentences of that stretch, folded; the title is one."""
        stretch = self.stretches[number]
        if number == 0:
            yield stretch.folded
            return
        original = self._text[stretch.start : stretch.end]
        stops = [stretch.start + stop for stop in ends_at_stops(original, cased=self._is_cased)]
        for sentence in self._parted(stretch.start, [*stops, stretch.end]):
            yield sentence.folded

    @cached_property
    def _is_cased(self) -> bool:
        return has_case(self._text)

    def _parted(self, start: int, ends: Iterable[int]) -> Iterator[Stretch]:
        for end in ends:
            yield Stretch(
                self._folded.text[_place(self._folded, start) : _place(self._folded, end)], start, end
            )
            start = end


def _place(folded: Folded, at: int) -> int:
    """Where in the folded text begins what follows upon an offset into the original."""
    return at if folded.ends is None else bisect_right(folded.ends, at)
