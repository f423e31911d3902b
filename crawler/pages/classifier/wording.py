"""What a line speaks of, as a set of groups of words: a prompt, a credit and a paragraph of news use other ones."""

from __future__ import annotations

import re

from crawler.pages.classifier import vocabulary

_OF_WORD, COUNT = vocabulary.bits("wording")
_KNOWN = _OF_WORD.keys()
WORD = re.compile(r"\w+|©")
_FIRST = 60


def groups(words: list[str]) -> tuple[int, int]:
    """The groups, as bits, that the first words of a line belong to, and how many of these words belong to any."""
    bits = count = 0
    for word in _KNOWN & set(map(str.lower, words[:_FIRST])):
        bits |= _OF_WORD[word]
        count += 1
    return bits, count
