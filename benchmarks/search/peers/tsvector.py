"""PostgreSQL's full-text search as its manual shows it: a tsvector, a GIN index, ordered by date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import psycopg
from sqlalchemy import TextClause, text

from benchmarks.matching.languages import tsquery
from benchmarks.search.contender import NEWEST, Contender, Window
from benchmarks.search.forms import Asked
from benchmarks.search.peers.texts import Text
from storage.database import Database
from storage.ordering import KEYS_A_SECOND

_FIRST = datetime.min.replace(tzinfo=UTC)


def build(url: str, batches: Iterator[list[Text]]) -> None:
    """Fills a new database."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "CREATE TABLE articles (key bigint PRIMARY KEY, published_at timestamptz NOT NULL, title text NOT NULL,"
            " words tsvector NOT NULL)"
        )
        connection.execute(
            "CREATE TEMPORARY TABLE batch (key bigint, published_at timestamptz, title text, text text)"
        )
        for rows in batches:
            with connection.transaction(), connection.cursor() as cursor:
                with cursor.copy("COPY batch FROM STDIN") as copy:
                    for key, title, words in rows:
                        published_at = _FIRST + timedelta(seconds=key / KEYS_A_SECOND)
                        copy.write_row((key, published_at, title, words))
                cursor.execute(
                    "INSERT INTO articles SELECT key, published_at, title,"
                    " to_tsvector('simple', title || ' ' || text) FROM batch"
                )
                cursor.execute("TRUNCATE batch")
        # With the statistics that it gathers unasked it takes every rare term for a common one.
        connection.execute("ALTER TABLE articles ALTER COLUMN words SET STATISTICS 1000")
        connection.execute("CREATE INDEX ON articles USING gin (words)")
        connection.execute("CREATE INDEX ON articles (published_at)")
        connection.execute("VACUUM ANALYZE articles")


def _statements(select: str, behind: str) -> dict[bool, TextClause]:
    """Without dates, and with them."""
    dates = "AND published_at >= :since AND published_at < :until "
    asked = "FROM articles, to_tsquery('simple', :terms) AS asked WHERE words @@ asked"
    return {
        dated: text(f"SELECT {select} {asked} {dates if dated else ''}{behind}") for dated in (False, True)
    }


_NEWEST = _statements("key, title", f"ORDER BY published_at DESC LIMIT {NEWEST}")
_RELEVANT = _statements("key, title", f"ORDER BY ts_rank(words, asked) DESC LIMIT {NEWEST}")
_BY_DAY = _statements("count(*), date_trunc('day', published_at, 'UTC') AS day", "GROUP BY day ORDER BY day")


class RawTsvector(Contender):
    """Asked through the same SQLAlchemy call as ours, and for the titles."""

    name = "raw tsvector"

    def __init__(self, url: str) -> None:
        self._db = Database(url)

    def newest(self, asked: Asked, window: Window | None) -> list[int] | None:
        return self._asked(_NEWEST, asked, window)

    def most_relevant(self, asked: Asked, window: Window | None) -> list[int] | None:
        return self._asked(_RELEVANT, asked, window)

    def by_day(self, asked: Asked, window: Window | None) -> list[int] | None:
        return self._asked(_BY_DAY, asked, window)

    def close(self) -> None:
        self._db.close()

    def _asked(
        self, statements: Mapping[bool, TextClause], asked: Asked, window: Window | None
    ) -> list[int] | None:
        if asked.structure is None:
            return None
        values: dict[str, object] = {"terms": tsquery(asked.structure)}
        if window is not None:
            values |= {"since": window.since, "until": window.until}
        with self._db.read() as connection:
            return [number for number, _ in connection.execute(statements[window is not None], values)]
