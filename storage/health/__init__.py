"""How sources are, judged from what their polls show. Pure: `storage.conditions` keeps what is judged here."""

from __future__ import annotations

from storage.health.judging import Held, Known, judge
from storage.health.probing import probing
from storage.health.telling import Told, has_recovered, is_ripe, is_trouble, to_tell

__all__ = [
    "Held",
    "Known",
    "Told",
    "has_recovered",
    "is_ripe",
    "is_trouble",
    "judge",
    "probing",
    "to_tell",
]
