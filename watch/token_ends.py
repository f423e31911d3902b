"""Where the tokens of a folded text end, all at once: asked sentence by sentence, most of the time goes into asking."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from watch.tokens import is_glyph, is_of_word

_UNKNOWN, _APART, _OF_WORD, _ALONE = 0, 1, 2, 3
_CODES = 0x110000


def tokens_ended(folded: str) -> NDArray[np.int64]:
    """For each offset of a folded text, and for its end, how many of its tokens end there or before."""
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = _kinds(codes)
    goes_on = np.zeros(len(codes), dtype=bool)
    goes_on[:-1] = (kinds[:-1] == _OF_WORD) & (kinds[1:] == _OF_WORD)
    ended = np.zeros(len(codes) + 1, dtype=np.int64)
    np.cumsum((kinds >= _OF_WORD) & ~goes_on, out=ended[1:])
    return ended


def _kinds(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    table = _table()
    kinds = table[codes]
    if not kinds.all():
        for code in np.unique(codes[kinds == _UNKNOWN]).tolist():
            table[code] = _kind(chr(code))
        kinds = table[codes]
    return kinds


@cache
def _table() -> NDArray[np.uint8]:
    """By code point, filled as characters are met."""
    return np.zeros(_CODES, dtype=np.uint8)


def _kind(char: str) -> int:
    if is_glyph(char):
        return _ALONE
    return _OF_WORD if is_of_word(char) else _APART
