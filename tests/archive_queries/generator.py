"""The kinds in turn."""

import random
from collections.abc import Sequence
from itertools import cycle, islice

from tests.archive_queries.corpus import Corpus
from tests.archive_queries.kinds import KINDS


def queries(count: int, seed: int, texts: Sequence[str]) -> list[str]:
    """`count` queries, the same ones for the same seed and texts; one may come twice.

    Raises ValueError if no text has twelve words.
    """
    return [query for query, _ in queries_with_kind(count, seed, texts)]


def queries_with_kind(count: int, seed: int, texts: Sequence[str]) -> list[tuple[str, str]]:
    """Each query with the name in `KINDS` of what made it; the kinds take turns, so that none is left out."""
    rng = random.Random(seed)
    corpus = Corpus(texts, rng)
    return [(KINDS[name](rng, corpus), name) for name in islice(cycle(KINDS), count)]
