"""Of several places that say what a field is, the first: how sure it is, and who says otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.pages.boilerplate import folded
from crawler.pages.found import UNCONFIRMED, Claim, Found

_CONFIRMED = 0.9
_CONTRADICTED = 0.5
_MOST_OTHERS = 6


def decide(claims: Iterable[tuple[str, str]]) -> Found[str] | None:
    """The first of `claims` (origin, value), surer where a later one says the same."""
    kept = [(origin, value) for origin, value in claims if value]
    if not kept:
        return None
    origin, value = kept[0]
    same = folded(value)
    others = tuple(Claim(other, said) for other, said in kept[1:] if folded(said) != same)[:_MOST_OTHERS]
    is_confirmed = any(folded(said) == same for _, said in kept[1:])
    unconfirmed = _CONTRADICTED if others else UNCONFIRMED
    return Found(value, origin, _CONFIRMED if is_confirmed else unconfirmed, others)
