"""Folding: what makes Łódź, LODZ and Lodz one word, with the way back to the characters of the original.

A folded text is NFKC, case-folded, without accents on Latin and Greek letters, without the stress mark on
Cyrillic ones (and with ё as е), and without characters that show nothing (soft hyphens, joiners, variation
selectors). The breve of й, the dots of ї, the voicing marks of Kana and the parts of a Hangul syllable belong
to the letter and stay.

The text is folded segment by segment (a character and what combines with it), so that every folded
character knows the segment that it came from.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from watch.letters import CharacterTable, codes_of, text_of

# Letters that Unicode does not take apart, as people type them who lack the key. The modifier apostrophe of
# Ukrainian becomes the common one, so that the two spellings of a name are cut into the same words.
_TYPED_AS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ʼ": "'"})

_SHOWS_NOTHING = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

# UAX 15 calls a text stream-safe when no more than 30 marks follow a base. Longer runs are cut there: putting
# marks in order takes quadratic time, and a page may hold 100,000 of them.
_MARKS_AT_MOST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A folded text. `starts` and `ends` are None when every character folded to exactly one."""

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the original of the non-empty stretch `start:end` of the folded text."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


class _Letters(dict[int, str]):
    """Code point to its folded form, for str.translate; filled as letters are met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = folded_letter(chr(code))
        return folded


_LETTERS = _Letters()


class _Alone(dict[str, str | None]):
    """What a character becomes, whatever stands before it: one other, itself (then ""), or anything else (None)."""

    def __missing__(self, char: str) -> str | None:
        folded = _LETTERS[ord(char)]
        alone = len(folded) == 1 and not (char > "\x7f" and joins(char))
        found = self[char] = ("" if folded == char else folded) if alone else None
        return found


_ALONE = _Alone()

# Most of Han and Hangul stays as it is: a pass for each of a few letters is faster than one that looks each up.
_FEW = 12
# Shorter texts are sooner folded letter by letter.
_SHORT = 200
_UNEVEN, _JOINS = -1, -2


def fold(text: str) -> Folded:
    """Fold `text`; takes any string, lone surrogates and control characters too."""
    if text.isascii():
        return Folded(text=text.lower())
    if len(text) > _SHORT:
        return _fold_at_once(text)
    letters = set(text)
    becoming = list(map(_ALONE.__getitem__, letters))
    if None not in becoming:
        changed = [(char, folded) for char, folded in zip(letters, becoming, strict=True) if folded]
        if len(changed) > _FEW:
            return Folded(text=text.translate(_LETTERS))
        for char, folded in changed:
            text = text.replace(char, folded)
        return Folded(text=text)
    return _fold_by_segment(text, letters)


def _fold_at_once(text: str) -> Folded:
    """As `fold` does it, looking all characters up in one step: a tenth of the time where the text is long."""
    codes = codes_of(text)
    becoming = _BECOMING[codes]
    lowest = becoming.min()
    if lowest > 0:
        return Folded(text=text_of(becoming - 1))
    if lowest == _UNEVEN:
        return _fold_letters(codes, becoming)
    return _fold_by_segment(text, list(map(chr, np.unique(codes[becoming < 0]).tolist())))


def _becoming(char: str) -> int:
    """One more than the code point that a character becomes, `_UNEVEN`, or `_JOINS`."""
    alone = _ALONE[char]
    if alone is not None:
        return ord(alone or char) + 1
    return _JOINS if joins(char) else _UNEVEN


_BECOMING = CharacterTable(_becoming)


def _fold_letters(codes: NDArray[np.uint32], becoming: NDArray[np.int32]) -> Folded:
    """Where nothing joins, each character is folded for itself, some of them to several."""
    are_uneven = becoming == _UNEVEN
    text = text_of(np.where(are_uneven, codes, becoming - 1))
    lengths = np.ones(len(codes), dtype=np.int64)
    for code in np.unique(codes[are_uneven]).tolist():
        folded = _LETTERS[code]
        # Nothing else becomes a letter that is not folded itself.
        text = text.replace(chr(code), folded)
        lengths[codes == code] = len(folded)
    starts = np.repeat(np.arange(len(codes), dtype=np.uint64), lengths)
    places = [array("Q", one.tobytes()) for one in (starts, starts + 1)]
    return Folded(text=text, starts=places[0], ends=places[1])


def _fold_by_segment(text: str, letters: Collection[str]) -> Folded:
    """Of the `letters` that the text holds all must be there that join, or fold to several."""
    joining = "".join(c for c in letters if c > "\x7f" and joins(c))
    uneven = "".join(c for c in letters if len(_LETTERS[ord(c)]) != 1)
    pieces: list[str] = []
    starts, ends = array("L"), array("L")
    at = 0
    for segment in _segments(joining, uneven).finditer(text):
        first, last = segment.span()
        pieces.append(text[at:first].translate(_LETTERS))
        starts.extend(range(at, first))
        ends.extend(range(at + 1, first + 1))
        written = segment.group()
        folded = _settled(written)
        pieces.append(folded)
        if len(folded) == len(written) and folded == written.translate(_LETTERS):
            starts.extend(range(first, last))
            ends.extend(range(first + 1, last + 1))
        else:
            starts.extend([first] * len(folded))
            ends.extend([last] * len(folded))
        at = last
    pieces.append(text[at:].translate(_LETTERS))
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return Folded(text="".join(pieces), starts=starts, ends=ends)


def _segments(joining: str, uneven: str) -> re.Pattern[str]:
    """A pattern for the segments that do not fold character by character."""
    ways = []
    if joining:
        ways.append(f"[^{re.escape(joining)}]?[{re.escape(joining)}]{{1,{_MARKS_AT_MOST}}}")
    if uneven:
        ways.append(f"[{re.escape(uneven)}]")
    return re.compile("|".join(ways))


def folded_letter(char: str) -> str:
    """What one character becomes that nothing joins."""
    return _settled(char)


@lru_cache(maxsize=16384)
def joins(char: str) -> bool:
    """Whether `char` belongs to the segment of the character before it.

    True for marks, for medial and final Jamo, for what NFKC turns into one of these, and for what shows nothing.
    """
    first = unicodedata.normalize("NFKD", char)[0]
    return (
        unicodedata.category(first).startswith("M")
        or "\u1160" <= first <= "\u11ff"
        or "\ud7b0" <= first <= "\ud7ff"
        or _SHOWS_NOTHING.match(char) is not None
    )


@lru_cache(maxsize=16384)
def _settled(segment: str) -> str:
    """Fold one segment until folding it again changes nothing."""
    folded = _folded_once(segment)
    while folded != segment:
        segment, folded = folded, _folded_once(folded)
    return folded


def _folded_once(segment: str) -> str:
    kept: list[str] = []
    base = ""
    for char in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", segment).casefold()):
        if _SHOWS_NOTHING.match(char):
            continue
        if "\u0300" <= char <= "\u036f" and not _part_of_letter(base, char):
            continue
        if not unicodedata.combining(char):
            base = char
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_TYPED_AS)


def _part_of_letter(base: str, mark: str) -> bool:
    """Whether `mark` makes `base` another letter: the breve of й does, an accent on a Latin letter does not."""
    if not "\u0400" <= base <= "\u052f":
        return False
    if mark == "\u0301":
        return base in "гк"  # the Macedonian letters ѓ and ќ; on a vowel it is the stress
    return not (mark == "\u0308" and base == "е")
