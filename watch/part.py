"""One of the texts of an article, folded and cut into tokens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from watch.counting import counts
from watch.fold import Folded, fold
from watch.letters import codes_of
from watch.plain import plain
from watch.token_ends import tokens_ended
from watch.tokens import Tokens, offsets, tokenise

# Where so many ends are asked for that one comes with every few tokens, it is sooner known where each token stands.
_DENSE, _FEW_ENDS = 8, 1000


class Part:
    """One of the texts on an axis, cut. What else costs time is made when it is first asked for."""

    def __init__(self, name: str, original: str) -> None:
        self.name = name
        self.original = original
        self._plain = plain(original)
        self._folded: Folded | None = None
        if self._plain is not None:
            self.tokens = Tokens(terms=self._plain.split())
        else:
            self._folded = fold(original)
            self.tokens = tokenise(self._folded.text)

    def shows(self, characters: str) -> bool:
        """Whether characters that are tokens of their own stand side by side in it."""
        return self._folded is not None and characters in self._folded.text

    def times(self, characters: str) -> int:
        """At how many places they stand side by side."""
        if self._folded is None:
            return 0
        count, at = 0, self._folded.text.find(characters)
        while at >= 0:
            count += 1
            at = self._folded.text.find(characters, at + 1)
        return count

    def numbers(self, token: str, *, indexed: bool) -> Sequence[int]:
        """The tokens that are this one: with an index of them all, which is sooner made where many are asked for."""
        if indexed:
            return self._numbers.get(token, ())
        return [number for number, term in enumerate(self.tokens.terms) if term == token]

    @cached_property
    def _numbers(self) -> dict[str, list[int]]:
        numbers: defaultdict[str, list[int]] = defaultdict(list)
        for number, term in enumerate(self.tokens.terms):
            numbers[term].append(number)
        return dict(numbers)

    @property
    def offsets(self) -> list[tuple[int, int]]:
        """Start and end of each token in the original."""
        return list(zip(*self.bounds, strict=True))

    @cached_property
    def bounds(self) -> tuple[Sequence[int], Sequence[int]]:
        """The starts of the tokens in the original, and their ends."""
        if self._folded is None:
            return _bounds(self._plain or "")
        spans = offsets(self._folded.text)
        starts, ends = self._folded.starts, self._folded.ends
        if starts is None or ends is None:
            return [start for start, _ in spans], [end for _, end in spans]
        return [starts[start] for start, _ in spans], [ends[end - 1] for _, end in spans]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets into the original of the tokens from `first` to `last`, both included."""
        starts, ends = self.bounds
        return starts[first], ends[last]

    def counts(self, ends: Sequence[int]) -> Iterator[int]:
        """How many tokens end at each of these offsets into the original, or before; the offsets rise."""
        if not ends:
            return iter(())
        if self._folded is not None:
            places = np.searchsorted(self._folded.ends, ends, side="right") if self._folded.ends else ends
            counted: list[int] = self._ended[np.minimum(places, len(self._folded.text))].tolist()
            return iter(counted)
        tokens = len(self.tokens.terms)
        if len(ends) * _DENSE > tokens and len(ends) > _FEW_ENDS:
            counted = np.searchsorted(self.bounds[1], ends, side="right").tolist()
            return iter(counted)
        return counts(self._plain or "", ends, all_of_them=tokens)

    @cached_property
    def _ended(self) -> NDArray[np.int64]:
        return tokens_ended(self._folded.text if self._folded else "")


def _bounds(plain: str) -> tuple[Sequence[int], Sequence[int]]:
    """The starts and the ends of what stands between spaces."""
    is_space = codes_of(f" {plain} ") == ord(" ")
    edges = np.flatnonzero(is_space[1:] != is_space[:-1])
    return edges[::2].tolist(), edges[1::2].tolist()
