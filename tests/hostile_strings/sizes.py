"""Strings that are very long. None is longer than a megabyte."""

import random

from tests.hostile_strings.draw import Draw
from tests.hostile_strings.words import WORDS, valid_query, word

_HUNDRED_KILOBYTES = 100_000
_MEGABYTE = 1_000_000
_FILLINGS = (
    "a",
    " ",
    '"',
    "'",
    "(",
    ")",
    "*",
    "?",
    "-",
    "\x00",
    "\n",
    "\\",
    "%",
    "é",
    "가",
    "\u0301",
    "\U0001f600",
    "ﷺ",
    "a ",
    "a*",
    "a OR ",
    "NOT ",
    "^",
    "@a ",
    "=",
    "\ud800",
    "&",
    "İ",
)


def _filled(filling: str, size: int) -> str:
    return filling * (size // len(filling.encode("utf-8", "surrogatepass")))


def one_word_very_long(rng: random.Random) -> str:
    letters = rng.choices("abcdefghijklmnopqrstuvwxyzäжк한", k=50)
    return "".join(letters) * rng.choice((6, 40, 200, 1000)) + rng.choice(("", "*", "?x"))


def hundred_kilobytes_of_one(rng: random.Random) -> str:
    return _filled(rng.choice(_FILLINGS), _HUNDRED_KILOBYTES - 100) + word(rng)


def hundred_kilobytes_of_words(rng: random.Random) -> str:
    between = rng.choice((" ", " OR ", " AND ", "\n", ",", " NEAR/3 ", '" "'))
    return between.join(rng.choices(WORDS, k=6_000))


def hundred_kilobytes_of_noise(rng: random.Random) -> str:
    return "".join(map(chr, rng.choices(range(1, 0xD800), k=_HUNDRED_KILOBYTES // 3)))


def hundred_kilobytes_behind_a_query(rng: random.Random) -> str:
    return (
        valid_query(rng)
        + rng.choice((" ", " OR ", '"', "\x00"))
        + _filled(rng.choice(_FILLINGS), _HUNDRED_KILOBYTES - 200)
    )


def hundred_kilobytes_of_marks(rng: random.Random) -> str:
    """Canonical order sorts them, and they are in none."""
    return "a" + "".join(
        rng.choices("\u0301\u0323\u0327\u0345\u05b0\u0591\U0001d165\u3099", k=_HUNDRED_KILOBYTES // 3)
    )


def a_megabyte_of_one(rng: random.Random) -> str:
    return _filled(rng.choice(_FILLINGS), _MEGABYTE - 100) + word(rng)


def a_megabyte_of_words(rng: random.Random) -> str:
    return rng.choice((" ", " OR ")).join(rng.choices(WORDS, k=70_000))


DRAWS = (
    one_word_very_long,
    hundred_kilobytes_of_one,
    hundred_kilobytes_of_words,
    hundred_kilobytes_of_noise,
    hundred_kilobytes_behind_a_query,
    hundred_kilobytes_of_marks,
    a_megabyte_of_one,
    a_megabyte_of_words,
)

ROUNDS_BETWEEN: dict[Draw, int] = {
    one_word_very_long: 1,
    hundred_kilobytes_of_one: 5,
    hundred_kilobytes_of_words: 5,
    hundred_kilobytes_of_noise: 10,
    hundred_kilobytes_behind_a_query: 5,
    hundred_kilobytes_of_marks: 20,
    a_megabyte_of_one: 25,
    a_megabyte_of_words: 50,
}
"""The long ones take their turn in every so many-th round, so that thousands of strings still fit in memory."""
