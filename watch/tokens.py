"""Cutting a folded text into tokens: words where the script has words, single characters where it has none.

A token of Han, Kana, Hangul or Thai is one character, because the words of these scripts are not set apart,
or carry their particles: 북한 must be found in 북한군이. Two such characters that stand side by side are
*glued*; a term is found only where its characters are glued as it wrote them, never across a space.

Both full-text indexes are fed `index_terms`, cut in the same places.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, compress

from watch.fold import fold

# PostgreSQL refuses a lexeme over 2,046 bytes, and nobody writes a word of 65 letters.
LONGEST_INDEX_TERM = 64

_HANGUL = "\u1100-\u11ff\ua960-\ua97f\uac00-\ud7a3\ud7b0-\ud7ff"
_HAN = (
    "\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u303b\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U000323af"
)
_KANA = "\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\U0001b000-\U0001b16f"
_THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"
_GLYPHS = f"{_HANGUL}{_HAN}{_KANA}{_THAI}"

_GLYPH = re.compile(f"[{_GLYPHS}]")
_HANGUL_CHAR = re.compile(f"[{_HANGUL}]")
_WORDS = re.compile(r"[^\W_]+", re.ASCII)
_RUNS = re.compile(f"[{_GLYPHS}]+|[^\\W_{_GLYPHS}]+")


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """The tokens of a text, in order. `characters` is the folded text where some are single characters, else empty."""

    terms: Sequence[str]
    characters: str = ""

    @cached_property
    def glued(self) -> Sequence[bool]:
        """Whether each token is a character that follows another without anything between; empty if none is."""
        glyphs, runs = _cut(self.characters)
        if not glyphs:
            return ()
        found = runs.findall(self.characters)
        return list(chain.from_iterable(_glue(len(run) if run[0] in glyphs else 1) for run in found))


class _Apart(dict[int, str]):
    """Code point to what it is where tokens stand apart, for str.translate."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        of_word = char.isalnum() or _KINDS[char] == "mark"
        apart = self[code] = f" {char} " if _KINDS[char] == "glyph" else char if of_word else " "
        return apart


_APART = _Apart()


def cut(folded: str) -> list[str]:
    """The tokens of a text that was folded before, as strings."""
    return folded.translate(_APART).split()


def is_of_word(char: str) -> bool:
    """Whether a folded character stands in one token with its neighbours that do."""
    apart = _APART[ord(char)]
    return len(apart) == 1 and apart != " "


def tokenise(folded: str) -> Tokens:
    """The tokens of a text that was folded before."""
    return Tokens(terms=cut(folded), characters=folded if holds_glyphs(folded) else "")


@lru_cache(maxsize=64)
def _glue(count: int) -> tuple[bool, ...]:
    """Of so many tokens of a run, all but the first are glued."""
    return (False, *[True] * (count - 1))


def offsets(folded: str) -> list[tuple[int, int]]:
    """Start and end in the folded text of each token that `tokenise` gives."""
    glyphs, runs = _cut(folded)
    spans: list[tuple[int, int]] = []
    for run in runs.finditer(folded):
        start, end = run.span()
        if folded[start] not in glyphs or end == start + 1:
            spans.append((start, end))
        else:
            spans.extend(zip(range(start, end), range(start + 1, end + 1), strict=True))
    return spans


def is_glyph(term: str) -> bool:
    """Whether a token is a character of a script that is searched character by character."""
    return _GLYPH.match(term) is not None


def holds_glyphs(folded: str) -> bool:
    """Whether a folded text, or the terms of one, hold such a character."""
    return not folded.isascii() and _GLYPH.search(folded) is not None


def is_hangul(term: str) -> bool:
    """Whether a token is a character of Hangul."""
    return _HANGUL_CHAR.match(term) is not None


def index_terms(text: str) -> list[str]:
    """What the full-text indexes hold for `text`, in order.

    Words folded and cut at 64 characters. A run of Han, Kana, Hangul or Thai gives each pair of neighbouring
    characters, then its last character alone, so that any single character is found by prefix.
    """
    folded = fold(text).text
    glyphs, runs = _cut(folded)
    terms: list[str] = []
    for run in runs.findall(folded):
        if run[0] in glyphs:
            terms.extend(pairs(run))
            terms.append(run[-1])
        else:
            terms.append(run[:LONGEST_INDEX_TERM])
    return terms


def pairs(run: str) -> list[str]:
    """Each two neighbouring characters of a run."""
    return [run[at : at + 2] for at in range(len(run) - 1)]


@lru_cache(maxsize=4)  # the tokens of a text are asked for first, and then where they stand
def _cut(folded: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """The characters of `folded` that are tokens of their own, and a pattern for its runs.

    Vowel signs are parts of words but no letters to `re`: those that the text holds are named in the pattern.
    """
    if folded.isascii():
        return frozenset(), _WORDS
    letters = set(folded)
    kinds = list(map(_KINDS.__getitem__, letters))
    glyphs = frozenset(compress(letters, map("glyph".__eq__, kinds)))
    marks = "".join(compress(letters, map("mark".__eq__, kinds)))
    if not marks:
        return glyphs, _RUNS
    return glyphs, re.compile(f"[{_GLYPHS}]+|(?:[^\\W_{_GLYPHS}]|[{re.escape(marks)}])+")


class _Kinds(dict[str, str]):
    """Whether a character is a "glyph", a token of its own, a "mark" or of another kind."""

    def __missing__(self, char: str) -> str:
        if _GLYPH.match(char):
            kind = "glyph"
        else:
            kind = "mark" if char > "\x7f" and unicodedata.category(char).startswith("M") else "other"
        self[char] = kind
        return kind


_KINDS = _Kinds()
