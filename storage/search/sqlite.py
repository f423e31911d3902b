"""Full-text search on SQLite: an FTS5 table that holds no text of its own."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, Integer, Select, column, select, table, text

from storage.search.entry import Entry
from watch import AllOf, AnyOf, Candidates, Everything, Phrase, Word

_INSERT = text("INSERT INTO article_index (rowid, title, text) VALUES (:id, :title, :text)")
# A contentless table must be told what it held, or the old terms would stay.
_DELETE = text(
    "INSERT INTO article_index (article_index, rowid, title, text) VALUES ('delete', :id, :title, :text)"
)
_INDEX = table("article_index", column("rowid", Integer))


def write(connection: Connection, entries: Mapping[int, tuple[Entry | None, Entry]]) -> None:
    """See `storage.search.index.write_entries`."""
    old = [_row(number, before) for number, (before, _) in entries.items() if before is not None]
    if old:
        connection.execute(_DELETE, old)
    connection.execute(_INSERT, [_row(number, after) for number, (_, after) in entries.items()])


def matching(candidates: Candidates) -> Select[int]:
    """See `storage.search.index.matching`."""
    return select(_INDEX.c.rowid).where(
        text("article_index MATCH :terms").bindparams(terms=expression(candidates))
    )


def expression(candidates: Candidates) -> str:
    """The candidates as an FTS5 query. Every term is quoted, so none can be an operator."""
    match candidates:
        case Word(term=term, field=field, prefix=prefix):
            return f"{_scope(field)}{_quoted(term)}{'*' if prefix else ''}"
        case Phrase(terms=terms, field=field):
            return f"{_scope(field)}{_quoted(' '.join(terms))}"
        case AllOf(parts=parts):
            return _joined(" AND ", parts)
        case AnyOf(parts=parts):
            return _joined(" OR ", parts)
        case Everything():
            raise ValueError("an index cannot be asked for everything")


def _joined(operator: str, parts: tuple[Candidates, ...]) -> str:
    """The parts in pairs of pairs: FTS5 refuses a query nested deeper than 256, and a flat list nests."""
    written = [expression(part) for part in parts]
    while len(written) > 1:
        written = [
            f"({operator.join(written[at : at + 2])})" if at + 1 < len(written) else written[at]
            for at in range(0, len(written), 2)
        ]
    return written[0]


def _scope(field: str | None) -> str:
    return "" if field is None else f"{field} : "


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def _row(number: int, entry: Entry) -> dict[str, object]:
    return {"id": number, "title": " ".join(entry.title), "text": " ".join(entry.text)}
