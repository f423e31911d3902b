"""Made-up words that are as frequent as words are: a few everywhere, most almost nowhere (Zipf-Mandelbrot)."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate


def listed(words: str) -> list[str]:
    """Words with spaces between."""
    return words.split()


#: What holds English together; about two words in five.
FUNCTION_WORDS = listed(
    "the of to in and a that for on is was with as said it by at from has he be are its have will were not an but"
    " this had they who which their after been about more would his or when one up out than over also we what into"
    " could two if there last year before some other no all against under between through while during first"
)
_SHARE_OF_FUNCTION_WORDS = 0.4

#: What made-up syllables are made of.
ONSETS = listed("b br c ch d dr f fl g gr h j k kr l m n p pl qu r s sh sk st t tr v vl w y z")
VOWELS = listed("a e i o u ai ea ie ou a e o")
CODAS = ["", "", "", "l", "n", "r", "s", "t", "m", "nd", "rt", "ck"]
_ENDINGS = ["", "", "", "s", "ed", "ing", "er", "ion", "al", "ly"]
_ACCENTED = str.maketrans(
    {"a": "á", "e": "é", "i": "í", "o": "ö", "u": "ü", "l": "ł", "s": "š", "n": "ñ", "c": "ç"}
)
_CYRILLIC = listed(
    "ва ко ни по ра сто ле ми дру зе ка ший ро та би ну ха це жи ль ён й ї пере при від ство ного ский"
)
_HANGUL = tuple("가나다라마바사아자차카타파하군국방장전연한북남미일중러대통령부위원회사령관함포탄")
_PARTICLES = ["이", "가", "은", "는", "을", "를", "의", "에", "에서", "으로", ""]
#: As many characters as a newspaper needs for most of what it prints.
_HAN = [chr(code) for code in range(0x4E00, 0x9FA5, 23)]

#: A word is a name (and begins with a capital) this often.
_SHARE_OF_NAMES = 0.2
_SHARE_OF_ACCENTED_NAMES = 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Words in the order of their frequency, and the sums of their weights up to each."""

    words: Sequence[str]
    sums: Sequence[float]

    def drawn(self, dice: random.Random, count: int) -> list[str]:
        """So many words, each as likely as it is frequent."""
        return dice.choices(self.words, cum_weights=self.sums, k=count)


def latin(dice: random.Random) -> Lexicon:
    """Function words of English, then 30,000 words and names that nobody ever wrote."""
    words = _distinct(dice, 30_000, _latin_word)
    weights = _zipf(len(words))
    scale = _SHARE_OF_FUNCTION_WORDS / (1 - _SHARE_OF_FUNCTION_WORDS) * sum(weights)
    function = _zipf(len(FUNCTION_WORDS))
    heads = [weight * scale / sum(function) for weight in function]
    return Lexicon(words=[*FUNCTION_WORDS, *words], sums=list(accumulate([*heads, *weights])))


def cyrillic(dice: random.Random) -> Lexicon:
    """10,000 words of Cyrillic syllables."""
    return _lexicon(
        _distinct(dice, 10_000, lambda dice: "".join(dice.choices(_CYRILLIC, k=dice.randint(1, 4))))
    )


def korean(dice: random.Random) -> Lexicon:
    """5,000 words of Hangul with their particles."""
    return _lexicon(
        _distinct(
            dice,
            5_000,
            lambda dice: "".join(dice.choices(_HANGUL, k=dice.randint(2, 3))) + dice.choice(_PARTICLES),
        )
    )


def chinese(dice: random.Random) -> Lexicon:
    """3,000 words of one to three characters of Han."""
    return _lexicon(
        _distinct(dice, 3_000, lambda dice: "".join(dice.choices(_HAN, k=dice.choice([1, 2, 2, 2, 3]))))
    )


def _lexicon(words: Sequence[str]) -> Lexicon:
    return Lexicon(words=words, sums=list(accumulate(_zipf(len(words)))))


def _zipf(count: int) -> list[float]:
    return [1 / (rank + 14) ** 1.16 for rank in range(count)]


def _distinct(dice: random.Random, count: int, made: Callable[[random.Random], str]) -> list[str]:
    """So many different words, or as many as come in twenty times as many tries; frequent ones tend to be short."""
    words: dict[str, None] = {}
    for _ in range(count * 20):
        words[made(dice)] = None
        if len(words) == count:
            break
    return sorted(words, key=lambda word: len(word) + dice.uniform(0, 24))


def _latin_word(dice: random.Random) -> str:
    syllables = (
        dice.choice(ONSETS) + dice.choice(VOWELS) + dice.choice(CODAS)
        for _ in range(dice.choice([1, 2, 2, 2, 3, 3]))
    )
    word = "".join(syllables)
    if dice.random() >= _SHARE_OF_NAMES:
        return word + dice.choice(_ENDINGS)
    if dice.random() < _SHARE_OF_ACCENTED_NAMES:
        word = word[0] + word[1:].translate(_ACCENTED)
    return word.capitalize()
