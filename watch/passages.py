"""Passages: the few stretches of a text that show why it matched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

# A full stop ends a sentence when white space follows; the wide one of Chinese and Japanese needs none.
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)|[。！？][」』”’）]*|\n+")
_SPACE = re.compile(r"\s")


class Passage(NamedTuple):
    """Character offsets of a stretch to show."""

    start: int
    end: int


def passages(
    text: str, spans: Sequence[tuple[int, int]], *, width: int = 240, limit: int = 3
) -> list[Passage]:
    """At most `limit` passages of at most `width` characters, in order and apart, around the spans.

    Those that show the most spans are chosen, and of equal ones the earlier. A passage is cut at the bounds of
    sentences where they fit, else of words, and neither begins nor ends with white space. Without spans the
    opening of the text is shown, and nothing of an empty text. A span longer than `width` is cut.
    """
    if width < 1 or limit < 1:
        raise ValueError("a passage has at least one character, and there is at least one passage")
    inside = sorted((start, min(end, start + width)) for start, end in spans if 0 <= start < end <= len(text))
    if not inside:
        opening = len(text) - len(text.lstrip())
        inside = [(opening, opening + 1)] if opening < len(text) else []
    groups = _grouped(inside, width)
    best = sorted(range(len(groups)), key=lambda number: (-groups[number][2], number))[:limit]
    chosen = [groups[number][:2] for number in sorted(best)]
    found: list[Passage] = []
    for number, (first, last) in enumerate(chosen):
        earliest = found[-1].end if found else 0
        latest = chosen[number + 1][0] if number + 1 < len(chosen) else len(text)
        found.append(_widened(text, first, last, earliest=earliest, latest=latest, width=width))
    return found


def _grouped(spans: Sequence[tuple[int, int]], width: int) -> list[tuple[int, int, int]]:
    """Neighbouring spans that fit into one passage: where they begin, where they end, how many they are."""
    groups: list[tuple[int, int, int]] = []
    for start, end in spans:
        if groups and end - groups[-1][0] <= width:
            first, last, count = groups[-1]
            groups[-1] = (first, max(last, end), count + 1)
        elif not groups or start >= groups[-1][1]:
            groups.append((start, end, 1))
    return groups


def _widened(text: str, first: int, last: int, *, earliest: int, latest: int, width: int) -> Passage:
    """`first:last` with as much before it as its own sentence has and as much behind it as fits."""
    sentence_end = _end(text, last, min(latest, first + width))
    start = _start(text, first, max(earliest, sentence_end - width))
    end = sentence_end
    further = min(latest, start + width)
    if further > end:
        end = _last_sentence_end(text, end, further) or end
    while start < first and text[start].isspace():
        start += 1
    while end > last and text[end - 1].isspace():
        end -= 1
    return Passage(start, end)


def _start(text: str, first: int, earliest: int) -> int:
    """Where the sentence of `first` begins; else a word after `earliest`; else `earliest`."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text, earliest, first)]
    if ends:
        return ends[-1]
    if earliest == 0 or text[earliest - 1].isspace():
        return earliest
    space = _SPACE.search(text, earliest, first)
    return earliest if space is None else space.end()


def _end(text: str, last: int, latest: int) -> int:
    """The end of the first sentence in `last:latest`; else the last end of a word there; else `latest`."""
    found = _SENTENCE_END.search(text, last, latest)
    if found is not None:
        return found.end()
    if latest == len(text) or text[latest].isspace():
        return latest
    spaces = [space.start() for space in _SPACE.finditer(text, last, latest)]
    return spaces[-1] if spaces else latest


def _last_sentence_end(text: str, end: int, latest: int) -> int | None:
    if latest == len(text):
        return latest
    ends = [found.end() for found in _SENTENCE_END.finditer(text, end, latest)]
    return ends[-1] if ends else None
