"""The last rows of each of several keys, however many rows a key has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from sqlalchemy import CompoundSelect, Connection, bindparam, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

Column = InstrumentedAttribute[int]


def last_of_each(
    connection: Connection, key: Column, value: Column, order: Column, keys: Sequence[int], most: int
) -> Iterator[tuple[int, int]]:
    """Keys with their values, the last `most` of each by `order`, the last one first.

    Each key is one look into an index over it and `order`.
    """
    if not keys:
        return
    values = {f"key{at}": one for at, one in enumerate(keys)}
    for row in connection.execute(_statement(key, value, order, len(keys), most), values):
        yield row.key, row.value


@cache
def _statement(
    key: Column, value: Column, order: Column, keys: int, most: int
) -> CompoundSelect[tuple[int, int]]:
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
