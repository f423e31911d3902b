"""One article's sentences, which speak of the same few people, places and things."""

import random
import re

from tests.archive_texts.figures import FIGURES
from tests.archive_texts.language import Forms, Language

_SLOT = re.compile(r"\{(?P<name>[a-z_]+)(?::(?P<form>\d))?\}")
_CAST = ("actor", "ally", "place", "weapon", "unit", "ship", "office", "topic")
_CAST_SIZE = 2
_KEEPS_TO_CAST = 0.8


class Writer:
    """Fills the templates of one language for one article."""

    def __init__(self, rng: random.Random, language: Language) -> None:
        self._rng = rng
        self._language = language
        self._cast: dict[str, list[Forms]] = {
            name: [_common_first(rng, language.words[name]) for _ in range(_CAST_SIZE)]
            for name in _CAST
            if name in language.words
        }
        self._cast["person"] = [self._person() for _ in range(_CAST_SIZE)]
        self._unused: list[str] = []

    def title(self) -> str:
        return self._sentence(self._rng.choice(self._language.titles))

    def sentence(self) -> str:
        """The next sentence; its template comes again only when all others had their turn."""
        if not self._unused:
            self._unused = list(self._language.sentences)
            self._rng.shuffle(self._unused)
        return self._sentence(self._unused.pop())

    def author(self) -> str:
        return self._person()[0]

    def _sentence(self, template: str) -> str:
        text = self._filled(template)
        return self._capitalised(text) if self._language.capitals else text

    def _filled(self, template: str) -> str:
        return _SLOT.sub(self._fill, template)

    def _fill(self, slot: re.Match[str]) -> str:
        name, form = slot["name"], int(slot["form"] or 0)
        if name in FIGURES:
            return FIGURES[name](self._rng, self._language)
        forms = self._chosen(name)
        return self._filled(forms[min(form, len(forms) - 1)])

    def _chosen(self, name: str) -> Forms:
        cast = self._cast.get(name)
        if cast and (name == "person" or self._rng.random() < _KEEPS_TO_CAST):
            return cast[0] if self._rng.random() < 0.65 else cast[1]
        return _common_first(self._rng, self._language.words[name])

    def _person(self) -> Forms:
        """A full and a short name; the family's is often one that nobody else has."""
        words, rng = self._language.words, self._rng
        family = rng.choice(words["family"])[0]
        if rng.random() < 0.4:
            family = "".join(rng.choice(part) for part in self._language.syllables)
        given = rng.choice(words["given"])[0]
        parts = {"given": given, "family": family}
        return self._language.full_name.format(**parts), self._language.short_name.format(**parts)

    def _capitalised(self, text: str) -> str:
        if "tr" in self._language.tags and text.startswith("i"):
            return f"İ{text[1:]}"
        return text[:1].upper() + text[1:]


def _common_first(rng: random.Random, words: tuple[Forms, ...]) -> Forms:
    return words[int(len(words) * rng.random() ** 1.6)]
