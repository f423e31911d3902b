"""Cutting a folded text into tokens: words where the script has words, single characters where it has none.

A token of Han, Kana, Hangul or Thai is one character, because the words of these scripts are not set apart,
or carry their particles: 북한 must be found in 북한군이. Two such characters that stand side by side are
*glued*; a term is found only where its characters are glued as it wrote them, never across a space.

Both full-text indexes are fed `index_terms`, cut in the same places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from watch.fold import fold
from watch.letters import APART, GLYPHS, OF_WORD, holds_glyphs, is_glyph, is_mark, kind_of
from watch.token_ends import cut_at_once

# PostgreSQL refuses a lexeme over 2,046 bytes, and nobody writes a word of 65 letters.
LONGEST_INDEX_TERM = 64

_WORDS = re.compile(r"[^\W_]+", re.ASCII)
_RUNS = re.compile(f"[{GLYPHS}]+|[^\\W_{GLYPHS}]+")


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
        kind = kind_of(char)
        apart = self[code] = " " if kind == APART else char if kind == OF_WORD else f" {char} "
        return apart


_APART = _Apart()
# Shorter texts are sooner cut character by character.
_SHORT = 200


def cut(folded: str) -> list[str]:
    """The tokens of a text that was folded before, as strings."""
    if len(folded) > _SHORT and not folded.isascii():
        return cut_at_once(folded)
    return folded.translate(_APART).split()


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
    glyphs = frozenset(filter(is_glyph, letters))
    marks = "".join(filter(is_mark, letters - glyphs))
    if not marks:
        return glyphs, _RUNS
    return glyphs, re.compile(f"[{GLYPHS}]+|(?:[^\\W_{GLYPHS}]|[{re.escape(marks)}])+")
