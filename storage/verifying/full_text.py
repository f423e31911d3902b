"""The full-text index: it holds of each article what its latest words are cut into, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, func, select

from storage.database import Database
from storage.search.contents import differing, sum_of, sums
from storage.search.entry import Indexed
from storage.search.latest import held, latest_words
from storage.tables import ArticleRow
from storage.verifying.check import Counted, Done, Fault

_BATCH = 200
# An article weighs as much as some two thousand bytes of a file take to be looked at.
_WEIGHT = 2000
_OTHERS = "the full-text index holds other words of it"
_NOBODYS = "the full-text index holds words of no article, under the sort key {}"

Numbered = tuple[int, Indexed]


class FullTextCheck:
    """Cuts the latest words of each article anew and holds them against the index.

    On SQLite it keeps one state of the database in view for as long as it takes, and some hundred bytes an article.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._count = 0

    def size(self) -> int:
        with self._db.read() as connection:
            return _WEIGHT * (connection.scalar(select(func.count()).select_from(ArticleRow)) or 0)

    def faults(self, done: Done) -> Iterator[Fault]:
        if self._db.dialect == "sqlite":
            yield from self._of_sqlite(done)
        else:
            yield from self._of_postgresql(done)

    def counted(self) -> list[Counted]:
        return [Counted(what="articles in the full-text index", count=self._count)]

    def _of_sqlite(self, done: Done) -> Iterator[Fault]:
        with self._db.read() as connection:
            there = dict(sums(connection))
            last = -1
            while found := _articles(connection, last):
                last = found[-1][0]
                self._looked(done, len(found))
                for number, entry in found:
                    if there.pop(entry.key, None) != sum_of(entry):
                        yield Fault(what=_OTHERS, article_id=number)
        for key in sorted(there):
            yield Fault(what=_NOBODYS.format(key))

    def _of_postgresql(self, done: Done) -> Iterator[Fault]:
        last = -1
        while True:
            with self._db.read() as connection:
                found = _articles(connection, last)
                suspects = set(differing(connection, [entry for _, entry in found]))
            if not found:
                return
            last = found[-1][0]
            self._looked(done, len(found))
            for number, entry in found:
                if entry.key in suspects and self._still_differs(number):
                    yield Fault(what=_OTHERS, article_id=number)

    def _still_differs(self, number: int) -> bool:
        """Whether an article differs from the index looked at once more: it may have been edited in between."""
        with self._db.read() as connection:
            again = _articles(connection, number - 1, 1)
            return bool(again) and again[0][0] == number and bool(differing(connection, [again[0][1]]))

    def _looked(self, done: Done, count: int) -> None:
        self._count += count
        done(_WEIGHT * count)


def _articles(connection: Connection, after: int, count: int = _BATCH) -> Sequence[Numbered]:
    """The next articles by number, each with what the index should hold of it."""
    following = latest_words().where(ArticleRow.id > after).order_by(ArticleRow.id).limit(count)
    return [(number, indexed) for number, _, indexed in held(connection, following)]
