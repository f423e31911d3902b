"""Counting the tokens before places of a text, without asking where each of them stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def counts(plain: str, ends: Iterable[int], *, all_of_them: int) -> Iterator[int]:
    """How many of the words of plain letters (`watch.plain`) end at each of the offsets, which rise, or before.

    `all_of_them` is how many there are in all.
    """
    count = last = 0
    for end in ends:
        if end >= len(plain):
            yield all_of_them
            continue
        count += len(plain[last:end].split())
        # a word that goes on ends later: it is counted with what is left of it
        if last < end and plain[end - 1] != " " and plain[end] != " ":
            count -= 1
        yield count
        last = max(last, end)
