"""How many slots of a ruler a token takes where the ruler also has to measure characters (see `watch.axis`)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from watch.letters import is_glyph, is_hangul

FINE = 6
"""Slots that a word takes on a ruler that also has to measure characters."""

NARROWEST = 2
"""Slots that a character of Hangul takes there: nothing takes fewer."""


def slots_taken(term: str) -> int:
    """How many slots a token takes on a fine ruler."""
    return _SLOTS_TAKEN[term]


def finely(terms: Sequence[str], base: int) -> list[int]:
    """The slots of these tokens, the first of which takes the slot `base`."""
    return list(accumulate(map(_SLOTS_TAKEN.__getitem__, terms), initial=base))[:-1]


class _SlotsTaken(dict[str, int]):
    """By token. All characters are kept, and so many words."""

    def __missing__(self, term: str) -> int:
        if len(term) > 1:
            if len(self) < _MOST_KEPT:
                self[term] = FINE
            return FINE
        taken = self[term] = FINE if not is_glyph(term) else NARROWEST if is_hangul(term) else 3
        return taken


_MOST_KEPT = 65_536
_SLOTS_TAKEN = _SlotsTaken()
