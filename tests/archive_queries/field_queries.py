"""Queries that ask a field. Those for what is known of an article have a word beside them."""

import random

from tests.archive_queries.corpus import Corpus
from tests.archive_queries.kind import Kind
from tests.archive_queries.runs import runs
from tests.archive_queries.terms import alternatives, phrase, prefix, telling, term
from tests.archive_texts.languages import LANGUAGES

_OUTLETS = [outlet for language, _ in LANGUAGES for outlet in language.outlets]
_SECTIONS = [section for language, _ in LANGUAGES for section in language.sections]
_FAMILIES = [forms[0] for language, _ in LANGUAGES for forms in language.words["family"]]
_COUNTRIES = sorted({outlet.country for outlet in _OUTLETS if outlet.country})
_LANGUAGES = ("en", "de", "fr", "tr", "ru", "uk", "ko", "zh", "ja", "th")
_DOMAINS = ("gazette.example", "news.gazette.example", "example.org", "wire.example.net", "example.com")


def _word(rng: random.Random, corpus: Corpus) -> str:
    return term(rng, telling(rng, rng.choice((corpus.common, corpus.passage(rng)))))


def _asked(rng: random.Random, corpus: Corpus, field: str) -> str:
    """A word, a prefix, a phrase or alternatives in `field`."""
    passage = corpus.passage(rng)
    early = passage[: 8 if field == "title" else max(8, len(passage) // 8)]
    run = telling(rng, early)
    form = rng.choice(
        (term(rng, run), prefix(rng, run), phrase(rng, early, 2), alternatives(rng, corpus, run))
    )
    return f"{field}:{form}"


def in_title(rng: random.Random, corpus: Corpus) -> str:
    asked = _asked(rng, corpus, "title")
    return rng.choice((asked, asked, f"{asked} {rng.choice(('', 'OR ', 'NOT '))}{_word(rng, corpus)}"))


def in_lead(rng: random.Random, corpus: Corpus) -> str:
    return _asked(rng, corpus, "lead")


def in_body(rng: random.Random, corpus: Corpus) -> str:
    return _asked(rng, corpus, "body")


def _named(rng: random.Random, name: str) -> str:
    """The whole name in quotes, or one word of it."""
    words = [run.text for run in runs(name)]
    return rng.choice((f'"{" ".join(words)}"', rng.choice(words), rng.choice(words).lower()))


def byline(rng: random.Random, corpus: Corpus) -> str:
    asked = f"byline:{_named(rng, rng.choice(_FAMILIES))}"
    return rng.choice((asked, f"{asked} {_word(rng, corpus)}"))


def source(rng: random.Random, corpus: Corpus) -> str:
    asked = f"source:{_named(rng, rng.choice(_OUTLETS).name)}"
    return rng.choice((asked, f"{asked} {_word(rng, corpus)}", f"{_word(rng, corpus)} NOT {asked}"))


def section(rng: random.Random, corpus: Corpus) -> str:
    first, second = (_named(rng, rng.choice(_SECTIONS)) for _ in range(2))
    asked = rng.choice((f"section:{first}", f"section:({first} OR {second})"))
    return rng.choice((asked, f"{asked} {_word(rng, corpus)}", f"{_word(rng, corpus)} NOT {asked}"))


def _one_or_two(rng: random.Random, values: tuple[str, ...] | list[str]) -> str:
    first, second = rng.sample(values, 2)
    return rng.choice((first, first, f"({first} OR {second})"))


def _beside_a_word(rng: random.Random, corpus: Corpus, asked: str) -> str:
    word = _word(rng, corpus)
    return rng.choice(
        (
            f"{word} {asked}",
            f"{asked} {word}",
            f"{word} NOT {asked}",
            f"({word} OR {_word(rng, corpus)}) {asked}",
        )
    )


def language(rng: random.Random, corpus: Corpus) -> str:
    return _beside_a_word(rng, corpus, f"lang:{_one_or_two(rng, _LANGUAGES)}")


def country(rng: random.Random, corpus: Corpus) -> str:
    return _beside_a_word(rng, corpus, f"country:{_one_or_two(rng, _COUNTRIES)}")


def domain(rng: random.Random, corpus: Corpus) -> str:
    return _beside_a_word(rng, corpus, f"domain:{_one_or_two(rng, _DOMAINS)}")


def published(rng: random.Random, corpus: Corpus) -> str:
    """A year, a month or a day, alone or as a bound."""
    year, month, day = rng.randint(2018, 2026), rng.randint(1, 12), rng.randint(1, 28)
    moment = rng.choice((f"{year}", f"{year}-{month:02d}", f"{year}-{month:02d}-{day:02d}"))
    return _beside_a_word(rng, corpus, f"published:{rng.choice(('', '>=', '<'))}{moment}")


def published_between(rng: random.Random, corpus: Corpus) -> str:
    year, first, last = rng.randint(2019, 2026), rng.randint(1, 12), rng.randint(1, 12)
    months = sorted((first, last))
    days = (
        f"{year}-{months[0]:02d}-{rng.randint(1, 14):02d}..{year}-{months[1]:02d}-{rng.randint(15, 28):02d}"
    )
    return _beside_a_word(rng, corpus, f"published:{days}")


KINDS: tuple[Kind, ...] = (
    in_title,
    in_lead,
    in_body,
    byline,
    source,
    section,
    language,
    country,
    domain,
    published,
    published_between,
)
