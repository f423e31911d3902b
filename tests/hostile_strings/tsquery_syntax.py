"""What means something to PostgreSQL's tsquery and tsvector, and to its trigrams and patterns."""

import random

from tests.hostile_strings.words import several_words, word


def tsquery_operators(rng: random.Random) -> str:
    form = rng.choice(
        (
            "{0} & {1}",
            "{0} | {1}",
            "!{0}",
            "!!{0}",
            "{0} & & {1}",
            "{0} &",
            "| {0}",
            "!",
            "& | !",
            "({0} & {1}",
            "{0} & {1})",
            "()",
            "{0} {1} & !({0} | )",
            "{0}&!|{1}",
        )
    )
    return form.format(word(rng), word(rng))


def tsquery_followed_by(rng: random.Random) -> str:
    distance = rng.choice(
        ("-", "0", "1", "-1", "16384", "16385", "65536", "2147483648", "9" * 40, "x", "", "1.5")
    )
    return f"{word(rng)} <{distance}> {word(rng)} {rng.choice(('', '<->', '<', '>', '<-'))} {word(rng)}"


def tsquery_weights(rng: random.Random) -> str:
    weight = rng.choice(
        (":*", ":A", ":ABCD", ":*ABCD", ":E", ":**", ":", "::", ":*:*", ":1", ":99999999999", ":1A,2B")
    )
    return several_words(rng, 1, 2, f"{weight} & ") + weight


def tsquery_quotes(rng: random.Random) -> str:
    form = rng.choice(
        (
            "'{0}' & '{1}'",
            "'{0}''{1}'",
            "'{0}",
            "'",
            "''",
            "''''",
            "'{0}\\'{1}'",
            "\\'{0}",
            "'{0}\\",
            "\\",
            "'\\\\'{0}",
            "'{0} {1}':*",
            "$${0}$$",
            "$tag${0}$tag$",
        )
    )
    return form.format(word(rng), word(rng))


def tsvector_long_lexeme(rng: random.Random) -> str:
    """A lexeme may have 2,046 bytes at most; its position 16,383."""
    letter = rng.choice("aßж가一\U00020000")
    return letter * rng.choice((682, 1023, 1024, 2045, 2046, 2047, 2048, 16383, 16384, 65536))


def web_search_syntax(rng: random.Random) -> str:
    form = rng.choice(
        (
            "-{0}",
            '-"{0} {1}"',
            '"{0}" or -{1}',
            "+{0} +{1}",
            "{0} or or {1}",
            "- -{0}",
            "or",
            '-"',
            '"{0}" -"{1}',
        )
    )
    return form.format(word(rng), word(rng))


def casts_and_types(rng: random.Random) -> str:
    form = rng.choice(
        (
            "{0}::regclass",
            "{0}::tsquery",
            "'{0}'::jsonb",
            "ARRAY['{0}']",
            '{{{0},"{1}"}}',
            "{{NULL,{0}}}",
            "ROW({0})",
            "CAST({0} AS int)",
            "U&'\\0041{0}'",
            "E'\\x00{0}'",
            "B'101{0}'",
            "X'1FG{0}'",
            "[{0},{1})",
        )
    )
    return form.format(word(rng), word(rng))


def like_wildcards(rng: random.Random) -> str:
    """LIKE, ILIKE, SIMILAR TO and GLOB; many signs for any text make the match slow."""
    sign = rng.choice(("%", "_", "*", "?", "[a-z]", "[^a]", "[", "[]", "\\%", "\\", "%_", "_%", "a%", "*a"))
    return word(rng) + sign * rng.choice((1, 2, 3, 20, 200, 2000)) + rng.choice(("", "\\", word(rng)))


DRAWS = (
    tsquery_operators,
    tsquery_followed_by,
    tsquery_weights,
    tsquery_quotes,
    tsvector_long_lexeme,
    web_search_syntax,
    casts_and_types,
    like_wildcards,
)
