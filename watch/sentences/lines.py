"""Paragraphs: which ends of lines are meant, and which were only made by a width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from watch.sentences.lettering import has_case

# Blank lines, the indented first line of a paragraph in old wires, the items of a list.
_BREAK = re.compile(
    r"\n(?:\n\s*+|[^\S\n]++\n\s*+|[ \t\u3000]{2}|[ \t]?[•▪●◦‣○■□▶◆◇※]|(?<=[:.;!?]\n)(?:[-*–—]|\d{1,2}[.)])[ \t])"
)
_LONGEST_WRAPPED = 100
_NARROWEST_WRAPPED = 40
_RAGGED = 20


def paragraph_ends(text: str) -> list[int]:
    """The offsets where paragraphs end, in order, the end of the text included.

    They end at blank lines, before indented lines and items of lists, at a line break behind a line of more than 100
    characters, and behind a shorter line that the next word would have fitted in, at the width of the text: the
    others are wrapped there.
    """
    return sorted({*ends_of_lines(text), len(text)})


def ends_of_lines(text: str) -> frozenset[int]:
    """The offsets of the line breaks that end a paragraph."""
    return _ends_of_lines(text) if "\n" in text else frozenset()


@lru_cache(maxsize=2)  # asked for by sentences and by paragraphs
def _ends_of_lines(text: str) -> frozenset[int]:
    return frozenset(found.start() for found in _BREAK.finditer(text)).union(_by_length(text, has_case(text)))


def _by_length(text: str, cased: bool) -> Iterator[int]:
    """The offsets of the line breaks that the length of their line tells to be meant."""
    lines = text.split("\n")
    lengths = [len(line) for line in lines]
    if max(lengths) < _NARROWEST_WRAPPED:
        return
    wrapped = [length for length in lengths if length <= _LONGEST_WRAPPED]
    if (len(lengths) - len(wrapped)) * 5 >= len(lengths) - lengths.count(0):
        room, longest = 0, 0  # a paragraph a line, its headings short
    else:
        room, longest = max(wrapped) - _RAGGED, _LONGEST_WRAPPED
    end = -1
    for number, length in enumerate(lengths[:-1]):
        end += length + 1
        if length > longest or (0 < length < room and _is_cut_short(length, lines[number + 1], room, cased)):
            yield end


def _is_cut_short(length: int, next_line: str, room: int, cased: bool) -> bool:
    """Whether the first word of the next line would have fitted behind a line of this length."""
    word = next_line.split(None, 1)[:1]
    return bool(word) and length + 1 + len(word[0]) < room and not (cased and word[0][0].islower())
