"""Texts put through the finding of copies, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from stories import Text
from stories.copies import CopyIndex, MemoryIndex, find_copy


def copies(*texts: Text, index: CopyIndex | None = None) -> dict[str, str | None]:
    """By id what each text is a copy of."""
    index = MemoryIndex() if index is None else index
    answers = {}
    for text in texts:
        found = find_copy(text, index)
        index.add(found.additions)
        answers[text.id] = found.copy_of
    return answers


def are_copies(one: str, other: str) -> bool:
    """Whether two texts of two outlets are copies, whichever comes first."""
    first, second = Text(id="one", outlet="Alder", text=one), Text(id="other", outlet="Birch", text=other)
    forwards, backwards = copies(first, second), copies(second, first)
    assert (forwards["other"] == "one") == (backwards["one"] == "other")
    return forwards["other"] == "one"


def in_outlet(outlet: str | None, texts: Iterable[str], first: int = 0) -> list[Text]:
    """Texts of one outlet, their ids a count."""
    return [Text(id=f"{outlet}-{at}", outlet=outlet, text=text) for at, text in enumerate(texts, first)]


def at(moment: str) -> datetime:
    """An aware moment."""
    return datetime.fromisoformat(moment)
