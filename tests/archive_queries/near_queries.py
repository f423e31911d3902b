"""Queries for what stands near each other."""

import random

from tests.archive_queries.corpus import Corpus
from tests.archive_queries.kind import Kind
from tests.archive_queries.terms import ALIASES, near_each_other, phrase, place, prefix, term


def _sides(rng: random.Random, corpus: Corpus, within: int) -> tuple[str, str]:
    first, second = near_each_other(rng, corpus.passage(rng), 2, within)
    return place(rng, corpus, first), place(rng, corpus, second)


def _distance(rng: random.Random) -> int:
    return rng.choice((1, 2, 3, 5, 5, 8, 10, 20, 50, 255))


def near(rng: random.Random, corpus: Corpus) -> str:
    distance = _distance(rng)
    sides = list(_sides(rng, corpus, min(distance, 8)))
    rng.shuffle(sides)
    return f"{sides[0]} NEAR/{distance} {sides[1]}"


def within_words(rng: random.Random, corpus: Corpus) -> str:
    distance = _distance(rng)
    first, second = _sides(rng, corpus, min(distance, 8))
    return f"{second} W/{distance} {first}"


def near_in_order(rng: random.Random, corpus: Corpus) -> str:
    distance = _distance(rng)
    first, second = _sides(rng, corpus, min(distance, 8))
    return f"{first} ONEAR/{distance} {second}"


def preceding(rng: random.Random, corpus: Corpus) -> str:
    distance = _distance(rng)
    first, second = _sides(rng, corpus, min(distance, 8))
    return f"{first} PRE/{distance} {second}"


def adjacent(rng: random.Random, corpus: Corpus) -> str:
    distance = _distance(rng)
    first, second = _sides(rng, corpus, min(distance, 8))
    return f"{first} ADJ{distance} {second}"


def same_sentence(rng: random.Random, corpus: Corpus) -> str:
    first, second = _sides(rng, corpus, 6)
    return f"{first} W/S {second}"


def same_paragraph(rng: random.Random, corpus: Corpus) -> str:
    first, second = _sides(rng, corpus, 25)
    return f"{first} W/P {second}"


def not_near(rng: random.Random, corpus: Corpus) -> str:
    first, second = near_each_other(rng, corpus.passage(rng), 2, 12)
    return f"{term(rng, first)} NOT W/{rng.choice((1, 2, 5, 9))} {term(rng, second)}"


def not_same_sentence(rng: random.Random, corpus: Corpus) -> str:
    first, second = near_each_other(rng, corpus.passage(rng), 2, 20)
    return f"{term(rng, first)} NOT W/S {place(rng, corpus, second)}"


def near_chain(rng: random.Random, corpus: Corpus) -> str:
    runs = near_each_other(rng, corpus.passage(rng), rng.randint(3, 5), 5)
    operator = rng.choice((" NEAR/5 ", " NEAR/9 ", " W/7 "))
    return operator.join(rng.choice((term, prefix))(rng, run) for run in runs)


def near_phrases(rng: random.Random, corpus: Corpus) -> str:
    passage = corpus.passage(rng)
    at = rng.randrange(max(1, len(passage) - 12))
    first, second = (
        phrase(rng, passage[at : at + 4], 2),
        term(rng, passage[min(at + rng.randint(4, 10), len(passage) - 1)]),
    )
    operator = rng.choice(("NEAR/12", "W/15", "ONEAR/12", "W/S", "W/P"))
    return f"{first} {operator} {rng.choice((second, rng.choice(ALIASES)))}"


def near_in_a_field(rng: random.Random, corpus: Corpus) -> str:
    first, second = near_each_other(rng, corpus.passage(rng), 2, 6)
    field = rng.choice(("title", "lead", "body", "body"))
    return f"{field}:{term(rng, first)} {rng.choice(('NEAR/8', 'W/8', 'W/S', 'W/P'))} {field}:{term(rng, second)}"


KINDS: tuple[Kind, ...] = (
    near,
    within_words,
    near_in_order,
    preceding,
    adjacent,
    same_sentence,
    same_paragraph,
    not_near,
    not_same_sentence,
    near_chain,
    near_phrases,
    near_in_a_field,
)
