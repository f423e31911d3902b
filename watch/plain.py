"""The short way for most texts: those of which each character becomes one letter or parts two words.

English, with its curly quotes and dashes, most that is written in Latin letters, and Cyrillic. What is cut here is
cut as folding first and `watch.tokens` afterwards would cut it, five times as fast; and because no character moves,
offsets into the result are offsets into the original.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from watch.fold import folded_letter, joins
from watch.letters import holds_glyphs, is_glyph

# A pass for each letter that is not of ASCII is faster than one pass that looks every letter up, as long as there are
# few different ones.
_FEW = 50
# A text of Korean or Chinese shows it soon, and then all of its characters need not be looked at.
_OPENING = 8

_ASCII = "".join(chr(code).lower() if chr(code).isalnum() else " " for code in range(128))
_ASCII_BYTES = bytes(range(128))


class _Uneven(Exception):
    """A character that folds to several, belongs to the one before it, or is a token of its own."""


class _Plain(dict[int, str]):
    """Code point to what it becomes, for str.translate; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _letter_or_space(chr(code))
        return plain


_PLAIN = _Plain(enumerate(_ASCII))


def plain(text: str) -> str | None:
    """`text` folded, of the same length, with spaces for all that parts words; None where that cannot be."""
    if text.isascii():
        return text.translate(_ASCII)
    if holds_glyphs(text[:_OPENING]):
        return None
    foreign = set(
        text.encode("utf-8", "surrogatepass").translate(None, _ASCII_BYTES).decode("utf-8", "surrogatepass")
    )
    try:
        if len(foreign) > _FEW:
            return text.translate(_PLAIN)
        for char in foreign:
            text = text.replace(char, _PLAIN[ord(char)])
    except _Uneven:
        return None
    return text.translate(_ASCII if text.isascii() else _PLAIN)


@lru_cache(maxsize=16384)
def _letter_or_space(char: str) -> str:
    if joins(char):
        raise _Uneven
    folded = folded_letter(char)
    if any(map(is_glyph, folded)):  # some of Han are no letters to an older Unicode
        raise _Uneven
    if not any(map(_is_of_word, folded)):
        return " "
    if len(folded) > 1:
        raise _Uneven
    return folded


def _is_of_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")
