"""The terms that stand in the full-text index of SQLite. https://www.sqlite.org/fts5.html#the_fts5vocab_virtual_table_module"""

from __future__ import annotations

from sqlalchemy import Connection, CursorResult, text

# A table of this connection alone: each term, and where it stands.
_MAKE = text(
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.article_index_terms USING fts5vocab('main', 'article_index', 'instance')"
)
_PLACES = text('SELECT term, doc, "offset" FROM temp.article_index_terms')
# From each term straight to the next one: the table has a row for each place of each.
_BEGINNING = text(
    "WITH RECURSIVE found (term) AS ("
    "SELECT (SELECT term FROM temp.article_index_terms WHERE term >= :first LIMIT 1) "
    "UNION ALL "
    "SELECT (SELECT term FROM temp.article_index_terms WHERE term >= found.term || char(1) LIMIT 1) "
    "FROM found WHERE found.term < :end LIMIT :most) "
    "SELECT term FROM found WHERE term < :end"
)


def every_place(connection: Connection) -> CursorResult[str, int, int]:
    """Each term with the sort key of its article and its place there, term by term, read as it is asked for."""
    connection.execute(_MAKE)
    return connection.execution_options(stream_results=True).execute(_PLACES)


def beginning_with(connection: Connection, beginning: str, most: int) -> list[str] | None:
    """The terms that begin so, in order; None where there are more than `most`."""
    connection.execute(_MAKE)
    asked = {"first": beginning, "end": f"{beginning}\U0010ffff", "most": most + 1}
    found = list(connection.scalars(_BEGINNING, asked))
    return found if len(found) <= most else None
