"""How the oracle reads a text: letter by letter, by the names that Unicode gives the letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

GLYPH_NAMES = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "THAI CHARACTER", "IDEOGRAPHIC", "KATAKANA-HIRAGANA")
TYPED = {"ł": "l", "ø": "o", "đ": "d", "ʼ": "'"}
UNSEEN = "\u00ad\u200b\u200d"

WORD = 6
"""Sixths of a word that a word takes: a character of Hangul takes two of them, one of Han, Kana or Thai three."""
_SIXTHS = {"word": WORD, "hangul": 2, "glyph": 3}


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a character: folded, where it stands in the original, and how that is spelt.

    `at` is where it begins on the ruler, in sixths of a word. `glued` where nothing parts it from the one before.
    """

    text: str
    start: int
    end: int
    spelt: str
    at: int
    sixths: int
    glued: bool


def tokens(original: str) -> list[Token]:
    """All tokens of a text."""
    found: list[tuple[str, int, int, str, bool]] = []
    before = "gap"
    for char, start, end in _letters(original):
        kind = _kind(char)
        if kind == "word" and before == "word":
            text, first, *_ = found.pop()
            found.append((text + char, first, end, kind, False))
        elif kind != "gap":
            glued = kind in {"hangul", "glyph"} and before in {"hangul", "glyph"}
            found.append((char, start, end, kind, glued))
        before = kind
    read: list[Token] = []
    at = 0
    for text, start, end, kind, glued in found:
        spelt = unicodedata.normalize("NFC", original[start:end])
        read.append(Token(text, start, end, spelt, at, _SIXTHS[kind], glued))
        at += _SIXTHS[kind]
    return read


def stretches(read: Sequence[Token], original: str, ends: Callable[[str], Sequence[int]]) -> list[int]:
    """The number of the sentence or paragraph of each token: how many of them end before it does."""
    cuts = ends(original)
    return [sum(cut < token.end for cut in cuts) for token in read]


def _letters(original: str) -> list[tuple[str, int, int]]:
    """Each folded letter, with the start and the end of what it was folded from."""
    letters: list[tuple[str, int, int]] = []
    for start, end in _clusters(original):
        whole = _fold(original[start:end])
        single = [_fold(char) for char in original[start:end]]
        if whole == "".join(single) and all(len(char) == 1 for char in single):
            letters.extend((char, start + at, start + at + 1) for at, char in enumerate(single))
        else:
            letters.extend((char, start, end) for char in whole)
    return letters


def _kind(char: str) -> str:
    name = unicodedata.name(char, "")
    if unicodedata.category(char)[0] not in "LNM":
        return "gap"
    if name.startswith("HANGUL"):
        return "hangul"
    return "glyph" if name.startswith(GLYPH_NAMES) else "word"


def _clusters(original: str) -> list[tuple[int, int]]:
    clusters: list[tuple[int, int]] = []
    for at, char in enumerate(original):
        first = unicodedata.normalize("NFKD", char)[0]
        vowel_or_final = "JUNGSEONG" in unicodedata.name(first, "") or "JONGSEONG" in unicodedata.name(
            first, ""
        )
        if clusters and (unicodedata.category(first)[0] == "M" or vowel_or_final or char in UNSEEN):
            clusters[-1] = (clusters[-1][0], at + 1)
        else:
            clusters.append((at, at + 1))
    return clusters


def _fold(cluster: str) -> str:
    plain = unicodedata.normalize("NFKC", cluster).casefold()
    for char in UNSEEN:
        plain = plain.replace(char, "")
    parts = unicodedata.normalize("NFD", plain)
    kept = ""
    for char in parts:
        accent = unicodedata.name(char, "").startswith("COMBINING ") and ord(char) < 0x370
        cyrillic = unicodedata.name(kept[-1:] or "x", "").startswith("CYRILLIC")
        dropped = accent and (not cyrillic or char == "\u0301" or kept[-1:] + char == "е\u0308")
        kept += "" if dropped else char
    return "".join(TYPED.get(char, char) for char in unicodedata.normalize("NFC", kept))
