"""Fields, aliases and events of the watch language, malformed."""

import random

from tests.hostile_strings.words import word

_FIELDS = (
    "title",
    "lead",
    "body",
    "byline",
    "source",
    "section",
    "lang",
    "domain",
    "country",
    "published",
    "Title",
    "TITLE",
    "url",
    "id",
    "__class__",
    "",
    "title:title",
)
_DATES = (
    "2025-02-30",
    "0000-01-01",
    "9999-12-31",
    "10000-01-01",
    "2025-13",
    "2025-1",
    "2025..",
    "..2025",
    "2026..2025",
    ">=",
    "<",
    "<=2025",
    ">2025-08",
    "==2025",
    "2025-08-01..2025-08-15..2025-09-01",
    "yesterday",
    "99999999999",
    "2025-08-01T00:00",
    "٢٠٢٥",
    "-2025",
    ">=0000",
    "<9999-12-31",
    "<0001-01-01",
    ">=9999-12-31",
    "20250801",
)


def fields_malformed(rng: random.Random) -> str:
    field = rng.choice(_FIELDS)
    form = rng.choice(
        (
            "{2}:",
            "{2}: {0}",
            "{2}:({0}",
            "{2}:()",
            "{2}:(NOT {0})",
            '{2}:"{0}',
            "{2}:{2}:{0}",
            "{2}:({0} AND NOT {1})",
            "{2}::{0}",
            ":{2}",
            "NOT {2}:{0}",
            "{2}:{0} NEAR/2 {2}:{1}",
            "{2}:@{0}",
            "{2}:*",
            "{2}:=",
            "{2}:({0} NEAR/3 {1})",
        )
    )
    return form.format(word(rng), word(rng), field)


def published_malformed(rng: random.Random) -> str:
    return f"{rng.choice((word(rng) + ' ', ''))}published:{rng.choice(_DATES)}{rng.choice(('', '..', ' ' + word(rng)))}"


def languages_and_countries_malformed(rng: random.Random) -> str:
    field = rng.choice(("lang", "country", "domain"))
    value = rng.choice(
        (
            "xx",
            "zh-Hant-TW-x-" + "a" * 200,
            "-",
            "--",
            "KR,JP",
            "(KR OR",
            "(KR AND JP)",
            "ＫＲ",
            "kr\x00",
            ".",
            "..",
            ".co",
            "co.kr.",
            "xn--",
            "xn--a-b-c",
            "*.kr",
            "http://x.kr/",
            "127.0.0.1",
            "[::1]",
            "пример.рф",
            "a" * 64 + ".kr",
            "%",
            "_",
        )
    )
    return f"{word(rng)} {field}:{value}"


def aliases_malformed(rng: random.Random) -> str:
    form = rng.choice(
        (
            "@",
            "@@",
            "@{0}@",
            "@nosuchalias",
            "@{0}/../x",
            "@-",
            "@ {0}",
            '@"{0}"',
            "@DPRK",
            "@dprk*",
            "=@dprk",
            "@dprk^2",
            "@dprk:{0}",
            "@dprk@russia",
            "@" + "a" * 5000,
            "@북한",
            "@\x00",
            "NOT @dprk",
        )
    )
    return form.format(word(rng))


def events_malformed(rng: random.Random) -> str:
    form = rng.choice(
        (
            "EVENT()",
            "EVENT({0})",
            "EVENT(action={0}",
            "EVENT(actor={0})",
            "EVENT(action={0}, action={1})",
            "EVENT(action={0} AND {1})",
            "EVENT(action=NOT {0})",
            "EVENT(action={0}, polarity=maybe)",
            "EVENT(action={0}, polarity=asserted|)",
            "EVENT(action={0}, polarity=any|any|any)",
            "EVENT(action=, target={0})",
            "EVENT(action=EVENT(action={0}))",
            "EVENT(verb={0})",
            "event(action={0})",
            "EVENT (action={0})",
            "EVENT(action==={0})",
            "EVENT(action={0},)",
            "EVENT(action=({0} OR ), actor={1})",
        )
    )
    return form.format(word(rng), word(rng))


DRAWS = (
    fields_malformed,
    published_malformed,
    languages_and_countries_malformed,
    aliases_malformed,
    events_malformed,
)
