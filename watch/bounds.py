"""What a query says of an article's date, for an index that is in the order of dates. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from watch.operators import And, Fact, Operator
from watch.operators.periods import Period
from watch.parser import Query


def published_within(query: Query) -> Period:
    """The period in which everything that the query matches was published; open on the sides that it leaves open."""
    periods = list(_periods(query.root))
    return Period(
        since=max((one.since for one in periods if one.since is not None), default=None),
        until=min((one.until for one in periods if one.until is not None), default=None),
    )


def _periods(root: Operator) -> Iterator[Period]:
    if isinstance(root, And):
        for part in root.parts:
            yield from _periods(part)
    elif isinstance(root, Fact) and root.field == "published":
        yield root.period
