"""Queries of one term or one phrase."""

import random
import unicodedata

from tests.archive_queries.corpus import Corpus
from tests.archive_queries.kind import Kind
from tests.archive_queries.terms import (
    ALIASES,
    can_be_prefix,
    contiguous,
    fragment,
    is_operator,
    lowered,
    phrase,
    prefix,
    telling,
    term,
)


def word(rng: random.Random, corpus: Corpus) -> str:
    """A word as likely as it stands in the texts, or one of the commonest."""
    return term(rng, rng.choice(corpus.common) if rng.random() < 0.2 else telling(rng, corpus.passage(rng)))


def rare_word(rng: random.Random, corpus: Corpus) -> str:
    run = telling(rng, corpus.rare)
    return fragment(rng, run, 6) if run.unspaced else term(rng, run)


def unheard_word(rng: random.Random, corpus: Corpus) -> str:
    """Finds nothing."""
    letters = "".join(rng.choices("qxzjvwk", k=7))
    return rng.choice(
        (
            f"{letters}ing",
            f'"{term(rng, rng.choice(corpus.common))} {letters}"',
            f"{letters}*",
            "龘靐齉",
            "뷁쀍",
        )
    )


def unspaced_fragment(rng: random.Random, corpus: Corpus) -> str:
    run = rng.choice(corpus.unspaced)
    text = fragment(rng, run, rng.randint(2, 6))
    return f"{text}*" if len(text) > 2 and rng.random() < 0.2 else text


def single_character(rng: random.Random, corpus: Corpus) -> str:
    return fragment(rng, rng.choice(corpus.unspaced), 1)


def word_prefix(rng: random.Random, corpus: Corpus) -> str:
    """Half of a word or more and a star, or two letters and a star, the widest that is allowed."""
    run = rng.choice(corpus.long_words)
    return f"{lowered(run.text)[:2]}*" if can_be_prefix(run) and rng.random() < 0.3 else prefix(rng, run)


def inner_wildcard(rng: random.Random, corpus: Corpus) -> str:
    run = rng.choice(corpus.long_words)
    if not can_be_prefix(run, 5):
        return term(rng, run)
    letters = list(lowered(run.text))
    for at in rng.sample(range(2, len(letters) - 1), rng.choice((1, 1, 1, 2))):
        letters[at] = "?"
    return "".join(letters)


def exact_word(rng: random.Random, corpus: Corpus) -> str:
    run = rng.choice(rng.choice((corpus.common, corpus.spaced, corpus.accented)))
    return f"={run.text if rng.random() < 0.8 else run.text.lower()}"


def exact_phrase(rng: random.Random, corpus: Corpus) -> str:
    return f'="{" ".join(contiguous(rng, corpus.spaced_passage(rng), rng.randint(2, 3)))}"'


def accented_word(rng: random.Random, corpus: Corpus) -> str:
    """As it is written, or without its accents, which makes no difference."""
    text = term(rng, rng.choice(corpus.accented))
    if rng.random() < 0.5:
        return text
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", text) if unicodedata.category(letter) != "Mn"
    )
    return bare if bare.isascii() else text


def decomposed_word(rng: random.Random, corpus: Corpus) -> str:
    return unicodedata.normalize("NFD", term(rng, rng.choice(rng.choice((corpus.accented, corpus.unspaced)))))


def capitals(rng: random.Random, corpus: Corpus) -> str:
    text = rng.choice(corpus.long_words).text
    return (
        text.title()
        if is_operator(text.upper())
        else rng.choice((text.upper(), text.title(), text.swapcase()))
    )


def hyphenated(rng: random.Random, corpus: Corpus) -> str:
    text = rng.choice(corpus.hyphenated)
    return rng.choice((text, text, text.lower(), f'"{text.replace("-", " ")}"', f"={text}"))


def with_apostrophe(rng: random.Random, corpus: Corpus) -> str:
    text = rng.choice(corpus.with_apostrophe)
    return rng.choice((text, text.replace("’", "'"), text.lower(), f'"{text}"'))


def number(rng: random.Random, corpus: Corpus) -> str:
    return rng.choice(corpus.numbers).text


def two_word_phrase(rng: random.Random, corpus: Corpus) -> str:
    return phrase(rng, corpus.passage(rng), 2)


def longer_phrase(rng: random.Random, corpus: Corpus) -> str:
    return phrase(rng, corpus.passage(rng), rng.choice((3, 3, 4, 5, 9)))


def phrase_with_star(rng: random.Random, corpus: Corpus) -> str:
    passage = corpus.spaced_passage(rng)
    for _ in range(20):
        words = contiguous(rng, passage, rng.randint(2, 3))
        if words[-1].isalpha() and words[-1][0].isascii() and len(words[-1]) >= 3:
            return f'"{" ".join(words[:-1])} {words[-1][: rng.randint(2, len(words[-1]))]}*"'
    return phrase(rng, passage, 2)


def phrase_with_punctuation(rng: random.Random, corpus: Corpus) -> str:
    """A stretch of the text as it stands, with the marks between its words."""
    words = corpus.raw(rng).split()
    at = rng.randrange(max(1, len(words) - 5))
    stretch = " ".join(words[at : at + rng.randint(2, 4)])[:40]
    kept = "".join(
        letter
        for letter in stretch
        if letter.isalnum() or letter in " -,.'’" or unicodedata.category(letter)[0] == "M"
    )
    return f'"{" ".join(kept.split())}"' if any(letter.isalnum() for letter in kept) else word(rng, corpus)


def loose_phrase(rng: random.Random, corpus: Corpus) -> str:
    """Words of a sentence with some left out between them."""
    passage = corpus.spaced_passage(rng)
    between = rng.randint(1, 10)
    number_of_words = rng.randint(2, 4)
    at = rng.randrange(max(1, len(passage) - number_of_words - between))
    stretch = passage[at : at + number_of_words + rng.randint(0, between)]
    inner = sorted(rng.sample(range(1, len(stretch) - 1), min(number_of_words - 2, len(stretch) - 2)))
    chosen = [stretch[0], *(stretch[place] for place in inner), stretch[-1]]
    return f'"{" ".join(run.text[:6] if run.unspaced else run.text for run in chosen)}"~{between}'


def alias(rng: random.Random, corpus: Corpus) -> str:
    return rng.choice(
        (rng.choice(ALIASES), f"{rng.choice(ALIASES)} {word(rng, corpus)}", " ".join(rng.sample(ALIASES, 2)))
    )


KINDS: tuple[Kind, ...] = (
    word,
    rare_word,
    unheard_word,
    unspaced_fragment,
    single_character,
    word_prefix,
    inner_wildcard,
    exact_word,
    exact_phrase,
    accented_word,
    decomposed_word,
    capitals,
    hyphenated,
    with_apostrophe,
    number,
    two_word_phrase,
    longer_phrase,
    phrase_with_star,
    phrase_with_punctuation,
    loose_phrase,
    alias,
)
