"""The last rows of each of several keys, however many rows a key has."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import CompoundSelect, Connection, bindparam, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

Column = InstrumentedAttribute[int]


def last_of_each(
    connection: Connection, key: Column, value: Column, order: Column, keys: Sequence[int], most: int
) -> dict[int, list[int]]:
    """By key its values: the last `most` of them by `order`, the last one at the end; nothing of a key without any.

    Each key is one look into an index over it and `order`.
    """
    found: dict[int, list[int]] = {}
    if not keys:
        return found
    values = {f"key{at}": one for at, one in enumerate(keys)}
    rows = connection.execute(_statement(key, value, order, len(keys), most), values).all()
    for shared, one in reversed(rows):
        found.setdefault(shared, []).append(one)
    return found


@cache
def _statement(key: Column, value: Column, order: Column, keys: int, most: int) -> CompoundSelect[int, int]:
    ways = []
    for at in range(keys):
        last = (
            select(key.label("key"), value.label("value"))
            .where(key == bindparam(f"key{at}"))
            .order_by(order.desc())
            .limit(most)
            .subquery(f"last{at}")
        )
        ways.append(select(last.c.key, last.c.value))
    return union_all(*ways)
