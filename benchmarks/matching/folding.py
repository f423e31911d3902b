"""What a text needs before any watch is asked: the measure of how little the watches may add."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from benchmarks.matching.corpus import Text
from benchmarks.matching.languages import forms
from benchmarks.matching.watches import Boolean
from watch.fold import fold
from watch.tokens import offsets, tokenise

_WORD = re.compile(r"\w+")


def bare(text: Text) -> None:
    """NFKC, case and accents, with offsets back to the original; no word is cut."""
    fold(text.title)
    fold(text.text)


def whole(text: Text) -> None:
    """Folded, and cut at the bounds of words and characters, with where each of them stands."""
    for original in (text.title, text.text):
        folded = fold(original).text
        tokenise(folded)
        offsets(folded)


def textbook(text: Text) -> None:
    """The same as it is written without a thought of speed: a call of unicodedata for each character."""
    for original in (text.title, text.text):
        letters: list[str] = []
        back: list[int] = []
        for at, char in enumerate(original):
            for letter in unicodedata.normalize("NFKD", char).casefold():
                if not unicodedata.combining(letter):
                    letters.append(letter)
                    back.append(at)
        folded = "".join(letters)
        [(found[0], back[found.start()], back[found.end() - 1]) for found in _WORD.finditer(folded)]


class OnePass:
    """Folding, and one pass of an automaton (ahocorasick-rs) over what was folded, for all forms of all watches."""

    def __init__(self, watches: Sequence[Boolean]) -> None:
        import ahocorasick_rs

        self._automaton = ahocorasick_rs.AhoCorasick(
            [" ".join(form.words) for form in forms(watches)],
            matchkind=ahocorasick_rs.MatchKind.Standard,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA,
        )

    def __call__(self, text: Text) -> None:
        for original in (text.title, text.text):
            self._automaton.find_matches_as_indexes(fold(original).text, overlapping=True)
