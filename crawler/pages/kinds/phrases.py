"""Phrases by which pages in nine languages say what they are, compiled to be searched for once."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PARTS = re.compile(r"\s+[|\-–—·•:»›/~]+\s+|\s*[|｜»›]\s*")


def searched(*phrases: str) -> re.Pattern[str]:
    """A pattern that finds any of `phrases` (regular expressions of bounded length) anywhere in a text."""
    return re.compile("|".join(phrases), re.IGNORECASE)


def whole(*phrases: str) -> re.Pattern[str]:
    """A pattern that a short line must match from end to end, punctuation at its ends aside."""
    return re.compile(rf"\W{{0,6}}(?:{'|'.join(phrases)})\W{{0,6}}", re.IGNORECASE)


def part_of(headings: Iterable[str], pattern: re.Pattern[str]) -> str | None:
    """The part of a heading, between the separators that set a site's name off, that is all `pattern`."""
    for heading in headings:
        for part in (heading, *_PARTS.split(heading)):
            if pattern.fullmatch(part):
                return part
    return None


def found_in(
    headings: Iterable[str], pattern: re.Pattern[str], *, longest: int = 100, share: float = 0.0
) -> str | None:
    """What `pattern` finds in the headings of at most `longest` characters.

    It must be at least `share` of the part of a heading that it stands in: an article's headline says more.
    """
    for heading in headings:
        if len(heading) > longest:
            continue
        for part in _PARTS.split(heading) if share else (heading,):
            if (match := pattern.search(part)) and len(match[0]) >= share * len(part):
                return match[0]
    return None
