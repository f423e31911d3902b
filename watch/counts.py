"""How many terms and operators a query may hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from watch.errors import Fault
from watch.lexer import Lexeme


class _Limit(NamedTuple):
    most: int
    name: str
    instead: str


# What each of them costs on a text of 100 kB is bounded; so is, by these, what a query costs.
_LIMITS = {
    "terms": _Limit(3_000, "terms", "Put long lists into an alias"),
    "reaches": _Limit(40, "NEAR and W/ operators", "Split it into several watches"),
    "events": _Limit(16, "EVENTs", "Split it into several watches"),
    "counts": _Limit(32, "ATLEASTs", "Split it into several watches"),
    "loose": _Limit(16, "phrases with ~", "Use ONEAR/n or W/S"),
    "wildcards": _Limit(32, "wildcards", "Write a star at the end of the word"),
}
_COUNTED = {
    "TERM": "terms",
    "PHRASE": "terms",
    "LOOSE": "loose",
    "EXACT": "terms",
    "EXACT_PHRASE": "terms",
    "ALIAS": "terms",
    "FACT": "terms",
    "REACH": "reaches",
    "NOT_REACH": "reaches",
    "EVENT": "events",
    "ATLEAST": "counts",
}


def counted(lexemes: Iterable[Lexeme]) -> Iterator[Lexeme]:
    """The lexemes, one after another; raises Fault at the first of which there are too many."""
    counts: Counter[str] = Counter()
    for lexeme in lexemes:
        for name in (_COUNTED.get(lexeme.kind), "wildcards" if "?" in lexeme.text else None):
            if name is None:
                continue
            counts[name] += 1
            limit = _LIMITS[name]
            if counts[name] > limit.most:
                raise Fault(lexeme.at, f"A query may hold {limit.most} {limit.name} at most", limit.instead)
        yield lexeme
