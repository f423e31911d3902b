"""Queries of the watch language with something in the wrong place or out of range."""

import random

from tests.hostile_strings.mutation import changed_at_one_place
from tests.hostile_strings.words import STOP_WORDS, several_words, valid_query, word

_OPERATORS = (
    "AND",
    "OR",
    "NOT",
    "NEAR/5",
    "ONEAR/5",
    "PRE/5",
    "ADJ5",
    "W/5",
    "W/S",
    "W/P",
    "NOT W/5",
    "NOT W/S",
    "NEAR",
    "W/",
    "W/SEG",
)
_NUMBERS = (
    "0",
    "-1",
    "-0",
    "256",
    "1.5",
    "1e400",
    "NaN",
    "Infinity",
    str(2**31),
    str(2**63),
    str(2**64),
    "9" * 400,
    "",
    "0x10",
    "1_0",
    "٣",
    "²",
    " 5",
    "+5",
    "007",
    "١",
)


def one_character_changed(rng: random.Random) -> str:
    return changed_at_one_place(rng, valid_query(rng))


def operators_out_of_place(rng: random.Random) -> str:
    pieces = [
        rng.choice((*_OPERATORS, word(rng), word(rng), "(", ")", '"', ",", ":"))
        for _ in range(rng.randint(1, 9))
    ]
    return rng.choice((" ", " ", "")).join(pieces)


def operators_alone(rng: random.Random) -> str:
    return " ".join(rng.choices(_OPERATORS, k=rng.choice((1, 1, 2, 3, 40))))


def distances_out_of_range(rng: random.Random) -> str:
    number = rng.choice(_NUMBERS)
    form = rng.choice(
        (
            "{0} NEAR/{2} {1}",
            "{0} W/{2} {1}",
            "{0} PRE/{2} {1}",
            "{0} ONEAR/{2} {1}",
            "{0} ADJ{2} {1}",
            "{0} NOT W/{2} {1}",
            '"{0} {1}"~{2}',
            "ATLEAST{2}({0})",
            "ATLEAST{2}({0}",
        )
    )
    return form.format(word(rng), word(rng), number)


def scores_out_of_range(rng: random.Random) -> str:
    first, second, least = (
        rng.choice((*_NUMBERS, "1", "-1", "0.001", "1e-400", ".5", "5.")) for _ in range(3)
    )
    form = rng.choice(
        (
            "SCORE({0}^{2}, {1}^{3}) >= {4}",
            "SCORE({0}^{2}) > {4}",
            "SCORE() >= {4}",
            "SCORE({0}^{2},,{1}) >= {4}",
            "SCORE({0}^{2}",
            "SCORE({0}, {1})",
            "SCORE(SCORE({0}) >= 1) >= {4}",
            "{0}^{2}",
        )
    )
    return form.format(word(rng), word(rng), first, second, least)


def wildcards_out_of_place(rng: random.Random) -> str:
    form = rng.choice(
        (
            "*",
            "**",
            "*{0}",
            "*{0}*",
            "?",
            "????????",
            "{0}?",
            "?{0}",
            "{0}**",
            "a*",
            "ab*c",
            "*a*b*",
            "북*",
            "북?한",
            "a?*",
            "?*?*?*",
            '"*"',
            '"{0} *"',
            "=*",
            "={0}*",
            "@*",
            "@{0}*",
            "title:*",
            "lang:*",
            "%*",
            "{0}*{0}?{0}*",
        )
    )
    return form.format(word(rng))


def prefixes_of_one_letter(rng: random.Random) -> str:
    letters = rng.choices("abcdefghijklmnopqrstuvwxyzабвгéßøñ0123456789", k=rng.randint(1, 36))
    return rng.choice((" OR ", " ", " NEAR/5 ")).join(f"{letter}*" for letter in letters)


def stop_words_only(rng: random.Random) -> str:
    return rng.choice((" ", " OR ", " AND ", " NEAR/2 ")).join(rng.choices(STOP_WORDS, k=rng.randint(1, 20)))


def stop_words_in_quotes(rng: random.Random) -> str:
    return '"' + " ".join(rng.choices(STOP_WORDS, k=rng.randint(1, 20))) + '"' + rng.choice(("", "~10", "*"))


def punctuation_only(rng: random.Random) -> str:
    return "".join(
        rng.choices("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~§±—…•。、！？「」·؟،¿¡ ", k=rng.randint(1, 40))
    )


def only_what_is_excluded(rng: random.Random) -> str:
    form = rng.choice(
        (
            "NOT {0}",
            "{1} OR NOT {0}",
            "NOT NOT {0}",
            "NOT (NOT {0})",
            "NOT ({0} OR {1})",
            "-{0}",
            "NOT NOT NOT {0}",
            "(NOT {0}) (NOT {1})",
            "SCORE({0}^-1) >= 1",
            "ATLEAST2(NOT {0})",
            "NOT {0} W/5 {1}",
            "NOT EVENT(action={0})",
            "published:2025 NOT {0}",
        )
    )
    return form.format(word(rng), word(rng))


def words_beside_operators(rng: random.Random) -> str:
    """Words and operators without the space that would part them."""
    return rng.choice(("AND", "OR", "NOT", "NEAR/2", "(", ")", ":", "@", "=", "~", "^")).join(
        several_words(rng, 1, 2) for _ in range(rng.randint(2, 6))
    )


DRAWS = (
    one_character_changed,
    operators_out_of_place,
    operators_alone,
    distances_out_of_range,
    scores_out_of_range,
    wildcards_out_of_place,
    prefixes_of_one_letter,
    stop_words_only,
    stop_words_in_quotes,
    punctuation_only,
    only_what_is_excluded,
    words_beside_operators,
)
