"""Two texts word by word: what is missing and what is too much."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

# a word with the space behind it, a line end, or one sign of a script that sets no spaces
_PIECE = re.compile(r"\n\s*|[\u3040-\u30ff\u3400-\u9fff][^\S\n]*|[^\s\u3040-\u30ff\u3400-\u9fff]+[^\S\n]*")
_AROUND = 12


class Change(Enum):
    """Whether words stand in both texts, only in the expected one, or only in what was read."""

    SAME = "same"
    MISSING = "missing"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that share their fate."""

    change: Change
    text: str


def word_diff(expected: str, found: str) -> Iterator[Run]:
    """The runs of both texts in order; long runs that agree are cut down to their ends."""
    left, right = _PIECE.findall(expected), _PIECE.findall(found)
    matcher = difflib.SequenceMatcher(None, _compared(left), _compared(right), autojunk=False)
    steps = matcher.get_opcodes()
    for place, (step, start, end, other_start, other_end) in enumerate(steps):
        if step == "equal":
            # of two spellings the one with the space that parts it from what follows
            both = [
                max(pair, key=len) for pair in zip(left[start:end], right[other_start:other_end], strict=True)
            ]
            shown = _cut(both, is_first=place == 0, is_last=place == len(steps) - 1)
            yield Run(Change.SAME, shown)
            continue
        if end > start:
            yield Run(Change.MISSING, "".join(left[start:end]))
        if other_end > other_start:
            yield Run(Change.EXTRA, "".join(right[other_start:other_end]))


def words_compared(text: str) -> list[str]:
    """What is compared of a text: its words, line ends and single signs, without the space around them."""
    return _compared(_PIECE.findall(text))


def _compared(pieces: list[str]) -> list[str]:
    return [piece.strip() or "\n" for piece in pieces]


def _cut(pieces: list[str], *, is_first: bool, is_last: bool) -> str:
    before = 0 if is_first else _AROUND
    after = 0 if is_last else _AROUND
    if len(pieces) <= before + after + 2:
        return "".join(pieces)
    return "".join(pieces[:before]) + " … " + "".join(pieces[len(pieces) - after :] if after else [])
