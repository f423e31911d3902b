"""Quotes and escapes, whole and broken."""

import base64
import random
from urllib.parse import quote

from tests.hostile_strings.words import several_words, valid_query, word

_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›「」『』〝〞〟﹁﹂＂＇｀｢｣❛❜❝❞\u02b9\u02ba\u02bc\u02ee\u05f3\u05f4\u055a\ua78c\u0022\u0027"


def quotes_of_all_kinds(rng: random.Random) -> str:
    opening, closing = rng.choice(_QUOTES), rng.choice(_QUOTES)
    return f"{opening}{several_words(rng, 1, 4)}{closing}{rng.choice(('', word(rng), closing, opening))}"


def quotes_alone(rng: random.Random) -> str:
    return "".join(rng.choices(_QUOTES, k=rng.choice((1, 2, 3, 5, 50, 1001))))


def quotes_unclosed(rng: random.Random) -> str:
    pieces = [several_words(rng, 1, 2) for _ in range(rng.randint(1, 6))]
    return '"'.join(pieces) + rng.choice(('"', '""', '"~', '"~3"', '"*', '="', "\\"))


def backslash_escapes(rng: random.Random) -> str:
    escapes = (
        "\\n",
        "\\0",
        "\\x00",
        "\\u0000",
        "\\ud800",
        "\\U00110000",
        "\\N{DIGIT ONE}",
        "\\'",
        '\\"',
        "\\\\",
        "\\",
        "\\u{1F600}",
        "\\777",
        "\\b",
        "\\c[",
        "\\x1b[2J",
        "\\uZZZZ",
        "\\*",
        "\\(",
    )
    return "".join(word(rng) + rng.choice(escapes) for _ in range(rng.randint(1, 5)))


def percent_escapes(rng: random.Random) -> str:
    escapes = (
        "%00",
        "%0d%0a",
        "%27",
        "%22",
        "%2527",
        "%u0027",
        "%c0%a7",
        "%ff",
        "%",
        "%%",
        "%2",
        "%zz",
        "%e0%80%80",
        "%ed%a0%80",
        "%F0%9F%92%A9",
        "+",
        "%2e%2e%2f",
    )
    return "".join(word(rng) + rng.choice(escapes) for _ in range(rng.randint(1, 5)))


def escaped_queries(rng: random.Random) -> str:
    text = valid_query(rng)
    match rng.randrange(5):
        case 0:
            return quote(text, safe="")
        case 1:
            return quote(quote(text))
        case 2:
            return base64.b64encode(text.encode()).decode()
        case 3:
            return text.encode("unicode_escape").decode()
        case _:
            return "".join(f"&#{ord(character)};" for character in text)


def wrongly_decoded(rng: random.Random) -> str:
    """UTF-8 that was read as something else, once or twice."""
    text = f"{word(rng)} Łódź “北” {word(rng)}"
    for _ in range(rng.randint(1, 3)):
        text = text.encode("utf-8").decode(rng.choice(("latin-1", "cp1251", "koi8-r", "cp437")), "replace")
    return text


def surrogate_escaped_bytes(rng: random.Random) -> str:
    """Bytes that are no UTF-8, as Python hands them over from a command line."""
    noise = bytes(rng.randrange(256) for _ in range(rng.randint(1, 24)))
    return f"{word(rng)} {noise.decode('utf-8', 'surrogateescape')}"


def markup(rng: random.Random) -> str:
    form = rng.choice(
        (
            "<script>alert(1)</script>{0}",
            "<img src=x onerror=alert(1)> {0}",
            '"><svg/onload=alert(1)>{0}',
            "<b>{0}</i>",
            "<mark>{0}",
            "]]>{0}",
            "<![CDATA[{0}]]>",
            "<!--{0}",
            '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;{0}',
            "&lt;{0}&gt; &#0; &#xD800; &bogus;",
            "[{0}](javascript:alert(1))",
            "[bold red]{0}[/]",
            "[/{0}]",
            "[link=file:///etc]{0}",
            "<?xml version='1.0'?>{0}",
        )
    )
    return form.format(several_words(rng, 1, 2))


def spreadsheet_formulas(rng: random.Random) -> str:
    form = rng.choice(
        (
            "={0}+1",
            "=cmd|' /C calc'!A0{0}",
            "+{0}",
            "-2+3+{0}",
            "@SUM(1+1)*{0}",
            '=HYPERLINK("http://x.example","{0}")',
            "\t={0}",
            "\r=1+{0}",
            '"={0}"',
            "％={0}",
        )
    )
    return form.format(word(rng))


def json_fragments(rng: random.Random) -> str:
    form = rng.choice(
        (
            '{{"{0}": ',
            '{{"$gt": "{0}"}}',
            '{{"a":1,"a":"{0}"}}',
            "[{0}",
            "null",
            "true",
            "NaN",
            '["{0}",]',
            '{{"__proto__":{{"x":"{0}"}}}}',
            '"\\ud800{0}"',
            "[1e999]",
            "{{}}{0}",
        )
    )
    return form.format(word(rng))


DRAWS = (
    quotes_of_all_kinds,
    quotes_alone,
    quotes_unclosed,
    backslash_escapes,
    percent_escapes,
    escaped_queries,
    wrongly_decoded,
    surrogate_escaped_bytes,
    markup,
    spreadsheet_formulas,
    json_fragments,
)
