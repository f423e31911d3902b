"""From the words of a document to the groups of keys that it activates."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Set
from itertools import chain
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from watch.engine.rows import GroupId
from watch.keys import LONGEST_PREFIX
from watch.letters import is_glyph

# Words that no watch asks for are remembered too, until there are so many of them: a larger vocabulary than the
# press of one language has, and few enough to look through when a watch with a prefix is added.
_MOST_REMEMBERED = 65_536
# Pairs of characters are known by a number of 16 bits. Two that have the same propose each other's watches, no more.
_PAIR_NUMBERS = 1 << 16
_SPREAD = 40_503
_IDS = "I"
_NO_IDS = array(_IDS)

K = TypeVar("K", str, int)


class Activation:
    """Which groups hold which keys. A word that was met before costs one look into a dictionary."""

    def __init__(self) -> None:
        self._by_word: dict[str, array[int]] = {}
        self._by_prefix: dict[str, array[int]] = {}
        self._by_pair: dict[int, array[int]] = {}
        self._known = _Known(self._by_word, self._by_prefix)
        self._is_of_a_pair = np.zeros(_PAIR_NUMBERS, dtype=np.bool_)

    def add(self, group: GroupId, keys: Iterable[str]) -> None:
        """Let each of the keys activate the group."""
        for key in keys:
            if _is_pair(key):
                number = _number(key)
                _add(self._by_pair, number, group)
                self._is_of_a_pair[number] = True
                continue
            table, word = self._table(key)
            _add(table, word, group)
            self._forget(key)

    def remove(self, group: GroupId, keys: Iterable[str]) -> None:
        """Undo `add`."""
        for key in keys:
            if _is_pair(key):
                number = _number(key)
                _remove(self._by_pair, number, group)
                self._is_of_a_pair[number] = number in self._by_pair
                continue
            table, word = self._table(key)
            _remove(table, word, group)
            self._forget(key)

    def groups(self, words: Set[str], unspaced: Iterable[str]) -> npt.NDArray[np.uintc]:
        """The groups that the words activate, and the pairs of characters in folded texts of scripts without words.

        In no order and some more than once, and a few that another pair of the same number activates.
        """
        if len(self._known) > _MOST_REMEMBERED:
            self._known.clear()
        of_words = map(self._known.__getitem__, words)
        of_pairs = map(self._by_pair.__getitem__, chain.from_iterable(map(self._pairs, unspaced)))
        return np.frombuffer(b"".join(chain(of_words, of_pairs)), dtype=np.uintc)

    def _pairs(self, text: str) -> Set[int]:
        """The numbers of those pairs in a text that are keys."""
        numbers = _numbers(text)
        found: list[int] = numbers[self._is_of_a_pair.take(numbers)].tolist()
        return set(found)

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


def _is_pair(key: str) -> bool:
    return len(key) == 2 and is_glyph(key)


def _add(table: dict[K, array[int]], key: K, group: GroupId) -> None:
    if key in table:
        table[key].append(group)
    else:
        table[key] = array(_IDS, (group,))


def _remove(table: dict[K, array[int]], key: K, group: GroupId) -> None:
    table[key].remove(group)
    if not table[key]:
        del table[key]


def _number(pair: str) -> int:
    return (ord(pair[0]) * _SPREAD + ord(pair[1])) % _PAIR_NUMBERS


def _numbers(text: str) -> npt.NDArray[np.uint16]:
    """The number of each two neighbouring characters."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint16)
    return codes[:-1] * np.uint16(_SPREAD) + codes[1:]


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
