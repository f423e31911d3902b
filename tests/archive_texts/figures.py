"""Numbers, days and the names of weapons, as a language writes them."""

import random
from collections.abc import Callable, Mapping
from types import MappingProxyType

from tests.archive_texts.language import Language, separated

_DESIGNATORS = separated(
    "KN-23 KN-25 F-35B F-16V Su-35S Su-57 MiG-31K T-72B3 T-90M M1A2 K2 K9 HIMARS S-400 S-300 Patriot Hwasong-18 MQ-9 "
    "P-8A J-20 J-35 DF-17 DF-26 Type-055 SM-6 9M729 Kh-101 Iskander-M Shahed-136 AN/SPY-7 CH-47F UH-60 NASAMS IRIS-T "
    "THAAD KF-21 Type-12 C-130J E-7A RQ-4 A400M TB2 KN-24 Javelin GMLRS DDG-51 SSN-774 B-21 B-52H"
)
_PACTS = separated("NATO AUKUS Quad UN EU OPEC+ G7 ASEAN IAEA OSCE AUKUS/Quad SIPRI UNSC JSDF")


def _count(rng: random.Random, language: Language) -> str:
    return str(rng.choice((2, 3, 4, 5, 6, 8, 10, 12, rng.randint(2, 99))))


def _large(rng: random.Random, language: Language) -> str:
    number = rng.choice((1000, 3000, 6000, 10_000, 12_000, rng.randint(100, 99_999)))
    return f"{number:,}".replace(",", language.thousands)


def _decimal(rng: random.Random, language: Language) -> str:
    point = "," if language.thousands in {".", "\u00a0", " "} else "."
    return f"{rng.randint(0, 400)}{point}{rng.randint(1, 9)}"


def _day(rng: random.Random, language: Language) -> str:
    month = rng.randrange(12)
    form = language.day if rng.random() < 0.8 else "{year}-{number:02d}-{day:02d}"
    return form.format(
        day=rng.randint(1, 28), month=language.months[month], number=month + 1, year=rng.randint(2019, 2026)
    )


def _year(rng: random.Random, language: Language) -> str:
    return str(rng.choice((1950, 1953, 1991, 2014, 2022, 2024, 2025, 2026, rng.randint(1945, 2040))))


def _designator(rng: random.Random, language: Language) -> str:
    if rng.random() < 0.85:
        return _DESIGNATORS[int(len(_DESIGNATORS) * rng.random() ** 1.8)]
    letters = "".join(rng.choices("ABCDEFGHKLMNPRSTVXYZ", k=rng.randint(1, 3)))
    return f"{letters}-{rng.randint(1, 999)}{rng.choice(('', 'A', 'B', 'M', 'M2', '/A'))}"


def _pact(rng: random.Random, language: Language) -> str:
    return _PACTS[int(len(_PACTS) * rng.random() ** 1.5)]


def _clock(rng: random.Random, language: Language) -> str:
    return f"{rng.randrange(24):02d}:{rng.randrange(60):02d}"


FIGURES: Mapping[str, Callable[[random.Random, Language], str]] = MappingProxyType(
    {
        "count": _count,
        "large": _large,
        "decimal": _decimal,
        "day": _day,
        "year": _year,
        "designator": _designator,
        "pact": _pact,
        "clock": _clock,
    }
)
