"""Who wrote it: a byline taken apart into the people and desks that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler import cleaning

_LEADING = re.compile(
    r"^(?:(?:written|reported|posted|published|words|story|text|analysis|opinion|article)\s+)?by\b[:\s]*"
    r"|^(?:authors?|reporters?|von|par|por|автор|text)\s*:\s*",
    re.IGNORECASE,
)
_PARTING = re.compile(r"\s*(?:[;|•·/]|,?\s+(?:and|und|et|with)\s+|\s+&\s+|\n)\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")
_ROLE = re.compile(
    r"\b(?:correspondents?|editors?|reporters?|writers?|contributors?|columnists?|producers?|analysts?|journalists?|"
    r"chief|bureau|fellow|professor|director|senior|managing|phd|md|jr\.?|freelance\w*|specialists?|photographers?)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:in|at|for|reporting from)\s+[A-Z][\w.' -]*$|\s*\([^)]*\)\s*$|\s+(?:published|updated|posted)\b.*$"
    r"|\s+@\w+$"
)
# reporter, in Korean after the name and in Chinese or Japanese on either side
_ASIAN_ROLE = re.compile(
    r"(?<=[가-힣])\s?(?:선임|수습|전문|인턴|객원|특파원)?\s?(?:기자|특파원|논설위원)$"
    r"|^(?:本报)?(?:记者|記者)[:： ]|\s?(?:记者|記者)$"
)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\d{2}|^(?:follow|share|subscribe|admin|administrator|author|by|unknown|none|null|guest|"
    r"read more|view all|see more|more by|contact|updated|published|about|email|twitter|facebook|staff|"
    r"editorial|anonymous|n/a)\b[^a-z]*$",
    re.IGNORECASE,
)
_LONGEST = 60
_LONGEST_BYLINE = 400


def split(byline: str, *, site_names: Iterable[str] = ()) -> tuple[str, ...]:
    """The names in a byline, each once, without roles, places and the site itself.

    "By A, B and C in Seoul" is three people.
    """
    avoided = {name.casefold() for name in site_names}
    names: dict[str, str] = {}
    for part in _PARTING.split(_LEADING.sub("", _ADDRESS.sub("", cleaning.line(byline[:_LONGEST_BYLINE])))):
        for index, piece in enumerate(part.split(",")):
            name = _LEADING.sub("", _TAIL.sub("", piece.strip())).strip(" .-–—:*|")
            name = _ASIAN_ROLE.sub("", name)
            if index and (_ROLE.search(name) or (len(name.split()) < 2 and name.isascii())):
                continue
            if _is_name(name) and name.casefold() not in avoided:
                names.setdefault(name.casefold(), name)
    return tuple(names.values())


def join(bylines: Iterable[str], *, site_names: Iterable[str] = ()) -> tuple[str, ...]:
    """The names of several bylines, each once."""
    avoided = tuple(site_names)
    names: dict[str, str] = {}
    for byline in bylines:
        for name in split(byline, site_names=avoided):
            names.setdefault(name.casefold(), name)
    return tuple(names.values())


def _is_name(name: str) -> bool:
    if not name or len(name) > _LONGEST or len(name.split()) > 7 or _NOT_A_NAME.search(name):
        return False
    return any(character.isalpha() for character in name)
