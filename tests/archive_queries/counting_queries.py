"""Queries that count or weigh, and those for events."""

import random

from tests.archive_queries.corpus import Corpus
from tests.archive_queries.kind import Kind
from tests.archive_queries.terms import (
    ALIASES,
    alternatives,
    near_each_other,
    phrase,
    place,
    prefix,
    telling,
    term,
)

_POLARITIES = ("asserted", "hedged", "denied", "any", "asserted|hedged", "hedged|denied", "asserted|denied")


def _counted(rng: random.Random, corpus: Corpus) -> str:
    run = rng.choice(rng.choice((corpus.common, corpus.passage(rng))))
    counted = rng.choice(
        (term(rng, run), prefix(rng, run), alternatives(rng, corpus, run)[1:-1], rng.choice(ALIASES))
    )
    return f"ATLEAST{rng.choice((2, 2, 3, 3, 4, 6))}({counted})"


def at_least(rng: random.Random, corpus: Corpus) -> str:
    other = term(rng, telling(rng, corpus.passage(rng)))
    return rng.choice(("{0}", "{0}", "{0} {1}", "{1} NOT {0}")).format(_counted(rng, corpus), other)


def score(rng: random.Random, corpus: Corpus) -> str:
    """Weights of words of one text; what is to be reached is no more than they add up to."""
    passage = corpus.passage(rng)
    weights = [rng.choice(("", "^2", "^3", "^1.5", "^0.25")) for _ in range(rng.randint(2, 6))]
    items = [rng.choice((term, prefix))(rng, telling(rng, passage)) + weight for weight in weights]
    total = sum(float(weight[1:] or 1) for weight in weights)
    if rng.random() < 0.4:
        items.append(f"{term(rng, telling(rng, corpus.passage(rng)))}^{rng.choice(('-1', '-2.75', '-4'))}")
    return f"SCORE({', '.join(items)}) >= {rng.randint(1, max(1, int(total)))}"


def score_of_queries(rng: random.Random, corpus: Corpus) -> str:
    passage = corpus.passage(rng)
    items = (
        f"{_counted(rng, corpus)}^2",
        f"title:{term(rng, telling(rng, passage))}^3",
        f"({phrase(rng, passage, 2)} {term(rng, telling(rng, passage))})",
        f"({' NEAR/9 '.join(term(rng, run) for run in near_each_other(rng, passage, 2, 7))})^1.25",
        f"{rng.choice(ALIASES)}",
        f"EVENT(action={term(rng, telling(rng, passage))})^2",
        f"{term(rng, telling(rng, passage))}^-1",
        term(rng, telling(rng, passage)),
    )
    chosen = [items[-1], *rng.sample(items[:-1], rng.randint(2, 5))]
    return f"SCORE({', '.join(chosen)}) >= {rng.choice((1, 2, 3))}"


def event(rng: random.Random, corpus: Corpus) -> str:
    parts = ["action=@deploy"]
    if rng.random() < 0.8:
        parts.insert(0, "actor=@dprk")
    if rng.random() < 0.6:
        parts.append("target=@russia")
    if rng.random() < 0.7:
        parts.append(f"polarity={rng.choice(_POLARITIES)}")
    return f"EVENT({', '.join(parts)})"


def event_of_words(rng: random.Random, corpus: Corpus) -> str:
    actor, action, target = (
        place(rng, corpus, run) for run in near_each_other(rng, corpus.passage(rng), 3, 4)
    )
    parts = [f"action={action}"]
    if rng.random() < 0.5:
        parts.insert(0, f"actor={rng.choice((actor, '@dprk', '@russia'))}")
    if rng.random() < 0.5:
        parts.append(f"target={target}")
    if rng.random() < 0.6:
        parts.append(f"polarity={rng.choice(_POLARITIES)}")
    return f"EVENT({', '.join(parts)})"


def event_and_more(rng: random.Random, corpus: Corpus) -> str:
    other = term(rng, telling(rng, corpus.passage(rng)))
    return rng.choice(
        (
            f"{event(rng, corpus)} NOT title:{other}",
            f"{event(rng, corpus)} OR {other}",
            f"{other} {event_of_words(rng, corpus)}",
        )
    )


KINDS: tuple[Kind, ...] = (at_least, score, score_of_queries, event, event_of_words, event_and_more)
