"""How long hostile queries take to be refused or parsed, and hostile articles to be matched with them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from benchmarks.matching.corpus import Text
from benchmarks.matching.folding import whole
from benchmarks.matching.hostile.aliases import large
from benchmarks.matching.hostile.articles import articles
from benchmarks.matching.hostile.queries import costly, hostile, refused_unread
from benchmarks.measure import percentile
from watch import AliasBook, Document, Query, WatchSyntaxError, match, parse

T = TypeVar("T")

_TRIES = 6
# What took so many seconds is timed again: the first time the caches were cold, or another program had the core.
_LONG_TO_PARSE = 0.000_5
_LONG_TO_MATCH = 0.025


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """CPU seconds of many calls, and what the slowest of them was about."""

    count: int
    longest: float
    p99: float
    slowest: str

    def __str__(self) -> str:
        return f"{self.count:>6}  p99 {self.p99 * 1000:7.2f} ms  longest {self.longest * 1000:8.2f} ms: {self.slowest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slowness:
    """What refusals, answers and matches took; `crashes` are queries that raised anything but a WatchSyntaxError.

    `beyond_reading` is the slowest match without what its article takes to be folded and cut.
    """

    refused: Times
    answered: Times
    accepted: int
    matched: Times
    beyond_reading: Times
    crashes: Sequence[str]


def measured(valid: Sequence[str], *, count: int, pairs: int, seed: int = 11) -> Slowness:
    """Parse `count` hostile queries; match `pairs` of those accepted with articles, the costliest with each of them."""
    dice = random.Random(seed)
    book = large()
    refused: dict[str, float] = {}
    answered: dict[str, float] = {}
    accepted: dict[str, Query] = {}
    crashes = []
    for query in hostile(valid, count):
        try:
            parsed = _parsed(query, book)
        except Exception as error:  # whatever it raises is what is looked for
            crashes.append(f"{shown(query)}: {error!r}")
            continue
        taken = _seconds(partial(_parsed, query, book), _LONG_TO_PARSE)
        if parsed is None and refused_unread(query):
            refused[query] = taken
        else:
            answered[query] = taken
        if parsed is not None:
            accepted[query] = parsed
    texts = articles()
    reading = {name: _seconds(partial(whole, text), _LONG_TO_MATCH) for name, text in texts.items()}
    chosen = [(query, name) for query in costly() if query in accepted for name in texts]
    chosen = dice.sample(chosen, min(pairs, len(chosen)))
    chosen += [(dice.choice(list(accepted)), dice.choice(list(texts))) for _ in range(pairs - len(chosen))]
    matched = {pair: _match_seconds(accepted[pair[0]], texts[pair[1]]) for pair in chosen}
    return Slowness(
        refused=_times(refused, shown),
        answered=_times(answered, shown),
        accepted=len(accepted),
        matched=_times(matched, _shown_pair),
        beyond_reading=_times(
            {pair: taken - reading[pair[1]] for pair, taken in matched.items()}, _shown_pair
        ),
        crashes=crashes,
    )


def shown(query: str) -> str:
    """A query short enough to be printed, with nothing in it that a terminal would obey."""
    written = query if len(query) <= 100 else f"{query[:97]}... ({len(query):,} characters)"
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in written)


def _shown_pair(pair: tuple[str, str]) -> str:
    return f"{shown(pair[0])} in {pair[1]}"


def _parsed(query: str, book: AliasBook) -> Query | None:
    try:
        return parse(query, book)
    except WatchSyntaxError:
        return None


def _match_seconds(query: Query, text: Text) -> float:
    return _seconds(lambda: match(query, Document.of(text.title, text.text)), _LONG_TO_MATCH)


def _seconds(call: Callable[[], object], long: float) -> float:
    """The least of several times, of once if that was not long."""
    least = _once(call)
    for _ in range(_TRIES - 1):
        if least < long:
            break
        least = min(least, _once(call))
    return least


def _once(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began


def _times(taken: Mapping[T, float], named: Callable[[T], str]) -> Times:
    slowest = max(taken, key=taken.__getitem__)
    return Times(
        count=len(taken),
        longest=taken[slowest],
        p99=percentile(list(taken.values()), 0.99),
        slowest=named(slowest),
    )
