"""Which characters are tokens of their own, which stand in a word, and which part the two."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

_HANGUL = "\u1100-\u11ff\ua960-\ua97f\uac00-\ud7a3\ud7b0-\ud7ff"
_HAN = (
    "\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u303b\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U000323af"
)
_KANA = "\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\U0001b000-\U0001b16f"
_THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"
#: Those of scripts that are searched character by character, as `re` writes a set.
GLYPHS = f"{_HANGUL}{_HAN}{_KANA}{_THAI}"

_GLYPH = re.compile(f"[{GLYPHS}]")
_HANGUL_CHAR = re.compile(f"[{_HANGUL}]")

#: Kinds of characters.
APART, OF_WORD, ALONE = 1, 2, 3


def is_glyph(term: str) -> bool:
    """Whether a token is a character of a script that is searched character by character."""
    return _GLYPH.match(term) is not None


def holds_glyphs(folded: str) -> bool:
    """Whether a folded text, or the terms of one, hold such a character."""
    return not folded.isascii() and _GLYPH.search(folded) is not None


def is_hangul(term: str) -> bool:
    """Whether a token is a character of Hangul."""
    return _HANGUL_CHAR.match(term) is not None


def is_mark(char: str) -> bool:
    """Whether a character that is no token of its own is a part of the letter before it."""
    return char > "\x7f" and unicodedata.category(char).startswith("M")


def kind_of(char: str) -> int:
    """Of a folded character: `ALONE` in its token, `OF_WORD` with its neighbours that are too, or `APART` from both."""
    if is_glyph(char):
        return ALONE
    return OF_WORD if char.isalnum() or is_mark(char) else APART


def codes_of(text: str) -> NDArray[np.uint32]:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def text_of(codes: NDArray[np.integer]) -> str:
    """The text of code points."""
    return codes.astype(np.uint32).tobytes().decode("utf-32-le", "surrogatepass")


class CharacterTable:
    """A number for each character, never 0, made by `number_of` when it is first met."""

    def __init__(self, number_of: Callable[[str], int]) -> None:
        self._number_of = number_of

    @cached_property
    def _numbers(self) -> NDArray[np.int32]:
        return np.zeros(sys.maxunicode + 1, dtype=np.int32)

    def __getitem__(self, codes: NDArray[np.uint32]) -> NDArray[np.int32]:
        """The numbers of these code points."""
        found = self._numbers[codes]
        if not found.all():
            for code in np.unique(codes[found == 0]).tolist():
                self._numbers[code] = self._number_of(chr(code))
            found = self._numbers[codes]
        return found


#: The kinds of characters, by their code points.
KINDS = CharacterTable(kind_of)
