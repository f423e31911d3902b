"""Passages: the few stretches of a text that show why it matched."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

# A full stop ends a sentence when white space follows; the wide one of Chinese and Japanese needs none.
# One set of characters first: that is what `re` skips to fast.
_SENTENCE_END = re.compile(
    r"[.!?…。！？\n](?:(?<=[.!?…])[\"'”’»)\]]*(?=\s)|(?<=[。！？])[」』”’）]*|(?<=\n)\n*)"
)
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
    chosen = _richest(inside, width, limit)
    found: list[Passage] = []
    for number, (first, last) in enumerate(chosen):
        earliest = found[-1].end if found else 0
        latest = chosen[number + 1][0] if number + 1 < len(chosen) else len(text)
        found.append(_widened(text, first, last, earliest=earliest, latest=latest, width=width))
    return found


def _richest(spans: Sequence[tuple[int, int]], width: int, limit: int) -> list[tuple[int, int]]:
    """The windows that hold the most spans and do not overlap, in order; each begins and ends with a span."""
    if len(spans) == 1:
        return list(spans)
    if len(spans) == 2 and limit > 1 and spans[0][1] <= spans[1][0]:  # as most often
        (first, _), (_, last) = spans
        return [(first, last)] if last <= first + width else list(spans)
    chosen: list[tuple[int, int]] = []
    left = list(spans)
    while left and len(chosen) < limit:
        best, most = left[0], 0
        starts = [start for start, _ in left]
        for number, start in enumerate(starts):
            fence = start + width
            for first, _ in chosen:
                if start <= first < fence:
                    fence = first
            beyond = bisect_left(starts, fence)
            if beyond - number <= most:
                continue
            ends = [end for _, end in left[number:beyond] if end <= fence]
            if len(ends) > most:
                best, most = (start, max(ends)), len(ends)
        chosen.append(best)
        left = [(start, end) for start, end in left if end <= best[0] or start >= best[1]]
    return sorted(chosen)


def _widened(text: str, first: int, last: int, *, earliest: int, latest: int, width: int) -> Passage:
    """`first:last` with its own sentence around it, and those behind it, as far as they fit."""
    sentence_end = _SENTENCE_END.search(text, last, min(latest, first + width))
    if sentence_end is not None:
        end = sentence_end.end()
    else:  # half of the room for what stands before
        end = _word_end(text, last, min(latest, last + (width - (last - first)) // 2))
    start = _start(text, first, max(earliest, end - width))
    further = min(latest, start + width)
    if further == len(text):
        end = further
    elif sentence_end is not None:
        # there is none before this one
        end = max([end, *(found.end() for found in _SENTENCE_END.finditer(text, end, further))])
    else:
        end = max(end, _word_end(text, last, further))
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


def _word_end(text: str, last: int, latest: int) -> int:
    """The last end of a word in `last:latest`; `latest` where the script sets no words apart."""
    if latest == len(text) or text[latest].isspace():
        return latest
    at = latest - 1
    while at >= last and not text[at].isspace():
        at -= 1
    return at if at >= last else latest
