"""From the words of a document to the groups of keys that it activates."""

from __future__ import annotations

from collections.abc import Iterable

from watch.keys import LONGEST_PREFIX

GroupId = int

# Words that no watch asks for are remembered too, until there are so many of them.
_MOST_REMEMBERED = 500_000


class Activation:
    """Which groups hold which keys. A word that was met before costs one look into a dictionary."""

    def __init__(self) -> None:
        self._by_word: dict[str, set[GroupId]] = {}
        self._by_prefix: dict[str, set[GroupId]] = {}
        self._known: dict[str, tuple[GroupId, ...]] = {}

    def add(self, group: GroupId, keys: Iterable[str]) -> None:
        """Let each of the keys activate the group."""
        for key in keys:
            table, word = (self._by_prefix, key[:-1]) if key[-1] == "*" else (self._by_word, key)
            if word in table:
                table[word].add(group)
            else:
                table[word] = {group}
            self._forget(key)

    def remove(self, group: GroupId, keys: Iterable[str]) -> None:
        """Undo `add`."""
        for key in keys:
            table, word = (self._by_prefix, key[:-1]) if key[-1] == "*" else (self._by_word, key)
            table[word].discard(group)
            if not table[word]:
                del table[word]
            self._forget(key)

    def groups(self, words: set[str]) -> set[GroupId]:
        """The groups that the words activate."""
        known = self._known
        active: set[GroupId] = set()
        for word in words:
            groups = known.get(word)
            if groups is None:
                groups = self._meet(word)
            if groups:
                active.update(groups)
        return active

    def _meet(self, word: str) -> tuple[GroupId, ...]:
        if len(self._known) >= _MOST_REMEMBERED:
            self._known.clear()
        found = set(self._by_word.get(word, ()))
        if self._by_prefix:
            for length in range(1, min(len(word), LONGEST_PREFIX) + 1):
                found |= self._by_prefix.get(word[:length], frozenset())
        groups = self._known[word] = tuple(found)
        return groups

    def _forget(self, key: str) -> None:
        """What was remembered of the words that a key finds is no longer true."""
        if key[-1] != "*":
            self._known.pop(key, None)
        elif self._known:
            self._known = {
                word: groups for word, groups in self._known.items() if not word.startswith(key[:-1])
            }
