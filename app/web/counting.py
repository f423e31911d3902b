"""How many articles a search finds, and of which day, source, language and watch they are."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.web.charts import Bar, bars
from app.web.patience import Patience
from storage.database import Database
from storage.ordering import sorted_at
from storage.search import Filter, Group, count_by_day, count_newest, found, is_counted_by_index
from watch import Query

#: For so many seconds articles are counted one by one.
PATIENCE = 0.5
#: Of what the index counts so many of the newest are counted by source, language and watch.
NEWEST = 2_000
# One count at a time: what counts keeps the interpreter busy, and who reads pages would wait for each.
_TURN = threading.Lock()
_MOST_IN_A_FACET = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was counted: where the time was over before `is_all`, the newest, back to `back_to`.

    The facets are of the newest `of`.
    """

    total: int
    of: int
    is_all: bool
    back_to: date | None
    bars: Sequence[Bar]
    facets: Sequence[tuple[str, list[tuple[str, int]]]]


def counted(database: Database, query: Query, only: Filter) -> Counts:
    """By day all that the index can count alone, by other things the newest of these; of other queries as many as can
    be verified in `PATIENCE`.
    """
    with _TURN:
        if not is_counted_by_index(query, only):
            return _verified(database, query, only)
        facets = count_newest(database, query, only, most=NEWEST)
        return _counts(count_by_day(database, query, only), facets, is_all=True)


def _verified(database: Database, query: Query, only: Filter) -> Counts:
    patience = Patience(PATIENCE)
    days: Counter[date] = Counter()
    facets: dict[Group, Counter[str]] = {Group.SOURCE: Counter(), Group.LANGUAGE: Counter()}
    for one in found(database, query, only, go_on=patience):
        article = one.article
        days[sorted_at(article.article, article.collected_at).date()] += 1
        facets[Group.SOURCE][article.source] += 1
        facets[Group.LANGUAGE][article.article.language or ""] += 1
    return _counts(days, facets, is_all=patience.reached is None)


def _counts(days: Counter[date], facets: dict[Group, Counter[str]], *, is_all: bool) -> Counts:
    return Counts(
        total=days.total(),
        of=min(days.total(), NEWEST),
        is_all=is_all,
        back_to=min(days, default=None),
        bars=bars(days),
        facets=[(group.value, counter.most_common(_MOST_IN_A_FACET)) for group, counter in facets.items()],
    )
