"""What one wording of an article says otherwise than another, word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from app.readers.word_diff import Change, Run, word_diff, words_compared

#: Pairs of equal words up to which two texts are compared word by word: 10,000 words of prose have so many.
_MOST_PAIRS = 1_000_000
_NAMES = {Change.SAME: "kept", Change.MISSING: "removed", Change.EXTRA: "added"}


def revised_runs(before: str, after: str) -> list[Run]:
    """The runs of both wordings; empty where they are the same words.

    The word diff of readers is taken, not that of notices: it keeps the lines and shows all that changed, where a
    notice must be short. What is too repetitive to be compared in good time is removed and added as a whole.
    """
    if before.split() == after.split():
        return []
    return list(word_diff(before, after) if _pairs(before, after) <= _MOST_PAIRS else _whole(before, after))


def run_rows(runs: list[Run]) -> list[dict[str, Any]]:
    """The runs for programs."""
    return [{"change": _NAMES[run.change], "text": run.text} for run in runs]


def _pairs(before: str, after: str) -> int:
    words = Counter(words_compared(after))
    return sum(count * words[word] for word, count in Counter(words_compared(before)).items())


def _whole(before: str, after: str) -> Iterator[Run]:
    if before:
        yield Run(Change.MISSING, before)
    if after:
        yield Run(Change.EXTRA, f"\n{after}" if before else after)
