"""Boolean watches made from the words of texts, as structure: `languages.py` writes them down for each contender."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.matching.corpus import Text
from watch import index_terms
from watch.letters import is_glyph

DISTANCE = 10
SEED = 5

_SHARE_NEAR = 0.5
_SHARE_EXCLUDING = 0.2
_SHARE_OF_OTHER_SCRIPTS = 0.1
_SHARE_OF_PREFIXES = 0.12
_SHARE_OF_PHRASES = 0.15

# Share of documents that hold a form, and how often forms of that band are asked for. A desk asks for names and terms
# of its trade: most stand in one article of a thousand, some ("troops", "missile") in one of thirty.
_BANDS = ((0.0, 0.003, 0.50), (0.003, 0.02, 0.37), (0.02, 0.15, 0.13))


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Folded words side by side; with `prefix` the last of them is only the beginning of one."""

    words: tuple[str, ...]
    prefix: bool = False

    @property
    def is_glyphs(self) -> bool:
        """Whether it is of a script that is searched character by character."""
        return is_glyph(self.words[0])


Group = tuple[Form, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Boolean:
    """One form of each group must stand in the article, those of the first two near each other if `near`."""

    groups: tuple[Group, ...]
    near: bool
    excluded: Group = ()


def made(texts: Sequence[Text], count: int, seed: int = SEED) -> list[Boolean]:
    """So many watches; the same for the same seed and texts, and the first of many are those of few."""
    maker = _Maker(texts, seed)
    return [maker.watch(near=number % 2 == 0) for number in range(count)]


class _Maker:
    def __init__(self, texts: Sequence[Text], seed: int) -> None:
        self._dice = random.Random(seed)
        self._terms = [index_terms(f"{text.title}\n{text.text}") for text in texts]
        frequency = Counter(term for terms in self._terms for term in set(terms))
        shares = {
            term: count / len(texts)
            for term, count in sorted(frequency.items())
            if not term.isdigit() and len(term) >= (2 if is_glyph(term) else 3)
        }
        self._rare = {term for term, share in shares.items() if share <= _BANDS[-1][1]}
        self._latin = _Bands({term: share for term, share in shares.items() if _is_latin(term)})
        others = _Bands({term: share for term, share in shares.items() if not _is_latin(term)})
        self._others = others if others.words else self._latin

    def watch(self, *, near: bool) -> Boolean:
        dice = self._dice
        groups = tuple(self._group() for _ in range(dice.choice([2, 2, 3])))
        return Boolean(
            groups=groups, near=near, excluded=self._group() if dice.random() < _SHARE_EXCLUDING else ()
        )

    def _group(self) -> Group:
        return tuple(dict.fromkeys(self._form() for _ in range(self._dice.randint(1, 4))))

    def _form(self) -> Form:
        dice = self._dice
        luck = dice.random()
        if luck < _SHARE_OF_PHRASES:
            return self._phrase()
        word = (self._others if dice.random() < _SHARE_OF_OTHER_SCRIPTS else self._latin).drawn(dice)
        if luck < _SHARE_OF_PHRASES + _SHARE_OF_PREFIXES and len(word) > 5 and not is_glyph(word):
            return Form(words=(word[: -dice.randint(1, 2)],), prefix=True)
        return Form(words=(word,))

    def _phrase(self) -> Form:
        """Two neighbours of some text, or one word where no two are rare enough."""
        for _ in range(20):
            terms = self._dice.choice(self._terms)
            if len(terms) < 2:
                continue
            at = self._dice.randrange(len(terms) - 1)
            words = (terms[at], terms[at + 1])
            if set(words) <= self._rare and not any(map(is_glyph, words)):
                return Form(words=words)
        return Form(words=(self._latin.drawn(self._dice),))


class _Bands:
    """Words by the share of documents that hold them."""

    def __init__(self, shares: dict[str, float]) -> None:
        found = [
            ([term for term, share in shares.items() if low < share <= high], often)
            for low, high, often in _BANDS
        ]
        self.words = [words for words, _ in found if words]
        self._often = [often for words, often in found if words]

    def drawn(self, dice: random.Random) -> str:
        """A word of a band that is drawn as often as it says."""
        return dice.choice(dice.choices(self.words, weights=self._often)[0])


def _is_latin(term: str) -> bool:
    return term[0] < "\u0370"
