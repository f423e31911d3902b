"""Values for filters, an order, a limit: nearly right, out of range, or of another kind."""

import random

from tests.hostile_strings.words import word


def numbers(rng: random.Random) -> str:
    power = rng.choice((7, 8, 15, 16, 31, 32, 53, 63, 64, 128, 1024))
    edge = 2**power + rng.choice((-1, 0, 1))
    return rng.choice(
        (
            str(edge),
            str(-edge),
            f"{edge}.0",
            f"+{edge}",
            f" {edge} ",
            f"{edge}e{rng.randint(0, 400)}",
            f"0x{edge:x}",
            f"{edge:_}",
            f"{edge:,}",
            f"0{edge}",
            f"{edge}\n",
            f"{edge}L",
        )
    )


def numbers_that_are_none(rng: random.Random) -> str:
    form = rng.choice(
        (
            "NaN",
            "-nan",
            "inf",
            "-Infinity",
            "1e400",
            "-1e400",
            "1e-400",
            "٣",
            "十",
            "²",
            "½",
            "Ⅳ",
            "1.",
            ".5",
            "--1",
            "1-1",
            "1/0",
            "0b2",
            "0o9",
            "1__0",
            "१२",
            "true",
            "None",
            "null",
            "undefined",
            "1 OR 1=1",
            "１０",
            "1\x000",
            "1e",
            "e1",
            "1,5",
        )
    )
    return form + rng.choice(("", "", " ", str(rng.randrange(100))))


def numbers_without_end(rng: random.Random) -> str:
    """More digits than Python turns into a number, which it refuses from 4,301 on."""
    return rng.choice(("", "-", "0.", "1e")) + rng.choice("19") * rng.choice((20, 400, 4300, 4301, 50_000))


def dates_at_the_edges(rng: random.Random) -> str:
    day = rng.choice(
        (
            "0000-01-01",
            "0001-01-01",
            "9999-12-31",
            "10000-01-01",
            "-0001-12-31",
            "+12025-01-01",
            "1582-10-10",
            "1900-02-29",
            "4714-11-24",
            "294277-01-01",
            "1969-12-31",
            "2038-01-19",
        )
    )
    time = rng.choice(
        (
            "",
            "T00:00:00Z",
            "T23:59:59-14:00",
            "T00:00:00+14:00",
            "T23:59:60Z",
            "T24:00:00Z",
            "T00:00:00+23:59",
            "T00:00:00-24:00",
            "T23:59:59.999999999Z",
            " 00:00",
        )
    )
    return day + time


def days_that_are_none(rng: random.Random) -> str:
    year, month, day = rng.randint(1900, 2100), rng.choice((0, 2, 4, 13, 99)), rng.choice((0, 30, 31, 32, 99))
    return f"{year}-{month:02d}-{day:02d}" + rng.choice(("", "T25:00", "T12:60", "T12:00:61", "Z", "+99:99"))


def dates_in_other_forms(rng: random.Random) -> str:
    form = rng.choice(
        (
            "{0}/08/2025",
            "2025W{0}",
            "2025-W{0}-8",
            "2025-3{0}6",
            "Aug {0} 2025",
            "{0}. August 2025",
            "2025年8月{0}日",
            "17540{0}0000",
            "-17540{0}0000",
            "1754{0}.5e9",
            "yesterday {0}",
            "now",
            "today",
            "-{0}d",
            "P{0}D",
            "infinity",
            "-infinity",
            "epoch",
            "allballs",
            "now()-{0}",
            "2025-08-{0}T00:00:00[Europe/Nowhere]",
            "Thu, {0} Aug 2025 10:00:00 +9999",
            "२०२५-०८-{0}",
            "2025\u201108\u2011{0}",
            "2025-08-{0} EST5EDT",
            "{0}",
            "julian {0}",
            "T{0}",
        )
    )
    return form.format(rng.randint(1, 31))


def orders(rng: random.Random) -> str:
    form = rng.choice(
        (
            "newest",
            "{0}",
            "-{0}",
            "{0} desc",
            "{0},{1}",
            "{0}:asc",
            "newest;{0}",
            "rank({0})",
            "(select 1)",
            "NEWEST\x00",
            "ｎewest",
            "newest newest",
            "relevance{1}",
            "1",
            "{0}->>'x'",
            "case when {0} then 1 end",
            "__class__",
            "{0}.{1}",
            "best\n",
        )
    )
    return form.format(rng.choice(("published_at", "id", "title", "rank", "rowid", "seen_at")), word(rng))


def identifiers(rng: random.Random) -> str:
    number = rng.randrange(10**6)
    form = rng.choice(
        (
            "{0}",
            "-{0}",
            "{0}.0",
            "#{0}",
            "{0},{0}",
            "{0}-{0}",
            "id:{0}",
            "{0} OR 1=1",
            "{0}abc",
            "00000000-0000-0000-0000-{0:012d}",
            "{{00000000-0000-0000-0000-{0:012d}}}",
            "urn:uuid:{0}",
            "../{0}",
            "{0}%00",
            "{0:x}",
            "0{0}",
            "{0}\u0660",
            "*",
            "any",
            "all",
            "none",
            "",
        )
    )
    return form.format(number)


def countries_and_languages(rng: random.Random) -> str:
    value = rng.choice(
        (
            "KR",
            "kr",
            "ＫＲ",
            "K",
            "KRK",
            "K_",
            "K%",
            "[A-Z]R",
            "ı",
            "ß",
            "ﬁ",
            "🇰🇷",
            "Ⅸ",
            "ΙΣ",
            "zh-Hant-TW",
            "zh_TW",
            "en-" + "x-" * 500,
            "i-klingon",
            "x",
            "*",
            "und",
            "mul",
            "EN;q=0.9",
            "en,ko",
            "é",
            "C\u0327",
        )
    )
    return value + rng.choice(("", "", "\x00", " ", "'", "\u0301", "\u200b", "\n", ","))


def names(rng: random.Random) -> str:
    """Names of sources, watches and sections that come near to being one."""
    base = rng.choice(
        (
            "The Defense News",
            "Gazette",
            "North Korea troop deployments",
            "opinion",
            "state media",
            "null",
            "CON",
            "constructor",
            "toString",
        )
    )
    return rng.choice(
        (
            base.upper(),
            f" {base} ",
            f"{base}\x00",
            base.replace(" ", "\u00a0"),
            f"{base}%",
            f"'{base}'",
            f"{base},{base}",
            f"{base}\u0301",
            base[::-1],
            f"\ufeff{base}",
            f"{base};--",
            base * 400,
            base.swapcase() + word(rng),
        )
    )


def switches(rng: random.Random) -> str:
    return rng.choice(
        ("--", "-", "---", "--help", "-x", "--json=1", "--limit", "@file", "-1", "--=", "-\x00", "--no-such")
    ) + rng.choice(("", word(rng), "=" + word(rng)))


DRAWS = (
    numbers,
    numbers_that_are_none,
    numbers_without_end,
    dates_at_the_edges,
    days_that_are_none,
    dates_in_other_forms,
    orders,
    identifiers,
    countries_and_languages,
    names,
    switches,
)
