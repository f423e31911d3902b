"""Gives out sort keys: to each article the next free one from its time on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, or_, select

from storage.one_of import one_of
from storage.ordering import KEYS_A_SECOND, sort_key
from storage.tables import ArticleRow

# Ten minutes.
_NOT_FAR = 600 * KEYS_A_SECOND
_FEW = 64
_MOST = 8192

# Made once: to build a statement takes longer than to run these.
_WITHIN = ArticleRow.sort_key >= bindparam("first"), ArticleRow.sort_key < bindparam("end")
_KEYS = select(ArticleRow.sort_key).where(*_WITHIN)
_COUNT = select(func.count(ArticleRow.sort_key)).where(*_WITHIN)
_NEAR = (
    select(ArticleRow.sort_key, ArticleRow.sorted_at)
    .where(
        *_WITHIN,
        or_(ArticleRow.sorted_at < bindparam("moment"), ArticleRow.sort_key == bindparam("end") - 1),
    )
    .order_by(ArticleRow.sort_key)
)
_EARLIER = _KEYS.where(ArticleRow.sorted_at < bindparam("moment")).order_by(ArticleRow.sort_key)
_AMONG = select(ArticleRow.sort_key).where(one_of(ArticleRow.sort_key, "keys"))


def free_keys(connection: Connection, wanted: Sequence[int]) -> list[int]:
    """For each wanted key the next free one from it on, in the order of `wanted`.

    They stay free until the transaction ends if it has `Turn.SORT`, taken before it holds any row.
    """
    counts = Counter(wanted)
    taken = _taken_of(connection, list(counts))
    given: set[int] = set()
    free: dict[int, list[int]] = {}
    for key, count in sorted(counts.items()):
        if count == 1 and key not in taken and key not in given:
            free[key] = [key]
        else:
            free[key] = _free_from(connection, key, count, given)
        given.update(free[key])
    return [free[key].pop(0) for key in wanted]


def moved_past(connection: Connection, moment: datetime) -> Sequence[int]:
    """The keys of articles of before a moment that found no free one before it, so many bear one time.

    They lie in the run of keys that are taken from there on, or not far behind it where an article has left the run.
    """
    first = sort_key(moment)
    end = first + _NOT_FAR
    found = connection.execute(_NEAR, {"first": first, "end": end, "moment": moment}).all()
    if found and found[-1].sort_key == end - 1:  # the run may go on
        end = max(end, _free_from(connection, first, 1, set())[0])
        return connection.scalars(_EARLIER, {"first": first, "end": end, "moment": moment}).all()
    return [key for key, _ in found]


def _free_from(connection: Connection, key: int, count: int, given: set[int]) -> list[int]:
    found: list[int] = []
    width = _FEW
    while len(found) < count:
        taken = _taken(connection, key, width)
        if len(taken) < width:
            free = (one for one in range(key, key + width) if one not in taken and one not in given)
            found.extend(one for one, _ in zip(free, range(count - len(found)), strict=False))
        key += width
        width = min(2 * width, _MOST)
    return found


def _taken_of(connection: Connection, keys: Sequence[int]) -> set[int]:
    """Those of the keys that are taken: most are free, and a look at each run costs more than all else of a save."""
    return set(connection.scalars(_AMONG, {"keys": keys}))


def _taken(connection: Connection, key: int, width: int) -> range | set[int]:
    """The keys that are taken among the `width` from `key` on."""
    within = {"first": key, "end": key + width}
    if width > _FEW and connection.scalar(_COUNT, within) == width:
        return range(key, key + width)
    return set(connection.scalars(_KEYS, within))
