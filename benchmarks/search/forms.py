"""The forms of queries, thirty of each, made of what the press says; and of each what it is held to."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from benchmarks.matching import languages
from benchmarks.matching.watches import Boolean, Form
from benchmarks.press.vocabulary import rare_word
from benchmarks.search.sample import NOT_COMMON, Pair, Sample, between
from watch import Query, parse

EACH = 30
SEED = 7

COMMON, MIDDLING = (0.2, 0.6), (0.006, 0.016)
_SHORTEST_PREFIX = 4
#: A phrase in fewer articles is a rare one.
_OFTEN = 0.005


class Task(StrEnum):
    """What is asked for of that which a query finds."""

    NEWEST = "newest 20"
    RELEVANCE = "relevance"
    BY_DAY = "counts by day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query in the watch language, and the structure that the peers are asked for; None where they know no such."""

    written: str
    query: Query
    structure: Boolean | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryForm:
    """Queries of one form. `limit` is what an answer may take in milliseconds (p95).

    What is `streamed` may take longer, if its first result is there in 20 ms. What is `exact` all indexes must
    answer alike.
    """

    name: str
    asked: Sequence[Asked]
    limit: float
    streamed: bool = False
    exact: bool = False
    task: Task = Task.NEWEST


def forms(sample: Sample) -> list[QueryForm]:
    """All forms, the same for the same sample."""
    dice = random.Random(SEED)
    words = sample.words
    common, middling = _words(sample, *COMMON, dice), _words(sample, *MIDDLING, dice)
    is_common, is_rarer = between(words, *COMMON), between(words, *NOT_COMMON)
    rare = [rare_word(number) for number in range(EACH)]
    terms = {"common term": common, "middling term": middling, "rare term": rare}
    made = [
        QueryForm(name=name, asked=[_structured(_word(each)) for each in chosen], limit=3, exact=True)
        for name, chosen in terms.items()
    ]
    pairs = [*zip(common[:10], common[10:20], strict=False), *zip(common[20:], middling, strict=False)]
    pairs += zip(middling[10:20], middling[20:], strict=False)
    both = [_structured(_word(first), _word(second)) for first, second in pairs]
    made.append(QueryForm(name="AND", asked=both, limit=3, exact=True))
    often = {pair: share for pair, share in sample.neighbours.items() if share >= _OFTEN}
    seldom = {pair: share for pair, share in sample.neighbours.items() if share < _OFTEN}
    for name, shares, fits in (
        ("phrase", sample.neighbours, is_rarer),
        ("phrase of common words", often, is_common),
        ("phrase of common words, a rare one", seldom, is_common),
    ):
        phrases = [_structured((Form(words=pair),)) for pair in _pairs(shares, fits, dice)]
        made.append(QueryForm(name=name, asked=phrases, limit=20))
    for name, fits in (("NEAR/10", is_rarer), ("NEAR/10 of common words", is_common)):
        near = [_near(*pair) for pair in _pairs(sample.near, fits, dice)]
        made.append(QueryForm(name=name, asked=near, limit=20))
    for name, band in (("prefix", NOT_COMMON), ("prefix of common words", (COMMON[0], 0.9))):
        starts = [
            _structured((Form(words=(start,), prefix=True),)) for start in _prefixes(words, *band, dice)
        ]
        made.append(QueryForm(name=name, asked=starts, limit=20, exact=True))
    written: dict[str, Callable[[Sample, random.Random], Iterator[str]]] = {
        "EVENT": _events,
        "W/S": _in_sentences,
        "SCORE": _scores,
    }
    for name, make in written.items():
        asked = [Asked(written=one, query=parse(one)) for one in islice(make(sample, dice), EACH)]
        made.append(QueryForm(name=name, asked=asked, limit=150, streamed=True))
    some = [_structured(_word(each)) for each in (*common[:8], *middling[:7], *rare[:5])] + both[::3]
    for task, limit in ((Task.RELEVANCE, 50), (Task.BY_DAY, 60)):
        made.append(QueryForm(name=task, asked=some, limit=limit, exact=task is Task.BY_DAY, task=task))
    return made


def _structured(*groups: tuple[Form, ...], near: bool = False) -> Asked:
    structure = Boolean(groups=groups, near=near)
    written = languages.query(structure)
    return Asked(written=written, query=parse(written), structure=structure)


def _near(first: str, second: str) -> Asked:
    return _structured(_word(first), _word(second), near=True)


def _word(word: str) -> tuple[Form, ...]:
    return (Form(words=(word,)),)


def _words(sample: Sample, low: float, high: float, dice: random.Random) -> list[str]:
    fits = between(sample.words, low, high)
    found = sorted(word for word in sample.words if fits(word))
    return dice.sample(found, min(EACH, len(found)))


def _pairs(shares: dict[Pair, float], fits: Callable[[str], bool], dice: random.Random) -> list[Pair]:
    """Pairs of such words, each as likely as it is frequent."""
    found = sorted(pair for pair in shares if pair[0] != pair[1] and all(map(fits, pair)))
    weighed = sorted(found, key=lambda pair: dice.random() ** (1 / shares[pair]), reverse=True)
    return weighed[:EACH]


def _prefixes(shares: dict[str, float], low: float, high: float, dice: random.Random) -> list[str]:
    """Beginnings of words, such that the most frequent word with each stands in such a share of the articles."""
    most: dict[str, float] = {}
    for word, share in shares.items():
        if word.isalpha():
            for end in range(_SHORTEST_PREFIX, min(len(word), _SHORTEST_PREFIX + 3)):
                most[word[:end]] = max(share, most.get(word[:end], 0.0))
    found = sorted(start for start, share in most.items() if low <= share <= high)
    return dice.sample(found, min(EACH, len(found)))


def _events(sample: Sample, dice: random.Random) -> Iterator[str]:
    """An actor, an action, and every other time a target, of words that met in a sentence."""
    is_rarer, is_known = between(sample.words, *NOT_COMMON), between(sample.words, NOT_COMMON[0], COMMON[1])
    for number, sentence in enumerate(_shuffled(sample.sentences, dice)):
        actors = [word for word in sentence if is_rarer(word)]
        others = [word for word in dict.fromkeys(sentence) if is_known(word)]
        if not actors or len(others) < 3:
            continue
        actor = dice.choice(actors)
        action, target = dice.sample([word for word in others if word != actor], 2)
        roles = f"actor={actor}, action={action}" + (f", target={target}" if number % 2 else "")
        yield f"EVENT({roles})"


def _in_sentences(sample: Sample, dice: random.Random) -> Iterator[str]:
    is_known = between(sample.words, NOT_COMMON[0], COMMON[1])
    for sentence in _shuffled(sample.sentences, dice):
        known = [word for word in dict.fromkeys(sentence) if is_known(word)]
        if len(known) >= 2:
            yield " W/S ".join(dice.sample(known, 2))


def _scores(sample: Sample, dice: random.Random) -> Iterator[str]:
    common, rarer = _words(sample, *COMMON, dice), _words(sample, *NOT_COMMON, dice)
    while True:
        first, second = dice.sample(rarer, 2)
        third, fourth, against = dice.sample(common, 3)
        yield f"SCORE({first}^3, {second}^2, {third}, {fourth}, {against}^-2) >= 4"


def _shuffled(sentences: Sequence[Sequence[str]], dice: random.Random) -> list[Sequence[str]]:
    return dice.sample(list(sentences), len(sentences))
