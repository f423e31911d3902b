"""What an edit of an article changed, word by word, short enough for a notice. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from alerts.cleaning import one_line
from alerts.shown_story import ChangedWords, Fate

# a word with the space behind it, or one sign of a script that sets no spaces
_PIECE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]\s*|[^\s\u3040-\u30ff\u3400-\u9fff]+\s*")
_AROUND = 12
#: What is compared at most, in words of either wording: the comparison takes their product at worst.
_COMPARED = 800
_SHOWN = 40
_LONGEST = 600


def changed(before: str, after: str) -> tuple[ChangedWords, ...]:
    """The words that were removed and added, each with some that stayed around it.

    Where more than 800 words lie between the first change and the last, those behind are left out.
    """
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    head = old[max(start - _AROUND, 0) : start]
    tail = new[len(new) - end : len(new) - end + _AROUND]
    middle = _compared(old[start : len(old) - end], new[start : len(new) - end])
    runs = [ChangedWords(fate=Fate.KEPT, text=_joined(head)), *middle]
    runs.append(ChangedWords(fate=Fate.KEPT, text=_joined(tail)))
    if not any(run.fate is not Fate.KEPT for run in runs):
        return ()
    return tuple(run for run in runs if run.text)[:_SHOWN]


def _alike(left: Sequence[str], right: Sequence[str]) -> int:
    """How many of their first pieces are the same words."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one.rstrip() != other.rstrip():
            break
        count += 1
    return count


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[ChangedWords]:
    old, new = old[:_COMPARED], new[:_COMPARED]
    matcher = difflib.SequenceMatcher(
        None, [piece.rstrip() for piece in old], [piece.rstrip() for piece in new], autojunk=False
    )
    for step, start, end, other_start, other_end in matcher.get_opcodes():
        if step == "equal":
            yield ChangedWords(fate=Fate.KEPT, text=_between(new[other_start:other_end]))
            continue
        if end > start:
            yield ChangedWords(fate=Fate.REMOVED, text=_joined(old[start:end]))
        if other_end > other_start:
            yield ChangedWords(fate=Fate.ADDED, text=_joined(new[other_start:other_end]))


def _between(pieces: Sequence[str]) -> str:
    """Words that stayed between two changes: all, or those at both ends."""
    if len(pieces) <= 2 * _AROUND + 2:
        return _joined(pieces)
    return f"{_joined(pieces[:_AROUND])} … {_joined(pieces[-_AROUND:])}"


def _joined(pieces: Sequence[str]) -> str:
    return one_line("".join(pieces), _LONGEST)
