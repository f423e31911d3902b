"""The full-text index of either database: how articles get in, and the condition that finds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, func, select

from storage.ordering import KEYS_A_DAY
from storage.search import postgres, sqlite
from storage.search.entry import Change
from storage.tables import ArticleRow
from watch import AllOf, AnyOf, Candidates, Everything

#: Every sort key that an article may have.
ALL_KEYS = range(2**62)


def write_entries(connection: Connection, changes: Sequence[Change]) -> None:
    """Index articles anew, or take them out of the index."""
    if not changes:
        return
    if connection.dialect.name == "sqlite":
        sqlite.write(connection, changes)
    else:
        postgres.write(connection, changes)


def newest(connection: Connection, candidates: Candidates, keys: range, most: int) -> list[int]:
    """The sort keys of the newest `most` articles within `keys` that are candidates in their latest words."""
    asked = _simplified(candidates)
    if isinstance(asked, Everything):
        key = ArticleRow.sort_key
        every = select(key).where(key >= keys.start, key < keys.stop).order_by(key.desc()).limit(most)
        return list(connection.scalars(every))
    if connection.dialect.name == "sqlite":
        return sqlite.newest(connection, asked, keys, most)
    return postgres.newest(connection, asked, keys, most)


def among(connection: Connection, candidates: Candidates, keys: Sequence[int]) -> list[int]:
    """Those of the sort keys, in their order, whose articles are candidates in their latest words."""
    matched = matching(connection.dialect.name, candidates)
    if matched is None or not keys:
        return list(keys)
    proposed = matched.subquery()
    found = set(connection.scalars(select(proposed.c.key).where(proposed.c.key.in_(keys))))
    return [key for key in keys if key in found]


def matching(dialect: str, candidates: Candidates) -> Select[int] | None:
    """The sort keys of the articles that are candidates in their latest words; None for every article there is."""
    asked = _simplified(candidates)
    if isinstance(asked, Everything):
        return None
    return sqlite.matching(asked) if dialect == "sqlite" else postgres.matching(asked)


def certain(dialect: str, candidates: Candidates) -> Select[int]:
    """The sort keys of the articles that hold what the candidates ask for, as far as the index holds them whole."""
    asked = _simplified(candidates)
    if isinstance(asked, Everything):
        return select(ArticleRow.sort_key.label("key"))
    return sqlite.matching(asked) if dialect == "sqlite" else postgres.certain(asked)


def unsure(connection: Connection, candidates: Candidates, keys: range) -> list[int]:
    """The sort keys of the articles that `certain` does not give, and that may hold it all the same."""
    asked = _simplified(candidates)
    if isinstance(asked, Everything) or connection.dialect.name == "sqlite":
        return []
    return postgres.unsure(connection, asked, keys)


def by_day(connection: Connection, candidates: Candidates, keys: range) -> Counter[date]:
    """How many of the `certain` ones lie in each UTC day."""
    asked = _simplified(candidates)
    if connection.dialect.name == "sqlite" and not isinstance(asked, Everything):
        counts = sqlite.by_day(connection, asked, keys)
    else:
        found = certain(connection.dialect.name, asked).subquery()
        counts = dict(connection.execute(_grouped(found.c.key, keys)).all())
    return Counter({date.fromordinal(number + 1): count for number, count in counts.items()})


def _grouped(key: ColumnElement[int], keys: range) -> Select[int, int]:
    day = key // KEYS_A_DAY
    return select(day, func.count()).where(key >= keys.start, key < keys.stop).group_by(day)


def _simplified(candidates: Candidates) -> Candidates:
    """The same, with `Everything` nowhere but at the top: no index can be asked for it."""
    if not isinstance(candidates, AllOf | AnyOf):
        return candidates
    parts = tuple(map(_simplified, candidates.parts))
    asked = tuple(part for part in parts if not isinstance(part, Everything))
    if isinstance(candidates, AnyOf):
        return AnyOf(parts=asked) if len(asked) == len(parts) else Everything()
    return AllOf(parts=asked) if asked else Everything()
