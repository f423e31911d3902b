"""Stories made from a vocabulary: the same seed always writes the same text, whatever the time is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from tests.cms_sites.vocabulary import ENGLISH, FRENCH, GERMAN, Vocabulary
from tests.cms_sites.vocabulary_asia import JAPANESE, KOREAN, RUSSIAN

VOCABULARIES = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "ko": KOREAN,
    "ja": JAPANESE,
    "ru": RUSSIAN,
}
MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
HOURS = timedelta(hours=1)
DAYS = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article as its site's editor has it."""

    number: int
    path: str
    headline: str
    byline: str
    paragraphs: tuple[str, ...]
    language: str
    published_at: datetime

    @property
    def summary(self) -> str:
        """What a feed without full text would show."""
        return self.paragraphs[0]

    @property
    def day(self) -> str:
        """The date as a reader of this language expects it."""
        at = self.published_at
        if self.language == "ko":
            return f"{at.year}년 {at.month}월 {at.day}일"
        if self.language == "ja":
            return f"{at.year}年{at.month}月{at.day}日"
        month = MONTHS[self.language].split()[at.month - 1]
        return f"{at.day}{'.' if self.language == 'de' else ''} {month} {at.year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Writes a site's stories. `path` is a form of {slug} and {number}; `first` is the oldest one's number."""

    seed: str
    path: str
    count: int = 8
    language: str = "en"
    first: int = 401

    @property
    def paths(self) -> frozenset[str]:
        """The paths of all stories."""
        return frozenset(path for path, *_ in self._texts())

    def stories(self, newest_at: datetime, every: timedelta) -> tuple[Story, ...]:
        """The stories, newest first, one in each `every`."""
        return tuple(
            Story(
                number=self.first + self.count - 1 - place,
                path=path,
                headline=headline,
                byline=byline,
                paragraphs=paragraphs,
                language=self.language,
                published_at=(newest_at - place * every).replace(microsecond=0),
            )
            for place, (path, headline, byline, paragraphs) in enumerate(self._texts())
        )

    def _texts(self) -> list[tuple[str, str, str, tuple[str, ...]]]:
        words, chance, seen = VOCABULARIES[self.language], Random(self.seed), set[str]()
        texts = []
        for place in range(self.count):
            headline = fill(words.headline, words, chance)
            while headline in seen:
                headline = fill(words.headline, words, chance)
            seen.add(headline)
            paragraphs = tuple(
                " ".join(fill(sentence, words, chance) for sentence in chance.sample(words.sentences, 3))
                for _ in range(5)
            )
            path = self.path.format(slug=slug_of(headline, place), number=self.first + self.count - 1 - place)
            texts.append((path, headline, chance.choice(words.authors), paragraphs))
        return texts


def comments(stories: Iterable[Story], newest_at: datetime, every: timedelta) -> tuple[Story, ...]:
    """What readers said under stories, as a comments feed has it: links to a place within the articles."""
    return tuple(
        replace(
            story,
            path=f"{story.path}#comment-{900 - place}",
            headline=f"By: reader {place} on {story.headline}",
            paragraphs=("My uncle served there, and he says that it rained.",),
            published_at=(newest_at - place * every).replace(microsecond=0),
        )
        for place, story in enumerate(stories)
    )


def fill(form: str, words: Vocabulary, chance: Random) -> str:
    """A sentence of the form, its slots drawn by chance, its first letter large."""
    text = form.format(
        who=chance.choice(words.who),
        does=chance.choice(words.does),
        what=chance.choice(words.what),
        where=chance.choice(words.where),
        when=chance.choice(words.when),
    )
    return text[0].upper() + text[1:]


def slug_of(headline: str, place: int) -> str:
    """What a CMS makes of a headline; one without Latin letters is named by its place."""
    plain = re.sub(r"[^a-z]+", "-", headline.lower()).strip("-")
    return plain if len(plain) > 12 else f"story-{place}"
