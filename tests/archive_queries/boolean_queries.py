"""Queries with AND, OR and NOT."""

import random

from tests.archive_queries.corpus import Corpus
from tests.archive_queries.kind import Kind
from tests.archive_queries.near_queries import near, same_sentence
from tests.archive_queries.term_queries import (
    exact_word,
    inner_wildcard,
    loose_phrase,
    two_word_phrase,
    word,
    word_prefix,
)
from tests.archive_queries.terms import alternatives, near_each_other, prefix, telling, term

_DEEPEST = 4
_BLOCKS: tuple[Kind, ...] = (
    word,
    word,
    word,
    word_prefix,
    two_word_phrase,
    inner_wildcard,
    exact_word,
    loose_phrase,
)


def all_of(rng: random.Random, corpus: Corpus) -> str:
    """Words of one text, with AND or with nothing between them."""
    passage = corpus.passage(rng)
    return rng.choice((" ", " AND ")).join(term(rng, telling(rng, passage)) for _ in range(rng.randint(2, 5)))


def any_of(rng: random.Random, corpus: Corpus) -> str:
    """A few alternatives of all sorts, or many words."""
    if rng.random() < 0.2:
        return " OR ".join(word(rng, corpus) for _ in range(rng.choice((20, 60, 200))))
    return " OR ".join(
        rng.choice((word, word_prefix, two_word_phrase))(rng, corpus) for _ in range(rng.randint(2, 8))
    )


def without(rng: random.Random, corpus: Corpus) -> str:
    wanted = term(rng, rng.choice(rng.choice((corpus.common, corpus.spaced, corpus.unspaced))))
    excluded = (
        f" {rng.choice(('NOT', 'AND NOT'))} {word(rng, corpus)}" for _ in range(rng.choice((1, 1, 1, 3, 6)))
    )
    return wanted + "".join(excluded)


def without_all(rng: random.Random, corpus: Corpus) -> str:
    passage = corpus.passage(rng)
    wanted, other = telling(rng, passage), telling(rng, corpus.passage(rng))
    excluded = rng.choice(
        (alternatives(rng, corpus, other), f"({near(rng, corpus)})", f"({all_of(rng, corpus)})")
    )
    return f"{term(rng, wanted)} {prefix(rng, telling(rng, passage))} NOT {excluded}"


def grouped(rng: random.Random, corpus: Corpus) -> str:
    passage = corpus.passage(rng)
    return " ".join(alternatives(rng, corpus, telling(rng, passage)) for _ in range(rng.randint(2, 3)))


def nested(rng: random.Random, corpus: Corpus) -> str:
    return _nested(rng, corpus, rng.randint(2, _DEEPEST))


def precedence(rng: random.Random, corpus: Corpus) -> str:
    """Operators beside each other without parentheses."""
    passage = corpus.passage(rng)
    first, second = (term(rng, run) for run in near_each_other(rng, passage, 2, 5))
    third, fourth, fifth = (term(rng, telling(rng, passage)) for _ in range(3))
    form = rng.choice(
        (
            "{2} {3} OR {0} NEAR/5 {1}",
            "{0} W/5 {1} OR {2} NOT {4}",
            "{2} AND {0} ONEAR/9 {1} NOT {4}",
            "{2} OR {3} AND {4}",
            "{2} {0} W/S {1} OR {3}",
            "{2} OR {3} NOT {4} OR {0} W/P {1}",
        )
    )
    return form.format(first, second, third, fourth, fifth)


def across_scripts(rng: random.Random, corpus: Corpus) -> str:
    """Words of a script with spaces and of one without, in one query."""
    spaced, unspaced = term(rng, rng.choice(corpus.spaced)), term(rng, rng.choice(corpus.unspaced))
    accented = term(rng, rng.choice(corpus.accented))
    form = rng.choice(
        (
            "{0} OR {1}",
            "{0} OR {1} OR {2}",
            "({0} OR {2}) {1}",
            "{1} {0}",
            "{1} NOT {0}",
            "({1} OR {2}) NEAR/8 ({0} OR {1})",
        )
    )
    return form.format(spaced, unspaced, accented)


def small_operator_words(rng: random.Random, corpus: Corpus) -> str:
    """Operators' names as the words that they are."""
    return rng.choice(
        (
            f"{word(rng, corpus)} and {word(rng, corpus)}",
            '"NOT"',
            f'"OR" {word(rng, corpus)}',
            f"{word(rng, corpus)} not",
            "near or far",
            f'"AND" OR {word(rng, corpus)}',
        )
    )


def _nested(rng: random.Random, corpus: Corpus, depth: int) -> str:
    if depth == 0:
        return rng.choice(_BLOCKS)(rng, corpus)
    parts = [_nested(rng, corpus, depth - 1) for _ in range(2)]
    if depth > 1:
        parts = [f"({part})" for part in parts]
    match rng.randrange(5):
        case 0:
            return f"{parts[0]} {rng.choice(('', 'AND '))}{parts[1]}"
        case 1 | 2:
            return f"{parts[0]} OR {parts[1]}"
        case 3:
            return f"{parts[0]} OR {parts[1]} OR ({rng.choice((near, same_sentence))(rng, corpus)})"
        case _:
            return f"{parts[0]} NOT {parts[1]}"


KINDS: tuple[Kind, ...] = (
    all_of,
    any_of,
    without,
    without_all,
    grouped,
    nested,
    precedence,
    across_scripts,
    small_operator_words,
)
