"""What the full-text index holds, or should hold, of articles that are in the archive, by their latest words."""

from __future__ import annotations

from sqlalchemy import Connection, Select, select

from storage.search.entry import Entry, Indexed
from storage.tables import IS_LATEST, ArticleRow, RevisionRow

_LATEST = select(
    ArticleRow.id,
    ArticleRow.revision,
    ArticleRow.sort_key,
    ArticleRow.source_id,
    RevisionRow.title,
    RevisionRow.text,
    RevisionRow.language,
    RevisionRow.section,
).join(RevisionRow, IS_LATEST)
Latest = Select[int, int, int, int, str, str, str | None, str | None]
#: An article's number, the revision that its latest words are, and its entry.
Held = tuple[int, int, Indexed]


def latest_words() -> Latest:
    """The articles in their latest words; for `held`."""
    return _LATEST


def held(connection: Connection, chosen: Latest) -> list[Held]:
    """Those of `latest_words` that were chosen, each cut into terms anew."""
    return [
        (
            row.id,
            row.revision,
            Indexed(
                key=row.sort_key,
                entry=Entry.of_texts(row.title, row.text).of_article(row.source_id, row),
            ),
        )
        for row in connection.execute(chosen)
    ]
