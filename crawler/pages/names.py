"""Whether a text is the name of a person, of a desk or of a wire."""

from __future__ import annotations

import re

from crawler.pages.agency_names import AGENCIES
from crawler.pages.name_words import (
    DEGREES,
    DESK,
    EASTERN_LABEL,
    LABEL,
    NO_NAME,
    PARTICLES,
    ROLE,
    ROLE_TAIL,
    SUFFIX,
)

_WIRES = frozenset(form.casefold() for forms in AGENCIES.values() for form in forms)
_HAN = r"[\u3400-\u9fff々]"
_HAN_OR_KANA = re.compile(
    rf"{_HAN}{{1,4}}\s?(?:{_HAN}{{1,4}}|[\u3040-\u30ff]{{1,4}})|[\u30a0-\u30ff]{{2,12}}[・＝][\u30a0-\u30ff・＝]{{2,20}}"
)
_HANGUL = re.compile(r"[가-힣]{2,4}(?:\s[가-힣]{1,3})?")
_FOREIGN_TO_NAMES = frozenset('!?:;@#()[]{}"<>=+0123456789')
_ARTICLES = frozenset({"the", "a", "an"})
_EDGES = " ,;:|–—-*·•⋅/"
_LONGEST = 60
_MOST_WORDS = 7
_PERSON_WORDS = range(2, 6)
_SHORTEST_CAPITALS = 6


def without_titles(name: str) -> str:
    """`name` without degrees and posts behind it."""
    for _ in range(2):
        shorter = ROLE_TAIL.sub("", name)
        # "Travel Editor" is a desk and has no other name
        name = DEGREES.sub("", shorter if is_person(shorter) else name).strip(_EDGES)
    return name


def is_name(name: str) -> bool:
    """Whether this can be the name of a person or a desk where a description calls it an author."""
    if not name or len(name) > _LONGEST or len(name.split()) > _MOST_WORDS or NO_NAME.search(name):
        return False
    return any(character.isalpha() for character in name)


def is_person(name: str) -> bool:
    """Whether this looks like a person's full name, wherever it stands."""
    if not _FOREIGN_TO_NAMES.isdisjoint(name) or not is_name(name):
        return False
    if _HAN_OR_KANA.fullmatch(name) or _HANGUL.fullmatch(name):
        return EASTERN_LABEL.search(name) is None
    words = name.split()
    if len(words) not in _PERSON_WORDS or words[0].casefold() in _ARTICLES or is_wire(name):
        return False
    if not is_capitalised(name) or not _is_upper(words[-1]) or LABEL.search(name) or ROLE.search(name):
        return False
    return not (name.isupper() and len(name) < _SHORTEST_CAPITALS)


def is_desk(name: str) -> bool:
    """Whether this names a team, a desk or a wire."""
    return is_wire(name) or (is_name(name) and DESK.search(name) is not None)


def is_wire(name: str) -> bool:
    """Whether this is the name of a news agency."""
    return name.casefold() in _WIRES


def is_role(text: str) -> bool:
    """Whether this says what somebody is, such as "Defense Correspondent"."""
    return ROLE.search(text) is not None


def is_degree(text: str) -> bool:
    """Whether this is nothing but degrees."""
    return DEGREES.fullmatch(f" {text}") is not None


def is_suffix(text: str) -> bool:
    """Whether this belongs to the name before the comma: "Jr."."""
    return SUFFIX.fullmatch(text) is not None


def is_capitalised(name: str) -> bool:
    """Whether every word but particles begins with a capital; letters of a script without cases count as such."""
    return all(word.casefold() in PARTICLES or _is_upper(word) for word in name.split())


def _is_upper(word: str) -> bool:
    first = next((character for character in word if character.isalpha()), "")
    return bool(first) and (first.isupper() or not first.islower())
