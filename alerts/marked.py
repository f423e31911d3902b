"""Text with marks: (start, end) offsets that go on pointing at the same words when the text is rewritten."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of text that is marked throughout or not at all."""

    text: str
    marked: bool


def merged(marks: Iterable[Mark], length: int) -> tuple[Mark, ...]:
    """Return the marks in order, clipped to a text of `length`, overlaps joined and empty ones dropped."""
    joined: list[Mark] = []
    for start, end in sorted((max(start, 0), min(end, length)) for start, end in marks):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def segments(text: str, marks: Sequence[Mark]) -> list[Segment]:
    """Cut the text at its marks; the segments put together are the text."""
    cut: list[Segment] = []
    at = 0
    for start, end in merged(marks, len(text)):
        cut.append(Segment(text=text[at:start], marked=False))
        cut.append(Segment(text=text[start:end], marked=True))
        at = end
    cut.append(Segment(text=text[at:], marked=False))
    return [segment for segment in cut if segment.text]


def rewrite(
    text: str,
    marks: Sequence[Mark],
    pattern: re.Pattern[str],
    replacement: Callable[[re.Match[str]], str],
) -> tuple[str, tuple[Mark, ...]]:
    """Replace every match of `pattern` and move the marks along.

    A mark that begins or ends inside a replaced stretch grows to hold all of what replaced it.
    """
    pieces: list[str] = []
    # parallel lists: where each replaced stretch was, and where its replacement is
    old: list[Mark] = []
    new: list[Mark] = []
    at = size = 0
    for found in pattern.finditer(text):
        kept, put = text[at : found.start()], replacement(found)
        pieces += (kept, put)
        size += len(kept)
        old.append(found.span())
        new.append((size, size + len(put)))
        size += len(put)
        at = found.end()
    pieces.append(text[at:])
    if not old:
        return text, merged(marks, len(text))
    starts = [start for start, _ in old]

    def moved(offset: int, *, edge: int) -> int:
        index = bisect_right(starts, offset) - 1
        if index < 0:
            return offset
        (old_start, old_end), (new_start, new_end) = old[index], new[index]
        if offset == old_start:
            return new_start
        if offset < old_end:
            return (new_start, new_end)[edge]
        return offset - old_end + new_end

    result = "".join(pieces)
    return result, merged(((moved(start, edge=0), moved(end, edge=1)) for start, end in marks), len(result))
