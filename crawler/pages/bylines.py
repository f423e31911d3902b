"""Who wrote it: a byline taken apart into the people and desks that it names."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from crawler import cleaning
from crawler.pages import names
from crawler.pages.byline_words import (
    ADDRESS,
    ASIAN_ROLE,
    COMMA,
    LATE_BY,
    LEADING,
    MORE_BY,
    NOT_AUTHORS,
    OTHERS_NEXT,
    OUTLET,
    PARTING,
    REST,
    SLASH,
    TAIL,
)

_BARE = re.compile(r"^\W*(?:von|par|por|door|av|di)\W*$", re.IGNORECASE)
_LONGEST = 400
_EDGES = " -–—:*|,⋅·•/"


def split(byline: str, *, site_names: Iterable[str] = ()) -> tuple[str, ...]:
    """The names in a byline, each once, without roles, degrees, places and the site itself.

    "By A, B and C in Seoul" is three people.
    """
    return join((byline,), site_names=site_names)


def join(bylines: Iterable[str], *, site_names: Iterable[str] = ()) -> tuple[str, ...]:
    """The names of several bylines, each once."""
    avoided = {name.casefold() for name in site_names}
    found: dict[str, str] = {}
    for byline in bylines:
        for name in _named(_unled(byline)):
            if name.casefold() not in avoided:
                found.setdefault(name.casefold(), name)
    return tuple(found.values())


def whole(name: str) -> tuple[str, ...]:
    """`name` as one name, whatever commas and "and" it holds, as an organisation's may; empty where it is none."""
    cleaned = _unled(name)
    return (cleaned,) if names.is_name(cleaned) else ()


def righted(name: str) -> str:
    """ "Lind, Ada" as "Ada Lind": libraries' descriptions name the family first."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and " " not in last and not re.search(r"[,;]| and ", first) else name


def is_led(line: str) -> bool:
    """Whether a line begins with, or is, the words that lead to an author: "By", "Von", "Автор:"."""
    lead = LEADING.match(line) or _BARE.match(line)
    return lead is not None and not is_of_others(line)


def is_of_others(line: str) -> bool:
    """Whether a line leads to somebody who did not write: an editor, a reviewer, a photographer."""
    return NOT_AUTHORS.match(line) is not None or OTHERS_NEXT.fullmatch(line) is not None


def _unled(byline: str) -> str:
    """A byline without the words that lead it, without addresses, and without what follows the names."""
    text = byline[:_LONGEST]
    for _ in range(2):
        text = html.unescape(text) if "&" in text else text
    text = ADDRESS.sub("", cleaning.line(text))
    if NOT_AUTHORS.match(text):
        return ""
    text = MORE_BY.sub("", LEADING.sub("", LATE_BY.sub("", text, count=1), count=1), count=1)
    return REST.sub("", f" {text}").strip()


def _named(byline: str) -> Iterator[str]:
    for place, part in enumerate(PARTING.split(SLASH.sub(" / ", byline))):
        if place and OUTLET.fullmatch(part) and not names.is_wire(part):
            continue
        earlier: str | None = None
        for index, piece in enumerate(COMMA.split(part)):
            if earlier and names.is_suffix(piece):
                earlier = f"{earlier} {piece}"
                continue
            if earlier:
                yield earlier
            earlier = _name(piece, is_first=not index)
        if earlier:
            yield earlier


def _name(piece: str, *, is_first: bool) -> str | None:
    if NOT_AUTHORS.match(piece):
        return None
    name = LEADING.sub("", TAIL.sub("", piece.strip()), count=1).strip(_EDGES)
    name = ASIAN_ROLE.sub("", name).strip()
    if not is_first:
        is_lone = " " not in name and name.isascii() and not names.is_wire(name)
        if is_lone or names.is_role(name) or names.is_degree(name):
            return None
    name = names.without_titles(name)
    return name if names.is_name(name) else None
