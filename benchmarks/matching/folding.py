"""What a text needs before any watch is asked: the measure of how little the watches may add."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import chain

from benchmarks.matching.corpus import Text
from watch import Document, Query
from watch.engine.shown import shown
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
    """Folding, then one look-up of each different word and pair of characters among all that the watches name."""

    def __init__(self, queries: Iterable[Query]) -> None:
        groups = chain.from_iterable(query.root.groups() for query in queries)
        self._known: Mapping[str, bool] = dict.fromkeys(chain.from_iterable(groups), True)

    def __call__(self, text: Text) -> None:
        known = self._known
        [word for word in shown(Document.of(text.title, text.text)) if word in known]
