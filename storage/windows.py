"""The window of a source: what its list showed at the last poll, against which the next one must overlap. Pure.

A list shows its newest entries. Where none of those that were the newest is shown any more while others are new,
articles came and went between two polls: a gap.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

#: So many entries of a poll are remembered: the newest.
LONGEST = 200
# A list of one entry replaces it with every article: that proves nothing.
_LEAST = 2
# So many entries that stand above all that is new are pinned there; more are a list in the order of time.
_MOST_PINNED = 3

#: Numbers of leads, the newest first; those of one tier appeared together, in an order that nothing tells.
Tiers = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An entry in the order of the list: its lead's number, whether it was new, and the date that it bears."""

    lead_id: int
    is_fresh: bool
    dated_at: datetime | None = None


def read(written: str | None) -> Tiers:
    """A window as it is stored; what cannot be read is no window."""
    try:
        tiers = json.loads(written or "[]")
        return tuple(tuple(int(number) for number in tier) for tier in tiers)
    except (ValueError, TypeError):
        return ()


def write(tiers: Tiers) -> str:
    """The window for storing."""
    return json.dumps(tiers, separators=(",", ":"))


def follows(last: Tiers, listed: Sequence[Listed], now: datetime) -> Tiers:
    """The window after a poll that showed `listed`. An empty list leaves it as it was.

    What is new comes first, by its dates where they tell; the rest stays in the order in which it appeared: an
    entry that is pinned, or gets a new date at each poll, grows old all the same.
    """
    if not listed:
        return last
    shown = {entry.lead_id for entry in listed}
    before = set(chain.from_iterable(last))
    fresh = _tiers_of([entry for entry in listed if entry.lead_id not in before and entry.is_fresh], now)
    stayed = [tuple(number for number in tier if number in shown) for tier in last]
    returned = tuple(entry.lead_id for entry in listed if entry.lead_id not in before and not entry.is_fresh)
    return _cut([*fresh, *stayed, returned])


def is_gap(last: Tiers, listed: Sequence[Listed]) -> bool:
    """Whether articles came and went between the poll that left `last` and the one that shows `listed`."""
    shown = {entry.lead_id: place for place, entry in enumerate(listed)}
    first_fresh = next((place for place, entry in enumerate(listed) if entry.is_fresh), None)
    numbers = list(chain.from_iterable(last))
    if first_fresh is None or len(numbers) < _LEAST or all(number in shown for number in numbers):
        return False
    places = [shown[number] for number in _newest(last, len(numbers)) if number in shown]
    return not places or (len(places) <= _MOST_PINNED and max(places) < first_fresh)


def _newest(last: Tiers, count: int) -> list[int]:
    """The newer half, and what cannot be told from it."""
    newest: list[int] = []
    for tier in last:
        if len(newest) * 2 >= count:
            break
        newest.extend(tier)
    return newest


def _tiers_of(entries: Sequence[Listed], now: datetime) -> Iterable[tuple[int, ...]]:
    dates = [entry.dated_at for entry in entries if entry.dated_at is not None and entry.dated_at <= now]
    if len(dates) < len(entries) or len(set(dates)) * 2 < len(dates):
        return [tuple(entry.lead_id for entry in entries)]
    by_date = sorted(zip(dates, entries, strict=True), key=lambda pair: pair[0], reverse=True)
    return [(entry.lead_id,) for _, entry in by_date]


def _cut(tiers: Iterable[tuple[int, ...]]) -> Tiers:
    kept: list[tuple[int, ...]] = []
    left = LONGEST
    for tier in tiers:
        if tier and left:
            kept.append(tier[:left])
            left -= len(kept[-1])
    return tuple(kept)
