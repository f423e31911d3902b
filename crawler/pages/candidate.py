"""One reader's answer to what a page's text is, and how far two such answers agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

_WORD = re.compile(r"\w+")


class Candidate:
    """One reader's answer: its name and its lines."""

    def __init__(self, origin: str, lines: Sequence[str]) -> None:
        self.origin = origin
        self.lines = tuple(lines)

    @cached_property
    def pairs(self) -> Counter[tuple[str, str]]:
        """How often it has each pair of words."""
        return Counter(pairs_of(" ".join(self.lines)))

    @cached_property
    def size(self) -> int:
        """How many pairs of words it has."""
        return self.pairs.total()


def pairs_of(text: str) -> list[tuple[str, str]]:
    """Each word of `text` with the one after it."""
    return list(pairwise(_WORD.findall(text)))


def agreement(one: Candidate, other: Candidate) -> float:
    """How far two answers have the same words in the same order, from 0 to 1."""
    shared = (one.pairs & other.pairs).total()
    return 2 * shared / max(one.size + other.size, 1)


def share_of(inner: Candidate, outer: Candidate) -> float:
    """How much of `inner` is in `outer`, from 0 to 1."""
    return (inner.pairs & outer.pairs).total() / max(inner.size, 1)
