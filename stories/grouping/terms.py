"""What a word is looked up as: one term for its cases, its accents, and its plainest endings."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ё": "е"})
#: Days and months, which only English and German write as they write names: no event is known by them.
CALENDAR = frozenset(
    (
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("january", "february", "march", "april", "may", "june", "july", "august"),
        *("september", "october", "november", "december"),
        *("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag"),
        *("januar", "februar", "marz", "mai", "juni", "juli", "oktober", "dezember"),
    )
)
#: Words that end so are no plurals.
_SINGULAR_ENDS = ("ss", "us", "is")
#: A shorter word is left as it is.
_LONG_ENOUGH = 4


@lru_cache(maxsize=65536)
def term_of(word: str) -> str:
    """The term of a word that is case-folded; empty for a single letter, which is what apostrophes leave."""
    if word.isascii():
        folded = word
    else:
        apart = unicodedata.normalize("NFD", word.translate(_LETTERS))
        bare = "".join(char for char in apart if not "\u0300" <= char <= "\u036f")
        folded = unicodedata.normalize("NFC", bare if bare.isascii() else word.translate(_LETTERS))
    if len(folded) == 1 and folded.isascii() and folded.isalpha():
        return ""
    return _singular(folded) if folded.isascii() else folded


def _singular(word: str) -> str:
    if len(word) < _LONG_ENOUGH or not word.endswith("s") or word.endswith(_SINGULAR_ENDS):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > _LONG_ENOUGH else word[:-1]
