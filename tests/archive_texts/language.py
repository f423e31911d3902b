"""What a language's press is written with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Forms: TypeAlias = tuple[str, ...]
"""One word or phrase in its inflected forms; the first is the plain one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    name: str
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The grammar and the vocabulary of one language.

    A template holds slots: `{weapon}` is one of the `words` under that name, `{weapon:1}` its second form, and some
    are figures (`figures.FIGURES`). The words under one name stand in the order of how common they are.
    """

    tags: tuple[str, ...]
    outlets: tuple[Outlet, ...]
    sections: tuple[str, ...]
    titles: tuple[str, ...]
    sentences: tuple[str, ...]
    words: Mapping[str, tuple[Forms, ...]]
    full_name: str
    short_name: str
    syllables: tuple[tuple[str, ...], ...]
    months: tuple[str, ...]
    day: str
    thousands: str
    between_sentences: str = " "
    capitals: bool = True


def entries(text: str) -> tuple[Forms, ...]:
    """Read `troops~troop | soldiers~soldier` as two entries of two forms each."""
    return tuple(tuple(form.strip() for form in entry.split("~")) for entry in text.split("|"))


def lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


def separated(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def outlets(text: str) -> tuple[Outlet, ...]:
    """Read lines such as `Harbour Gazette | GB`; without a country it is not known."""
    named = (line.partition("|") for line in lines(text))
    return tuple(Outlet(name=name.strip(), country=country.strip() or None) for name, _, country in named)
