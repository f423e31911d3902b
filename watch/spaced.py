"""Texts as one string of their tokens with a space before and behind each, in which a few terms are looked for.

The fastest way to a handful of words in an article of ordinary length. Each look goes through all of the text, so
there is a limit to them, beyond which an index of all tokens is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

# Characters to look through in all.
_BUDGET = 400_000
# Stands between two texts as if it were a token; none holds it.
_BETWEEN = "\n"


class Spaced:
    """The texts of a ruler. `gap` is how many slots lie between two of them."""

    def __init__(self, texts: Sequence[Sequence[str]], gap: int) -> None:
        tokens = [*texts[0]]
        for terms in texts[1:]:
            tokens.append(_BETWEEN)
            tokens += terms
        self._text = f" {' '.join(tokens)} "
        self._looks = _BUDGET // len(self._text)
        self._last_slots = []
        slot = -1
        for terms in texts[:-1]:
            slot += len(terms) + 1
            self._last_slots.append(slot)
        self._gap = gap - 1

    def may_look(self) -> bool:
        """Whether one more look is in order; it is counted."""
        self._looks -= 1
        return self._looks >= 0

    def holds(self, written: str) -> bool:
        """Whether one of the texts holds a stretch that begins with the space before a token."""
        return written in self._text

    def slots(self, written: str) -> list[int]:
        """The slots of the tokens that such stretches begin with."""
        text = self._text
        at = text.find(written)
        if at < 0:
            return []
        return list(self._slots(written, at))

    def _slots(self, written: str, at: int) -> Iterator[int]:
        text = self._text
        last, number = 0, -1
        while at >= 0:
            number += text.count(" ", last, at + 1)
            slot = number
            for end in self._last_slots:
                if number > end:
                    slot += self._gap
            yield slot
            last = at + 1
            at = text.find(written, last)
