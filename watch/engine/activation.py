"""From the words of a document to the groups of keys that it activates."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Set
from itertools import chain

import numpy as np
import numpy.typing as npt

from watch.engine.rows import GroupId
from watch.keys import LONGEST_PREFIX

# Words that no watch asks for are remembered too, until there are so many of them: a larger vocabulary than the
# press of one language has, and few enough to look through when a watch with a prefix is added.
_MOST_REMEMBERED = 65_536
_IDS = "I"
_NO_IDS = array(_IDS)


class Activation:
    """Which groups hold which keys. A word that was met before costs one look into a dictionary."""

    def __init__(self) -> None:
        self._by_word: dict[str, array[int]] = {}
        self._by_prefix: dict[str, array[int]] = {}
        self._known = _Known(self._by_word, self._by_prefix)

    def add(self, group: GroupId, keys: Iterable[str]) -> None:
        """Let each of the keys activate the group."""
        for key in keys:
            table, word = self._table(key)
            if word in table:
                table[word].append(group)
            else:
                table[word] = array(_IDS, (group,))
            self._forget(key)

    def remove(self, group: GroupId, keys: Iterable[str]) -> None:
        """Undo `add`."""
        for key in keys:
            table, word = self._table(key)
            table[word].remove(group)
            if not table[word]:
                del table[word]
            self._forget(key)

    def groups(self, words: Set[str], pairs: Iterable[str]) -> npt.NDArray[np.uintc]:
        """The groups that the words, and the pairs of characters, activate, in no order and some more than once.

        Pairs are not remembered: there are too many, and no key is the beginning of one.
        """
        if len(self._known) > _MOST_REMEMBERED:
            self._known.clear()
        of_words = map(self._known.__getitem__, words)
        of_pairs = filter(None, map(self._by_word.get, pairs))
        return np.frombuffer(b"".join(chain(of_words, of_pairs)), dtype=np.uintc)

    def _table(self, key: str) -> tuple[dict[str, array[int]], str]:
        return (self._by_prefix, key[:-1]) if key[-1] == "*" else (self._by_word, key)

    def _forget(self, key: str) -> None:
        """What was remembered of the words that a key finds is no longer true."""
        if key[-1] != "*":
            self._known.pop(key, None)
            return
        prefix = key[:-1]
        for word in [word for word in self._known if word.startswith(prefix)]:
            del self._known[word]


class _Known(dict[str, bytes]):
    """The groups of each word that was met."""

    def __init__(self, by_word: dict[str, array[int]], by_prefix: dict[str, array[int]]) -> None:
        super().__init__()
        self._by_word = by_word
        self._by_prefix = by_prefix

    def __missing__(self, word: str) -> bytes:
        found = self[word] = self._by_word.get(word, _NO_IDS).tobytes() + b"".join(
            self._by_prefix.get(word[:length], _NO_IDS)
            for length in range(1, min(len(word), LONGEST_PREFIX) + 1)
        )
        return found
