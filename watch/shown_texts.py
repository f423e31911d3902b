"""A title and a text in one line in which words are looked for, and where its stretches and sentences end. Pure."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from watch.blank_lines import blank_lines
from watch.fold import fold
from watch.sentences import ends_at_stops, has_case
from watch.tokens import cut

_IN_A_WORD = re.compile(r"[^\W_]")


class ShownTexts(ABC):
    """The stretches are the title and what stands between blank lines of the text, those without words left out."""

    def __init__(self, line: str, begin: int, text: str) -> None:
        #: The title, and behind it the text, which begins at `begin`.
        self.line = line
        self._begin = begin
        self._text = text

    @property
    @abstractmethod
    def vocabulary(self) -> frozenset[str]:
        """The different tokens."""

    @cached_property
    def ends(self) -> Sequence[int]:
        """Where in the line each stretch ends but the last."""
        return [self._begin - 1, *(place for _, place in self._parted)]

    def sentence_ends(self, number: int) -> Sequence[int]:
        """Where the sentences of that stretch end; the title is one, and behind the last stretch there is none."""
        if number == 0 or number > len(self.ends):
            return ()
        first = self._parted[number - 2][0] if number > 1 else 0
        last = self._parted[number - 1][0] if number <= len(self._parted) else None
        stops = ends_at_stops(self._text[first:last], cased=self._is_cased)
        return [place for _, place in self._parting((first + stop for stop in stops), first)]

    @cached_property
    def _parted(self) -> Sequence[tuple[int, int]]:
        """The blank lines that end stretches, as offsets into the text and as places in the line."""
        return list(self._parting(blank_lines(self._text), 0))

    @cached_property
    def _is_cased(self) -> bool:
        return has_case(self._text)

    def _parting(self, ends: Iterable[int], last: int) -> Iterator[tuple[int, int]]:
        """Of these offsets into the text those with words between them and the one before, and their places."""
        for at in ends:
            if self._has_words(last, at):
                yield at, self._place(at)
            last = at

    @abstractmethod
    def _has_words(self, first: int, last: int) -> bool:
        """Whether the text has some between these offsets."""

    @abstractmethod
    def _place(self, at: int) -> int:
        """Where in the line what follows upon an offset into the text begins."""


class PlainTexts(ShownTexts):
    """Of plain letters (`watch.plain`), with a space before and behind each word."""

    def __init__(self, heading: str, letters: str, text: str) -> None:
        super().__init__(f" {heading}  {letters} ", len(heading) + len("   "), text)
        self._letters = letters

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(self.line.split())

    def _has_words(self, first: int, last: int) -> bool:
        return bool(self._letters[first:last].strip())

    def _place(self, at: int) -> int:
        return self._begin + at


class FoldedTexts(ShownTexts):
    """Of any letters, folded (`watch.fold`)."""

    def __init__(self, title: str, text: str) -> None:
        heading = fold(title).text
        folded = fold(text)
        super().__init__(f"{heading}\n{folded.text}", len(heading) + 1, text)
        self._ends_of_letters = folded.ends

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(cut(self.line))

    def _has_words(self, first: int, last: int) -> bool:
        return _IN_A_WORD.search(self.line, self._place(first), self._place(last)) is not None

    def _place(self, at: int) -> int:
        ends = self._ends_of_letters
        return self._begin + (at if ends is None else bisect_right(ends, at))
