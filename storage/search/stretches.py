"""Stretches of the archive's order, for an index that cannot give what it finds in order.

Each article is indexed under the stretches that its sort key lies in, from some minutes to some years long: a search
asks for the newest stretch first, and for ever longer ones before it until its page is full.
"""

from __future__ import annotations

from collections.abc import Iterator

from storage.ordering import KEYS_A_SECOND
from watch.facets import MARK

# In keys, as powers of two: 2^9 seconds are some eight minutes, and each stretch is eight of the level beneath it.
_SECONDS = KEYS_A_SECOND.bit_length() - 1
LEVELS = tuple(_SECONDS + level for level in (9, 12, 15, 18, 21, 24, 27))
_AT_ONCE = 8


def stretch_terms(key: int) -> tuple[str, ...]:
    """What an article is indexed under, as terms that no word can be."""
    return tuple(_term(level, key >> level) for level in LEVELS)


def stretches(keys: range, near: int, *, doubling: bool) -> Iterator[tuple[range, tuple[str, ...]]]:
    """The stretches that `keys` lie in, newest first, each with its terms; the first is no shorter than from `near`.

    Each is up to eight times as long as the one before it; or, where many are asked sooner than much, twice as long.
    """
    first = next((at for at, level in enumerate(LEVELS) if 1 << level >= keys.stop - near), len(LEVELS) - 1)
    stop = keys.stop
    for at, level in enumerate(LEVELS[first:], first):
        if stop <= keys.start:
            return
        newest = (stop - 1) >> level
        if at == first:
            yield _stretch(keys, stop, level, newest, newest)
            stop = newest << level
        while stop > keys.start:
            newest = (stop - 1) >> level
            is_top = level == LEVELS[-1]
            oldest = newest - _AT_ONCE + 1 if is_top else newest // _AT_ONCE * _AT_ONCE
            if not is_top and newest % _AT_ONCE == _AT_ONCE - 1:
                break  # a whole stretch of the next level
            oldest = max(oldest, keys.start >> level)
            if doubling:
                yield from _doubling(keys, stop, level, oldest, newest)
            else:
                yield _stretch(keys, stop, level, oldest, newest)
            stop = oldest << level


def _doubling(
    keys: range, stop: int, level: int, oldest: int, newest: int
) -> Iterator[tuple[range, tuple[str, ...]]]:
    """One stretch of the level, then two, then four: a page is found in little more than it needs."""
    count = 1
    while newest >= oldest:
        last = max(oldest, newest - count + 1)
        yield _stretch(keys, stop, level, last, newest)
        stop, newest, count = last << level, last - 1, 2 * count


def _stretch(keys: range, stop: int, level: int, oldest: int, newest: int) -> tuple[range, tuple[str, ...]]:
    terms = tuple(_term(level, number) for number in range(newest, oldest - 1, -1))
    return range(max(keys.start, oldest << level), stop), terms


def _term(level: int, number: int) -> str:
    return f"{MARK}t{level:x}{MARK}{number:x}"
