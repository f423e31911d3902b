"""Keys: what a document shows at a glance, and what a query must find among it to match.

A key is a word, the beginning of one ("deplo*"), or two neighbouring characters (or one) of a script without words.
They only propose: whatever matches shows its keys, and what shows them may still not match.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from watch.letters import is_glyph
from watch.terms import Unit

LONGEST_PREFIX = 8
"""Longer beginnings are cut to this, so that a word has few of them to be looked up."""


def of_units(units: Sequence[Unit]) -> str:
    """The most telling key of a term."""
    return max(_keys(units), key=_telling)


def _keys(units: Sequence[Unit]) -> Iterable[str]:
    for number, unit in enumerate(units):
        following = units[number + 1] if number + 1 < len(units) else None
        if is_glyph(unit.text):
            pair = following is not None and following.glued and is_glyph(following.text)
            yield unit.text + following.text if pair and following is not None else unit.text
        elif unit.prefix or unit.is_wild:
            yield unit.stem[:LONGEST_PREFIX] + "*"
        else:
            yield unit.text


def _telling(key: str) -> int:
    """Long words are rare; a character of Han or Hangul tells about as much as three letters."""
    return len(key) if key.isascii() else sum(3 if is_glyph(char) else 1 for char in key)
