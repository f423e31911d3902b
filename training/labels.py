"""Which paragraphs of a page are its article's, told from the text that is known to be right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

_WORD = re.compile(r"\w+")
_SHINGLE = 4
_MOST_SHARED = 0.5
# of two paragraphs with the same words, one is aligned with the text and the other is not
_LEAST_ALIGNED = 0.3


def labels(lines: Sequence[str], text: str) -> list[bool]:
    """Whether each line stands in `text`, in its order.

    A line of four words or more does where half of its runs of four words are in the text; a shorter one where all
    of it is. Either way it must be in its place, by the longest common subsequence of the words of both.
    """
    words = [_WORD.findall(line) for line in lines]
    right = _WORD.findall(text)
    known = set(_shingles(right))
    aligned = _aligned([word for line in words for word in line], right)
    found = []
    at = 0
    for line in words:
        count = sum(aligned[at : at + len(line)])
        at += len(line)
        if len(line) < _SHINGLE:
            found.append(bool(line) and count == len(line))
            continue
        shingles = _shingles(line)
        shared = sum(shingle in known for shingle in shingles) / len(shingles)
        found.append(shared >= _MOST_SHARED and count >= _LEAST_ALIGNED * len(line))
    return found


def _shingles(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)]


def _aligned(words: list[str], right: list[str]) -> list[bool]:
    aligned = [False] * len(words)
    for step in LCSseq.opcodes(words, right):
        if step.tag == "equal":
            aligned[step.src_start : step.src_end] = [True] * (step.src_end - step.src_start)
    return aligned
