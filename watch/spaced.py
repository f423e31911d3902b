"""Texts as one string of their tokens with a space before and behind each, in which a few terms are looked for.

The fastest way to a handful of words in an article of ordinary length. Each look goes through all of the text, so
there is a limit to them, beyond which an index of all tokens is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

#: Offsets, among the words, of the spaces before the first and before the last token of each place of a term.
Sightings = list[tuple[int, int]]

# Characters to look through in all. In a longer text a word may stand so often that an index is sooner made.
_BUDGET = 400_000
_LONGEST = 16_384
# Stands between two texts as if it were a token; none holds it.
_BETWEEN = "\n"
# Where a term has more places, they are sooner compared as bits.
_FEW = 32


class Spaced:
    """The tokens of texts, one text behind the other."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        tokens = [*texts[0]]
        self._firsts = [0]
        for terms in texts[1:]:
            tokens.append(_BETWEEN)
            self._firsts.append(len(tokens))
            tokens += terms
        self._text = f" {' '.join(tokens)} "
        self._looks = _BUDGET // len(self._text) if len(self._text) <= _LONGEST else 0

    def may_look(self) -> bool:
        """Whether one more look is in order; it is counted."""
        self._looks -= 1
        return self._looks >= 0

    def holds(self, written: str) -> bool:
        """Whether one of the texts holds a stretch that begins with the space before a token."""
        return written in self._text

    def places(self, written: str) -> list[tuple[int, int]]:
        """The tokens that such stretches begin with: each the number of its text, and its number there."""
        at = self._text.find(written)
        return [] if at < 0 else list(self._places(written, at))

    def sightings(self, written: str) -> Sightings | None:
        """The stretches that are all of `written`, in order, None where they are many."""
        text = self._text
        at = text.find(written)
        last = written.rfind(" ", 0, -1)
        found: Sightings = []
        while at >= 0:
            if len(found) == _FEW:
                return None
            found.append((at, at + last))
            at = text.find(written, at + 1)
        return found

    def tokens_between(self, first: int, second: int) -> int | None:
        """How many tokens begin from the one offset to before the other, None if they are not of one text."""
        text = self._text
        return None if text.find(_BETWEEN, first, second) >= 0 else text.count(" ", first, second)

    def stretch(self, first: int, second: int) -> Sequence[str]:
        """The tokens from the one offset to before the other."""
        return self._text[first:second].split()

    def _places(self, written: str, at: int) -> Iterator[tuple[int, int]]:
        text, firsts = self._text, self._firsts
        last, number, part = 0, -1, 0
        while at >= 0:
            number += text.count(" ", last, at + 1)
            while part + 1 < len(firsts) and firsts[part + 1] <= number:
                part += 1
            yield part, number - firsts[part]
            last = at + 1
            at = text.find(written, last)
