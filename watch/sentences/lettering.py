"""Whether a text tells names and beginnings by capitals."""

from __future__ import annotations

import string

_ENOUGH = 2000
_SMALL = string.ascii_lowercase.encode()
_CAPITAL = string.ascii_uppercase.encode()


def has_case(text: str) -> bool:
    """False where capitals say nothing: the wires of old wrote nothing else, and some archives kept none."""
    some = text[:_ENOUGH]
    plain = some.encode("ascii", "ignore")
    if len(plain) * 2 < len(some):
        return not (some.isupper() or some.islower())
    small = len(plain) - len(plain.translate(None, _SMALL))
    capital = len(plain) - len(plain.translate(None, _CAPITAL))
    return small * 10 > capital and capital * 200 > small
