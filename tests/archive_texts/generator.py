"""Articles: who published what, when, in which language."""

import random
from collections import deque
from dataclasses import dataclass, replace
from datetime import datetime

from tests.archive_texts.language import Language
from tests.archive_texts.languages import LANGUAGES
from tests.archive_texts.publication_times import publication_time
from tests.archive_texts.typography import chosen_setting
from tests.archive_texts.writer import Writer

SHORTEST = 300
LONGEST = 4000
_COPIED_SHARE = 0.05
_COPIED_FROM_THE_LAST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An article; `published_at` is in UTC, and the paragraphs of `text` stand apart by one blank line each."""

    title: str
    text: str
    source: str
    language: str | None
    country: str | None
    section: str | None
    authors: tuple[str, ...]
    published_at: datetime | None


def articles(count: int, seed: int) -> list[Text]:
    """`count` articles of 300 to 4,000 characters, the same ones for the same seed.

    A smaller count gives the first of them. One in twenty is another outlet's copy of one shortly before it.
    """
    rng = random.Random(seed)
    found: list[Text] = []
    lately: deque[tuple[Language, Text]] = deque(maxlen=_COPIED_FROM_THE_LAST)
    weights = [weight for _, weight in LANGUAGES]
    for _ in range(count):
        if lately and rng.random() < _COPIED_SHARE:
            found.append(_copied(rng, *rng.choice(lately)))
            continue
        language = rng.choices(LANGUAGES, weights)[0][0]
        article = _written(rng, language)
        lately.append((language, article))
        found.append(article)
    return found


def _written(rng: random.Random, language: Language) -> Text:
    writer = Writer(rng, language)
    tag = rng.choice(language.tags)
    outlet = rng.choice(language.outlets)
    title, text = writer.title(), _body(rng, language, writer)
    setting = chosen_setting(rng, language.tags[0])
    set_title, set_text = setting(rng, title), setting(rng, text)
    if SHORTEST <= len(set_text) <= LONGEST:
        title, text = set_title, set_text
    if language.capitals and rng.random() < 0.02:
        title = title.upper()
    return Text(
        title=title,
        text=text,
        source=outlet.name,
        language=tag if rng.random() < 0.92 else None,
        country=outlet.country if rng.random() < 0.92 else None,
        section=rng.choice(language.sections) if rng.random() < 0.7 else None,
        authors=_authors(rng, writer),
        published_at=publication_time(rng),
    )


def _body(rng: random.Random, language: Language, writer: Writer) -> str:
    """Paragraphs until the length that was drawn; short articles are the common ones."""
    wanted = int(SHORTEST + 20 + (LONGEST - SHORTEST - 700) * rng.random() ** 1.8)
    paragraphs: list[str] = []
    length = 0
    while length < wanted:
        sentences = [writer.sentence() for _ in range(rng.choice((1, 1, 2, 2, 3, 4)))]
        paragraph = language.between_sentences.join(sentences)
        if length + len(paragraph) + 2 > LONGEST:
            break
        paragraphs.append(paragraph)
        length += len(paragraph) + 2
    return "\n\n".join(paragraphs)


def _authors(rng: random.Random, writer: Writer) -> tuple[str, ...]:
    number = rng.choice((0, 0, 0, 1, 1, 1, 1, 2, 2, 3))
    return tuple(writer.author() for _ in range(number))


def _copied(rng: random.Random, language: Language, article: Text) -> Text:
    outlet = rng.choice(language.outlets)
    paragraphs = article.text.split("\n\n")
    shorter = "\n\n".join(paragraphs[:-1])
    return replace(
        article,
        source=outlet.name,
        country=outlet.country,
        text=shorter if len(shorter) >= SHORTEST and rng.random() < 0.5 else article.text,
        title=article.title if rng.random() < 0.6 else Writer(rng, language).title(),
        published_at=article.published_at if rng.random() < 0.3 else publication_time(rng),
    )
