"""What a part of the press says, to make queries of: which words stand in how many articles, and which of them meet."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from benchmarks.matching.watches import DISTANCE
from benchmarks.press import BLOCK, Press
from watch import index_terms

ARTICLES = 4_000
#: Words that are worth asking for, and stand in few articles.
NOT_COMMON = (0.003, 0.15)
_WINDOWS = 40

K = TypeVar("K")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Shares are of the articles: of words, and of pairs that stand side by side, within ten words, in a sentence.

    Of pairs of common words that are near and of sentences only some are known, drawn at random.
    """

    words: dict[str, float]
    neighbours: dict[Pair, float]
    near: dict[Pair, float]
    sentences: Sequence[Sequence[str]]


def sampled(press: Press, seed: int = 3) -> Sample:
    """Reads blocks from the whole of the two years."""
    dice = random.Random(seed)
    blocks = min(press.blocks, ARTICLES // BLOCK)
    words, neighbours, near = Counter[str](), Counter[Pair](), Counter[Pair]()
    sentences: list[Sequence[str]] = []
    texts: list[Sequence[str]] = []
    for at in range(blocks):
        for article in press.block(at * press.blocks // blocks):
            terms: Sequence[str] = index_terms(article.text)
            texts.append(terms)
            words.update({*terms, *index_terms(article.title)})
            neighbours.update(set(pairwise(terms)))
            sentences.append(index_terms(dice.choice(article.text.split(". "))))
    shares = _shares(words, len(texts), 1)
    is_rarer = between(shares, *NOT_COMMON)
    rarer = {word for word in shares if is_rarer(word)}
    for terms in texts:
        near.update({*_near(terms, dice), *_near_of(terms, rarer)})
    return Sample(
        words=shares,
        neighbours=_shares(neighbours, len(texts), 2),
        near=_shares(near, len(texts), 2),
        sentences=sentences,
    )


def between(shares: dict[str, float], low: float, high: float) -> Callable[[str], bool]:
    """Whether a word stands in such a share of the articles, and is one that people would ask for."""
    return lambda word: low <= shares.get(word, 0) <= high and word.isalpha() and len(word) > 2


def _near(terms: Sequence[str], dice: random.Random) -> Iterator[Pair]:
    for _ in range(_WINDOWS):
        at = dice.randrange(max(1, len(terms) - DISTANCE))
        first, second = at, at + dice.randint(2, DISTANCE)
        if second < len(terms) and terms[first] != terms[second]:
            yield terms[first], terms[second]


def _near_of(terms: Sequence[str], words: set[str]) -> Iterator[Pair]:
    """Each pair of such words, but for neighbours."""
    places = [at for at, term in enumerate(terms) if term in words]
    for number, first in enumerate(places):
        for second in places[number + 1 :]:
            if second - first > DISTANCE:
                break
            if second - first > 1:
                yield terms[first], terms[second]


def _shares(counted: Counter[K], articles: int, least: int) -> dict[K, float]:
    return {one: count / articles for one, count in counted.items() if count >= least}
