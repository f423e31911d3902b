"""Things inside things, up to a hundred thousand deep, and operators by the thousand."""

import random

from tests.hostile_strings.draw import Draw
from tests.hostile_strings.words import word

_DEPTHS = (65, 100, 1000, 10_000, 100_000)


def parentheses_nested(rng: random.Random) -> str:
    depth = rng.choice(_DEPTHS)
    return "(" * depth + word(rng) + ")" * rng.choice((depth, depth - 1, depth + 1))


def parentheses_unclosed(rng: random.Random) -> str:
    return rng.choice(("(", ")", "()", ")(", "( ", "(a")) * rng.choice(_DEPTHS) + word(rng)


def parentheses_nested_around_operators(rng: random.Random) -> str:
    depth = rng.choice((65, 1000, 10_000))
    operator = rng.choice(("OR", "AND", "NEAR/2", "NOT", "W/S"))
    return "(" * depth + word(rng) + f" {operator} {word(rng)})" * depth


def nested_to_the_right(rng: random.Random) -> str:
    depth = rng.choice((65, 1000, 10_000))
    return f"{word(rng)} {rng.choice(('OR', 'NOT', 'NEAR/3', ''))} (" * depth + word(rng) + ")" * depth


def fields_nested(rng: random.Random) -> str:
    depth = rng.choice((2, 65, 1000, 20_000))
    return rng.choice(("title:(", "lead:(", "body:", "title:")) * depth + word(rng) + ")" * depth


def negations_nested(rng: random.Random) -> str:
    return (
        f"{word(rng)} "
        + rng.choice(("NOT ", "NOT (", "-", "!", "NOT NOT ")) * rng.choice((2, 65, 1000, 50_000))
        + word(rng)
    )


def functions_nested(rng: random.Random) -> str:
    depth = rng.choice((2, 17, 65, 5000))
    opening = rng.choice(("SCORE(", "ATLEAST2(", "EVENT(action=", "EVENT(action=("))
    return opening * depth + word(rng) + rng.choice((")", ") >= 1")) * depth


def brackets_of_other_kinds(rng: random.Random) -> str:
    opening, closing = rng.choice(("[]", "{}", "<>", "（）", "「」", "''", '""', "«»"))
    depth = rng.choice((65, 1000, 50_000))
    return opening * depth + word(rng) + closing * rng.choice((depth, 0))


def thousands_of_or(rng: random.Random) -> str:
    return " OR ".join([word(rng), word(rng)] * rng.choice((1500, 3000, 6000)))


def thousands_of_near(rng: random.Random) -> str:
    operator = rng.choice((" NEAR/5 ", " W/S ", " ONEAR/2 ", " W/P ", " NEAR "))
    return operator.join([word(rng), word(rng)] * rng.choice((21, 500, 4000)))


def thousands_of_not(rng: random.Random) -> str:
    return f"{word(rng)} " + f"NOT {word(rng)} " * rng.choice((100, 3000, 8000))


def thousands_of_operators(rng: random.Random) -> str:
    return rng.choice(
        ("OR ", "AND ", "NOT ", "NEAR/5 ", "W/S ", "SCORE ", "EVENT(", "ATLEAST3(")
    ) * rng.choice((3001, 10_000))


def thousands_of_quotes(rng: random.Random) -> str:
    return f'"{word(rng)}" ' * rng.choice((500, 5000)) + rng.choice(("", '"'))


def thousands_of_fields(rng: random.Random) -> str:
    return f"{rng.choice(('title', 'lang', 'published', 'domain'))}:{word(rng)} " * rng.choice((500, 5000))


def thousands_of_aliases(rng: random.Random) -> str:
    return rng.choice((" OR ", " ")).join(["@dprk", "@russia", "@deploy"] * rng.choice((10, 300, 2000)))


DRAWS = (
    parentheses_nested,
    parentheses_unclosed,
    parentheses_nested_around_operators,
    nested_to_the_right,
    fields_nested,
    negations_nested,
    functions_nested,
    brackets_of_other_kinds,
    thousands_of_or,
    thousands_of_near,
    thousands_of_not,
    thousands_of_operators,
    thousands_of_quotes,
    thousands_of_fields,
    thousands_of_aliases,
)

ROUNDS_BETWEEN: dict[Draw, int] = {
    parentheses_nested: 2,
    parentheses_unclosed: 4,
    parentheses_nested_around_operators: 4,
    nested_to_the_right: 4,
    fields_nested: 3,
    brackets_of_other_kinds: 3,
    thousands_of_or: 4,
    thousands_of_near: 3,
    thousands_of_not: 4,
    thousands_of_operators: 4,
    thousands_of_quotes: 4,
    thousands_of_fields: 4,
    thousands_of_aliases: 4,
}
