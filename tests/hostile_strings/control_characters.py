"""Characters that are not seen, and those that move what is."""

import random

from tests.hostile_strings.words import several_words, valid_query, word

_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u180e\u200b\u200c\u200d\u2060\u2061"
    "\u2064\u3164\ufeff\uffa0\u206a\U000e0001\U000e0041"
)
_SPACES = "\t\x0b\x0c\x1c\x1f\x85\u00a0\u1680\u2000\u2003\u2007\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
_ANSI = (
    "\x1b[31m",
    "\x1b[2J\x1b[H",
    "\x1b[1A\x1b[2K",
    "\x1b]0;owned\x07",
    "\x1b]8;;http://x.example\x1b\\",
    "\x1b]52;c;cm0gLXJm\x07",
    "\x1b[6n",
    "\x1bP$q\x1b\\",
    "\x1bc",
    "\x9b31m",
    "\x9d0;x\x9c",
    "\x1b[",
    "\x1b",
    "\x1b[999999999999C",
    "\x08\x08\x08",
    "\x0e",
    "\x1b[?1049h",
)


def _strewn(rng: random.Random, text: str, characters: str) -> str:
    places = rng.randint(1, 6)
    for _ in range(places):
        at = rng.randint(0, len(text))
        text = text[:at] + rng.choice(characters) + text[at:]
    return text


def nul_characters(rng: random.Random) -> str:
    return _strewn(rng, rng.choice((valid_query(rng), word(rng), "")), "\x00")


def control_characters(rng: random.Random) -> str:
    return _strewn(rng, valid_query(rng), "".join(map(chr, (*range(32), *range(127, 160)))))


def control_characters_alone(rng: random.Random) -> str:
    return "".join(rng.choices([chr(code) for code in (*range(32), *range(127, 160))], k=rng.randint(1, 40)))


def lone_surrogates(rng: random.Random) -> str:
    surrogates = "".join(chr(rng.randint(0xD800, 0xDFFF)) for _ in range(8))
    return _strewn(
        rng, rng.choice((valid_query(rng), word(rng), "")), surrogates + "\ud800\udbff\udc00\udfff"
    )


def surrogate_pairs(rng: random.Random) -> str:
    """Two surrogates that would be one character in UTF-16, and the two the wrong way round."""
    pair = chr(rng.randint(0xD800, 0xDBFF)) + chr(rng.randint(0xDC00, 0xDFFF))
    return f"{word(rng)}{rng.choice((pair, pair[::-1], pair * 20))}{word(rng)}"


def bidi_controls(rng: random.Random) -> str:
    return _strewn(rng, rng.choice((valid_query(rng), "שלום (troops) مرحبا", word(rng))), _BIDI)


def invisible_characters(rng: random.Random) -> str:
    return _strewn(rng, rng.choice((valid_query(rng), word(rng), "")), _INVISIBLE)


def spaces_of_all_kinds(rng: random.Random) -> str:
    return rng.choice(("", " ")).join(
        word(rng) + rng.choice(_SPACES) * rng.randint(1, 3) for _ in range(rng.randint(1, 5))
    )


def only_spaces(rng: random.Random) -> str:
    return "".join(rng.choices(_SPACES + " \r\n", k=rng.choice((1, 2, 3, 30, 3000))))


def line_breaks(rng: random.Random) -> str:
    """Lines that want to stand in a log or among the headers of a mail or an answer."""
    end = rng.choice(("\r\n", "\n", "\r", "\n\n", "\r\n\r\n", "\u2028", "\x85", "\x0b"))
    line = rng.choice(
        (
            "Bcc: x@evil.example",
            "Set-Cookie: a=b",
            "ERROR all is lost",
            "HTTP/1.1 200 OK",
            "'; DROP TABLE articles",
            word(rng),
        )
    )
    return f"{word(rng)}{end}{line}{end}{rng.choice(('', word(rng)))}"


def ansi_escapes(rng: random.Random) -> str:
    return "".join(word(rng) + rng.choice(_ANSI) for _ in range(rng.randint(1, 4))) + rng.choice(
        ("", "\x1b[0m")
    )


def noncharacters(rng: random.Random) -> str:
    codes = (
        0xFFFE,
        0xFFFF,
        0xFDD0,
        0xFDEF,
        0x1FFFE,
        0x10FFFF,
        0x10FFFE,
        0xFFFD,
        0xE000,
        0xF8FF,
        0xF0000,
        0x378,
        0xE0FFF,
    )
    return _strewn(rng, rng.choice((valid_query(rng), word(rng), "")), "".join(map(chr, codes)))


def random_characters(rng: random.Random) -> str:
    return "".join(chr(rng.randrange(0x110000)) for _ in range(rng.randint(1, 60)))


def random_bytes(rng: random.Random) -> str:
    return rng.randbytes(rng.randint(1, 80)).decode("latin-1") + several_words(rng, 0, 1)


DRAWS = (
    nul_characters,
    control_characters,
    control_characters_alone,
    lone_surrogates,
    surrogate_pairs,
    bidi_controls,
    invisible_characters,
    spaces_of_all_kinds,
    only_spaces,
    line_breaks,
    ansi_escapes,
    noncharacters,
    random_characters,
    random_bytes,
)
