"""Our archive, asked as the command line asks it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from app.shown.passages import passages_of
from benchmarks.search.contender import NEWEST, Contender, Window
from benchmarks.search.forms import Asked
from storage.database import Database
from storage.search import Filter, Found, count_by_day, found, most_relevant, search


class Ours(Contender):
    """Titles, evidence and the passages around it are made for each article."""

    name = "wirewatch"

    def __init__(self, url: str) -> None:
        self._db = Database(url)

    def newest(self, asked: Asked, window: Window | None) -> list[int]:
        return _shown(search(self._db, asked.query, _only(window), limit=NEWEST))

    def first(self, asked: Asked, window: Window | None) -> list[int]:
        """The first of the newest 20, as they are found: after so long a person sees something."""
        return _shown(list(islice(found(self._db, asked.query, _only(window), at_first=NEWEST), 1)))

    def most_relevant(self, asked: Asked, window: Window | None) -> list[int]:
        return _shown(most_relevant(self._db, asked.query, _only(window), limit=NEWEST))

    def by_day(self, asked: Asked, window: Window | None) -> list[int]:
        return [count for _, count in sorted(count_by_day(self._db, asked.query, _only(window)).items())]

    def close(self) -> None:
        self._db.close()


def _only(window: Window | None) -> Filter:
    return Filter() if window is None else Filter(since=window.since, until=window.until)


def _shown(page: Sequence[Found]) -> list[int]:
    for one in page:
        passages_of(one.article, one.spans)
    return [one.key for one in page]
