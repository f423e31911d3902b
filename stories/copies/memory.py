"""An index in memory, for a file of texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from stories.copies.frames import LineCounts
from stories.copies.index import Additions, KeptText


class MemoryIndex:
    """Grows with the texts: about 2 KB and 32 keys each."""

    def __init__(self) -> None:
        self._kept: dict[str, KeptText] = {}
        self._holders: defaultdict[int, list[str]] = defaultdict(list)
        self._articles: Counter[str | None] = Counter()
        self._lines: dict[tuple[str | None, int], tuple[int, int]] = {}

    def line_counts(self, outlet: str | None, lines: Sequence[int]) -> LineCounts:
        """How often lines were counted."""
        articles = self._articles[outlet]
        counted = {}
        for line in lines:
            if (outlet, line) in self._lines:
                count, before = self._lines[outlet, line]
                counted[line] = count, articles - before
        return LineCounts(articles=None if outlet is None else articles, lines=counted)

    def holders(self, keys: Sequence[int], most: int) -> Mapping[int, Sequence[str]]:
        """By key the ids of the texts that came last."""
        return {key: self._holders[key][-most:] for key in keys if key in self._holders}

    def kept(self, ids: Sequence[str]) -> Mapping[str, KeptText]:
        """What is kept of texts."""
        return {known: self._kept[known] for known in ids if known in self._kept}

    def add(self, additions: Additions) -> None:
        """Keeps what a text adds, once."""
        text = additions.kept
        if text.id in self._kept:
            return
        self._kept[text.id] = text
        for key in additions.keys:
            self._holders[key].append(text.id)
        before = self._articles[text.outlet]
        for line in additions.lines:
            count, first = self._lines.get((text.outlet, line), (0, before))
            self._lines[text.outlet, line] = count + 1, first
        self._articles[text.outlet] += bool(additions.lines)
