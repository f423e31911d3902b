"""Counting the tokens before places of a text, without asking where each of them stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence


def counts(
    text: str,
    ends: Iterable[int],
    cut: Callable[[str], Sequence[str]],
    is_of_word: Callable[[str], bool],
    *,
    all_of_them: int,
) -> Iterator[int]:
    """How many of the tokens that `cut` gives for `text` end at each of the offsets, which rise, or before.

    `all_of_them` is how many it gives in all. `is_of_word` tells the characters that stand in one token with a
    neighbour of their kind.
    """
    count = last = 0
    for end in ends:
        if end >= len(text):
            yield all_of_them
            continue
        count += len(cut(text[last:end]))
        # a token that goes on ends later: it is counted with what is left of it
        if last < end and is_of_word(text[end - 1]) and is_of_word(text[end]):
            count -= 1
        yield count
        last = max(last, end)
