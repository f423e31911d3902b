"""Texts as their tokens with a space before and behind each, in which a few terms are looked for as strings.

The fastest way to a handful of words in an article of ordinary length. Each look goes through all of the text, so
there is a limit to them, beyond which an index of all tokens is made.
"""

from __future__ import annotations

from collections.abc import Sequence

# Characters to look through in all.
_BUDGET = 400_000


class Spaced:
    """The texts of a ruler, each as its tokens."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._texts = [f" {' '.join(terms)} " for terms in texts]
        self._looks = _BUDGET // (1 + sum(map(len, self._texts)))

    def may_look(self) -> bool:
        """Whether one more look is in order; it is counted."""
        self._looks -= 1
        return self._looks >= 0

    def holds(self, written: str) -> bool:
        """Whether one of the texts holds a stretch that begins with the space before a token."""
        return any(written in text for text in self._texts)

    def numbers(self, written: str) -> list[list[int]]:
        """For each of the texts, which of its tokens such a stretch begins with."""
        return [_numbers(text, written) for text in self._texts]


def _numbers(text: str, written: str) -> list[int]:
    found = []
    at = text.find(written)
    last, number = 0, -1
    while at >= 0:
        number += text.count(" ", last, at + 1)
        found.append(number)
        last = at + 1
        at = text.find(written, last)
    return found
