"""The words of the made press, from the most frequent down: a few in every article, most almost nowhere.

Content words follow Zipf-Mandelbrot. Words of the trade, and some that always stand together, are strewn among made-up
ones, which come in families (a stem with its endings), so that beginnings of words find several.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from benchmarks.matching.lexicon import CODAS, ONSETS, VOWELS, listed

WORDS, NAMES, TOPICS = 60_000, 6_000, 2_000
# One entry in so many is a pair of words before it, so that common words make phrases that are frequent and rare.
_FIRST_PAIR, _LAST_PAIR, _EVERY_PAIR, _PAIRED = 24, 24_000, 8, 400
#: Draws are looked up in a table: a word so rare that the table has no place for it is not drawn.
_TABLE = 1 << 21

_ENDINGS = ("", "s", "ed", "ing", "er", "ion", "al", "ly")
#: What names of one article alone are made of: with the capital, nothing else ends so.
_SYLLABLES = [onset + vowel for onset in "bdfghjklmnprstvz" for vowel in "aeiou"]

_TRADE = listed("""
missile missiles launch launched launches troops troop soldiers frigate frigates destroyer destroyers submarine
submarines carrier fleet navy naval army battalion brigade regiment squadron artillery shells shelling howitzer
ammunition drone drones strike strikes struck attack attacks attacked warhead warheads uranium plutonium reactor
enrichment sanctions sanctioned embargo export exports contract contracts delivered delivery deployed deploys
deployment deployments border borders ceasefire truce offensive retreat captured casualties wounded killed hostage
intelligence satellite satellites radar interceptor interceptors airspace jets fighter bombers helicopter pilot
exercise exercises drill drills manoeuvres alliance treaty summit minister ministry spokesman spokeswoman president
parliament lawmakers budget spending procurement factory shipyard engines armour tanks vehicles mines minesweeper
convoy blockade strait island islands peninsula base bases garrison conscription reserves veterans mercenaries
militia rebels insurgents coup espionage cyberattack hackers malware encryption nuclear ballistic hypersonic cruise
anti-tank surface-to-air short-range long-range peacekeepers observers negotiations talks agreement deal visit
""")

_TOGETHER = """
prime minister|defence minister|foreign ministry|armed forces|air defence|air defence system|air force|coast guard
ballistic missile|cruise missile|nuclear test|nuclear weapons|special forces|military aid|military exercise
joint exercise|security council|state media|news agency|chief of staff|general staff|supply chain|rules of engagement
aircraft carrier|patrol boat|surface fleet|early warning|electronic warfare|peace talks|prisoner exchange
arms embargo|export licence|dual use goods|exclusive economic zone|freedom of navigation|line of control
human rights|civil society|opposition leader|interim government|martial law|state of emergency
weapons of mass destruction|rocket force
""".replace("\n", "|").split("|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All words, content first, and tables to draw their numbers from for each kind of slot, and those of topics."""

    spelled: NDArray[np.object_]
    words: NDArray[np.int32]
    names: NDArray[np.int32]
    topics: NDArray[np.int32]


@cache
def vocabulary(seed: int) -> Vocabulary:
    """The vocabulary of a seed."""
    dice = random.Random(seed)
    words, names = _content(dice), _names(dice)
    return Vocabulary(
        spelled=np.array([*words, *names], dtype=object),
        words=_drawn(len(words), head=2.7, slope=1.07),
        names=_drawn(len(names), head=4.0, slope=0.95) + len(words),
        topics=_drawn(TOPICS, head=5.0, slope=0.8),
    )


def name_of(number: int) -> str:
    """A name that stands in one article alone."""
    syllables = len(_SYLLABLES)
    # An odd factor: neighbours get names that share nothing.
    left = number * 6_700_417 % syllables**4
    name = ""
    for _ in range(4):
        left, at = divmod(left, syllables)
        name += _SYLLABLES[at]
    return f"{name.capitalize()}v"


def rare_word(number: int) -> str:
    """A word that the press writes in few articles, chosen by number."""
    return f"{_SYLLABLES[number % 80]}{_SYLLABLES[number // 80 % 80]}quix"


def _content(dice: random.Random) -> list[str]:
    made = _families(dice)
    ranked = list(dict.fromkeys([*_TRADE, *filter(None, _TOGETHER)]))
    dice.shuffle(ranked)
    # One made-up word, one of the trade, and so on: each stands in a third to a few hundredths of the articles.
    words = [word for pair in zip(ranked, made, strict=False) for word in pair]
    words += [word for _, word in zip(range(WORDS - len(words)), made, strict=False)]
    for rank in range(_FIRST_PAIR, _LAST_PAIR, _EVERY_PAIR):
        words[rank] = " ".join(dice.sample(words[: min(rank, _PAIRED)], 2))
    return words


def _families(dice: random.Random) -> Iterator[str]:
    """Made-up words without end, those of few letters first."""
    seen: set[str] = set(_TRADE)
    length = 1
    while True:
        family = []
        for _ in range(2_000 * length**2):
            stem = _stem(dice, length)
            family += [stem + ending for ending in dice.sample(_ENDINGS, dice.randint(1, 4))]
        family = [word for word in dict.fromkeys(family) if len(word) > 2 and word not in seen]
        seen.update(family)
        dice.shuffle(family)
        yield from family
        length = min(length + 1, 4)


def _names(dice: random.Random) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < NAMES:
        names[
            _stem(dice, dice.choice((2, 2, 3))).capitalize() + dice.choice(("ov", "stan", "ia", "ez", "i"))
        ] = None
    return list(names)


def _stem(dice: random.Random, syllables: int) -> str:
    return "".join(dice.choice(ONSETS) + dice.choice(VOWELS) + dice.choice(CODAS) for _ in range(syllables))


def _drawn(count: int, *, head: float, slope: float) -> NDArray[np.int32]:
    weights = 1 / (np.arange(count) + head) ** slope
    shares: NDArray[np.float64] = np.cumsum(weights) / weights.sum()
    places = (np.arange(_TABLE) + 0.5) / _TABLE
    return np.searchsorted(shares, places).astype(np.int32)
