"""Writes the articles: block by block, each from its own seed, so that any of them can be written by itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from benchmarks.press.calendar import dates, moment
from benchmarks.press.shapes import NAME, NUMBER, Shapes, headlines, sentences
from benchmarks.press.vocabulary import TOPICS, Vocabulary, name_of, rare_word, vocabulary
from storage.records import Article, CollectedArticle, PageReading, SourceDeclaration, SourceKind
from watch import IndexWords

SEED = 20_261_127
BLOCK = 500
#: Each rare word stands in so many articles, whatever their number.
RARE_WORDS, ARTICLES_OF_A_RARE_WORD = 40, 20

_SENTENCES, _SPREAD, _FEWEST, _MOST = 18.5, 0.4, 4, 90
# An article comes back to its own few words and names. Of them so many are those of its topic, which other articles
# have too, and the first of the names is nobody else's.
_OWN_WORDS, _OF_TOPIC, _SHARE_OF_OWN_WORDS = 14, 8, 0.2
_OWN_NAMES, _NAMES_OF_TOPIC, _SHARE_OF_OWN_NAMES = 6, 3, 0.55
_SMALL_NUMBERS = np.array([2, 3, 12, 40, 100, 300, 2024, 2025, 2026])
_SOURCES = 60
_SECTIONS = ("World", "Defence", "Politics", "Economy", "Asia", "Europe", None)
_LANGUAGES = ("en",) * 14 + ("en-GB", "en-US", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A made article. `number` is its place in the order of arrival, `source` counts from 0."""

    number: int
    title: str
    text: str
    published_at: datetime | None
    published_precision: str | None
    arrived_at: datetime
    source: int
    section: str | None
    language: str | None


class Press:
    """So many articles of about 3 kB over two years; the same for the same count and seed."""

    def __init__(self, count: int, seed: int = SEED) -> None:
        self.count = count
        self._seed = seed
        self._vocabulary: Vocabulary = vocabulary(seed)
        self._sentences, self._headlines = sentences(seed), headlines()
        self._topics = _Topics(self._vocabulary, seed)

    @property
    def blocks(self) -> int:
        """How many blocks there are."""
        return -(-self.count // BLOCK)

    def articles(self) -> Iterator[Written]:
        """All, in their order of arrival."""
        for number in range(self.blocks):
            yield from self.block(number)

    def block(self, number: int) -> list[Written]:
        """The articles of one block."""
        random = np.random.default_rng((self._seed, self.count, number))
        first = number * BLOCK
        numbers = np.arange(first, min(first + BLOCK, self.count), dtype=np.int64)
        lengths = np.clip(random.lognormal(np.log(_SENTENCES), _SPREAD, len(numbers)), _FEWEST, _MOST).astype(
            int
        )
        pool = _Pool(self._vocabulary, self._topics, [name_of(int(each)) for each in numbers], random)
        titles = pool.filled(self._headlines, np.arange(len(numbers)))
        filled = iter(pool.filled(self._sentences, np.repeat(np.arange(len(numbers)), lengths)))
        texts = [_paragraphs(list(islice(filled, int(length)))) for length in lengths]
        when = dates(numbers, self.count, random)
        kinds = random.integers(0, 2**31, (len(numbers), 3)).tolist()
        written = []
        for at, (title, text) in enumerate(zip(titles, texts, strict=True)):
            published = float(when.published[at])
            is_dated = published == published
            source, section, language = kinds[at]
            written.append(
                Written(
                    number=first + at,
                    title=title,
                    text=text + self._rare(first + at),
                    published_at=moment(published) if is_dated else None,
                    published_precision=("day" if when.day_only[at] else "second") if is_dated else None,
                    arrived_at=moment(float(when.arrived[at])),
                    source=source % _SOURCES,
                    section=_SECTIONS[section % len(_SECTIONS)],
                    language=_LANGUAGES[language % len(_LANGUAGES)],
                )
            )
        return written

    def _rare(self, number: int) -> str:
        every = max(1, self.count // ARTICLES_OF_A_RARE_WORD)
        place = number % every
        rare = [rare_word(word) for word in range(RARE_WORDS) if (word * 7_919) % every == place]
        return f"\n\nOfficials knew it as {', '.join(rare)}." if rare else ""


class _Topics:
    """What the press comes back to: words and names that meet again and again, a few topics in many articles."""

    def __init__(self, words: Vocabulary, seed: int) -> None:
        random = np.random.default_rng(seed)
        self.words = _drawn(words.words, (TOPICS, _OF_TOPIC), random)
        self.names = _drawn(words.names, (TOPICS, _NAMES_OF_TOPIC), random)


class _Pool:
    """What the slots of a block are filled from."""

    def __init__(
        self, words: Vocabulary, topics: _Topics, own: Sequence[str], random: np.random.Generator
    ) -> None:
        self._words, self._random = words, random
        articles, known = len(own), len(words.spelled)
        self._own_words = _drawn(words.words, (articles, _OWN_WORDS), random)
        self._own_names = _drawn(words.names, (articles, _OWN_NAMES), random)
        chosen = _drawn(words.topics, (articles,), random)
        self._own_words[:, :_OF_TOPIC] = topics.words[chosen]
        self._own_names[:, 1 : _NAMES_OF_TOPIC + 1] = topics.names[chosen]
        self._own_names[:, 0] = known + np.arange(articles)
        numbers = np.floor(10 ** random.uniform(0.3, 7, 8 * articles)).astype(np.int64)
        small = random.random(len(numbers)) < 0.4
        numbers[small] = random.choice(_SMALL_NUMBERS, int(small.sum()))
        self._first_number, self._numbers = known + articles, len(numbers)
        written = np.array(
            [*own, *(f"{number:,}" if number > 9_999 else str(number) for number in numbers.tolist())]
        )
        self._spelled = np.concatenate((words.spelled, written.astype(object)))

    def filled(self, shapes: Shapes, owners: NDArray[np.int64]) -> list[str]:
        """A sentence for each owner: an article by its place in the block."""
        random = self._random
        chosen = random.integers(0, len(shapes.written), len(owners))
        kinds = shapes.kinds[chosen]
        size = kinds.shape
        luck = random.random(size, dtype=np.float32)
        own = owners[:, None]
        words = np.where(
            luck < _SHARE_OF_OWN_WORDS,
            self._own_words[own, random.integers(0, _OWN_WORDS, size)],
            _drawn(self._words.words, size, random),
        )
        names = np.where(
            luck < _SHARE_OF_OWN_NAMES,
            self._own_names[own, random.integers(0, _OWN_NAMES, size)],
            _drawn(self._words.names, size, random),
        )
        numbers = random.integers(self._first_number, self._first_number + self._numbers, size)
        slots = np.where(kinds == NAME, names, np.where(kinds == NUMBER, numbers, words))
        written = shapes.written
        return [
            written[shape].format(*row)
            for shape, row in zip(chosen.tolist(), self._spelled[slots].tolist(), strict=True)
        ]


def _drawn(table: NDArray[np.int32], size: tuple[int, ...], random: np.random.Generator) -> NDArray[np.int32]:
    return table[random.integers(0, len(table), size, dtype=np.int32)]


def _paragraphs(written: Sequence[str]) -> str:
    step = 2 + len(written) % 2
    return "\n\n".join(" ".join(written[at : at + step]) for at in range(0, len(written), step))


def declarations() -> list[SourceDeclaration]:
    """The sources of the made press."""
    return [
        SourceDeclaration(
            name=f"paper-{number:02}",
            kind=SourceKind.FEED,
            url=f"https://paper-{number:02}.example/feed",
            host_group=f"paper-{number:02}.example",
            interval=timedelta(minutes=15),
            country=("KR", "US", "GB", "DE")[number % 4],
        )
        for number in range(_SOURCES)
    ]


def collected(written: Written, source_id: int, terms: IndexWords | None = None) -> CollectedArticle:
    """A made article as its page would have given it."""
    host = f"paper-{written.source:02}.example"
    slug = hashlib.blake2b(written.title.encode(), digest_size=4).hexdigest()
    url = f"https://{host}/{written.arrived_at:%Y/%m/%d}/{slug}-{written.number}"
    article = Article(
        url=url,
        fetched_url=url,
        title=written.title,
        text=written.text,
        authors=(f"Staff of {host}",),
        section=written.section,
        language=written.language,
        published_at=written.published_at,
        published_precision=written.published_precision,
        fetched_at=written.arrived_at,
        agreement=0.97,
        provenance={"title": "json-ld", "text": "readers", "published_at": "json-ld", "authors": "json-ld"},
    )
    reading = PageReading(
        url=url,
        kind=article.page_kind,
        found=("title", "text", "published_at", "authors"),
        text_length=len(article.text),
        agreement=article.agreement,
    )
    return CollectedArticle(
        article=article,
        source_id=source_id,
        lead_id=None,
        backlog=False,
        reading=reading,
        host=host,
        terms=terms,
    )
