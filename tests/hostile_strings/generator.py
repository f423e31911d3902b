"""The classes in turn, each string once."""

import random
from collections.abc import Iterator
from itertools import count as rounds

from tests.hostile_strings.classes import CLASSES, ROUNDS_BETWEEN
from tests.hostile_strings.mutation import changed_at_large, changed_at_one_place

_MUTATED_SHARE = 0.2
_LONGEST_CHANGED_AT_LARGE = 10_000
_SHORT = (
    "fts5_operators",
    "tsquery_operators",
    "sql_always_true",
    "operators_out_of_place",
    "lone_surrogates",
    "one_character_changed",
)


def strings(count: int, seed: int) -> list[str]:
    """`count` different strings, the same ones for the same seed; a smaller count gives the first of them."""
    return [text for text, _ in strings_with_class(count, seed)]


def strings_with_class(count: int, seed: int) -> list[tuple[str, str]]:
    """`count` different strings, each with the name in `CLASSES` of what made it. 10,000 take about 50 MB."""
    rng = random.Random(seed)
    found: dict[str, str] = {}
    for name in _turns():
        if len(found) >= count:
            break
        text = CLASSES[name](rng)
        if rng.random() < _MUTATED_SHARE:
            text = _mutated(rng, text)
        while text in found:
            text = _mutated(rng, text)
        found[text] = name
    return list(found.items())


def _turns() -> Iterator[str]:
    for turn in rounds():
        for name in CLASSES:
            if turn % ROUNDS_BETWEEN.get(name, 1) == 0:
                yield name


def _mutated(rng: random.Random, text: str) -> str:
    if len(text) < _LONGEST_CHANGED_AT_LARGE and rng.random() < 0.4:
        return changed_at_large(rng, text, CLASSES[rng.choice(_SHORT)](rng))
    return changed_at_one_place(rng, text)
