"""The tokens of a long folded text all at once: asked character by character, most of the time goes into asking."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from watch.letters import ALONE, APART, KINDS, OF_WORD, codes_of, text_of


def cut_at_once(folded: str) -> list[str]:
    """The tokens, as `watch.tokens.cut` gives them."""
    codes = codes_of(folded)
    kinds = KINDS[codes]
    # A space before and behind each character that is a token of its own.
    lengths = np.where(kinds == ALONE, 3, 1)
    places = np.cumsum(lengths) - lengths + (kinds == ALONE)
    spaced = np.full(int(lengths.sum()), ord(" "), dtype=np.uint32)
    spaced[places] = np.where(kinds == APART, ord(" "), codes)
    return text_of(spaced).split()


def tokens_ended(folded: str) -> NDArray[np.int64]:
    """For each offset of a folded text, and for its end, how many of its tokens end there or before."""
    kinds = KINDS[codes_of(folded)]
    goes_on = np.zeros(len(kinds), dtype=bool)
    goes_on[:-1] = (kinds[:-1] == OF_WORD) & (kinds[1:] == OF_WORD)
    ended = np.zeros(len(kinds) + 1, dtype=np.int64)
    np.cumsum((kinds >= OF_WORD) & ~goes_on, out=ended[1:])
    return ended
