"""What an element calls itself, in its class, id and role, as a set of groups of words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from crawler.pages.classifier import vocabulary

_OF_WORD, COUNT = vocabulary.bits("marks")
_STEMS = tuple(stem for stem in _OF_WORD if len(stem) >= 5)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_NAMING = frozenset({"class", "id", "itemprop", "role", "data-component", "data-testid"})
_LONGEST = 240
_MOST_KEPT = 50_000


def groups(attributes: Iterable[tuple[str, str]]) -> int:
    """The groups, as bits, whose words stand in an element's class, id, itemprop, role or component name."""
    marks = " ".join([value for name, value in attributes if name in _NAMING])
    return _of_marks(marks[:_LONGEST]) if marks else 0


@lru_cache(_MOST_KEPT)
def _of_marks(marks: str) -> int:
    bits = 0
    for word in _WORD.findall(marks):
        bits |= _of_word(word.lower())
    return bits


@lru_cache(_MOST_KEPT)
def _of_word(word: str) -> int:
    if (exact := _OF_WORD.get(word)) is not None:
        return exact
    # class names run words together: "articlebody", "relatedposts", "newslettersignup"
    bits = 0
    for stem in _STEMS:
        if stem in word:
            bits |= _OF_WORD[stem]
    return bits
