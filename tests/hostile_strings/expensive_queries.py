"""Queries that keep to the language and cost as much as they can, and those one step beyond its limits."""

import random

from tests.hostile_strings.words import STOP_WORDS, several_words, word

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _short(rng: random.Random) -> str:
    return "".join(rng.choices(_LETTERS, k=rng.randint(2, 4)))


def many_alternatives(rng: random.Random) -> str:
    return " OR ".join(_short(rng) for _ in range(rng.choice((100, 1000, 2999, 3000, 3001))))


def many_prefixes(rng: random.Random) -> str:
    """Two letters before the star, the fewest that are allowed."""
    pairs = ("".join(rng.choices(_LETTERS, k=2)) for _ in range(rng.choice((8, 31, 32, 33))))
    return rng.choice((" OR ", " ")).join(f"{pair}*" for pair in pairs)


def many_near(rng: random.Random) -> str:
    places = rng.choices(STOP_WORDS, k=rng.choice((3, 20, 40, 41, 42)))
    return f" {rng.choice(('NEAR/255', 'W/S', 'W/P', 'ONEAR/255'))} ".join(places)


def near_of_alternatives(rng: random.Random) -> str:
    sides = (
        "(" + " OR ".join(rng.choices(STOP_WORDS, k=rng.randint(10, 25))) + ")"
        for _ in range(rng.choice((2, 3, 5, 20)))
    )
    return rng.choice((" NEAR/255 ", " W/S ", " ONEAR/100 ")).join(sides)


def near_itself(rng: random.Random) -> str:
    term = rng.choice(STOP_WORDS)
    return f" {rng.choice(('NEAR/1', 'NEAR/255', 'W/S', 'PRE/2'))} ".join([term] * rng.choice((2, 5, 40)))


def long_phrases(rng: random.Random) -> str:
    return (
        '"' + " ".join(rng.choices((*STOP_WORDS, "troops", "de*"), k=rng.choice((2, 20, 63, 64, 65)))) + '"'
    )


def loose_phrases(rng: random.Random) -> str:
    one = (
        '"'
        + " ".join(rng.choices(STOP_WORDS, k=rng.choice((2, 8, 8, 9))))
        + f'"~{rng.choice((1, 10, 10, 11))}'
        for _ in range(rng.choice((1, 4, 16, 17)))
    )
    return rng.choice((" OR ", " ")).join(one)


def many_atleast(rng: random.Random) -> str:
    items = (
        f"ATLEAST{rng.choice((2, 3, 99))}({rng.choice(STOP_WORDS)})"
        for _ in range(rng.choice((2, 31, 32, 33)))
    )
    return rng.choice((" ", " OR ")).join(items)


def large_scores(rng: random.Random) -> str:
    items = ", ".join(
        f"{rng.choice((_short(rng), rng.choice(STOP_WORDS)))}^{rng.choice(('1', '-1', '0.01', '-0.99'))}"
        for _ in range(rng.choice((10, 200, 1500)))
    )
    return f"SCORE({items}) >= {rng.choice(('1', '0.01', '1000'))}"


def many_events(rng: random.Random) -> str:
    event = "EVENT(actor=@dprk, action=@deploy, target=@russia)"
    plain = f"EVENT(actor={rng.choice(STOP_WORDS)}, action={rng.choice(STOP_WORDS)}, target={word(rng)}, polarity=any)"
    return rng.choice((" OR ", " ")).join([rng.choice((event, plain))] * rng.choice((2, 15, 16, 17)))


def much_excluded(rng: random.Random) -> str:
    return word(rng) + "".join(
        f" NOT {rng.choice((_short(rng), rng.choice(STOP_WORDS)))}"
        for _ in range(rng.choice((10, 500, 2990)))
    )


def deep_but_allowed(rng: random.Random) -> str:
    depth = rng.choice((10, 62, 63, 64, 65, 66))
    return "(" * depth + word(rng) + "".join(f" OR {_short(rng)})" for _ in range(depth))


def products_of_alternatives(rng: random.Random) -> str:
    """Alternatives beside alternatives: whoever multiplies them out is lost."""
    group = "(" + " OR ".join(_short(rng) for _ in range(rng.randint(2, 30))) + ")"
    return " ".join([group] * rng.choice((5, 20, 60)))


def common_fragments(rng: random.Random) -> str:
    """Single characters of scripts without words, found inside everything."""
    return rng.choice((" ", " OR ", " NEAR/9 ")).join(
        rng.choices("의이다에는的了是在の、にはをกนรา一", k=rng.choice((1, 2, 10, 41)))
    )


def wildcards_within(rng: random.Random) -> str:
    letters = "".join(rng.choices(_LETTERS, k=2))
    return rng.choice((" OR ", " ")).join(
        f"{letters}{'?' * rng.randint(1, 12)}{rng.choice(_LETTERS)}"
        for _ in range(rng.choice((1, 8, 32, 33)))
    )


def as_long_as_allowed(rng: random.Random) -> str:
    size = rng.choice((32_000, 32_768, 32_769, 33_000))
    text = several_words(rng, 12_000, 12_000)
    return text.encode()[:size].decode("utf-8", "ignore")


DRAWS = (
    many_alternatives,
    many_prefixes,
    many_near,
    near_of_alternatives,
    near_itself,
    long_phrases,
    loose_phrases,
    many_atleast,
    large_scores,
    many_events,
    much_excluded,
    deep_but_allowed,
    products_of_alternatives,
    common_fragments,
    wildcards_within,
    as_long_as_allowed,
)
