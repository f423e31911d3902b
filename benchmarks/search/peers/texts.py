"""The texts of an archive in the order of their time, for the peers to be built from."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, select

from storage.database import Database
from storage.tables import ArticleRow, RevisionRow

_AT_ONCE = 1_000

Text = tuple[int, str, str]
"""A sort key, a title, a text."""


def batches(db: Database) -> Iterator[list[Text]]:
    """A thousand after the other, the oldest first."""
    after = 0
    while True:
        statement = (
            select(ArticleRow.sort_key, RevisionRow.title, RevisionRow.text)
            .join_from(
                ArticleRow,
                RevisionRow,
                and_(RevisionRow.article_id == ArticleRow.id, RevisionRow.number == ArticleRow.revision),
            )
            .where(ArticleRow.sort_key > after)
            .order_by(ArticleRow.sort_key)
            .limit(_AT_ONCE)
        )
        with db.read() as connection:
            rows = [(key, title, text) for key, title, text in connection.execute(statement)]
        if not rows:
            return
        yield rows
        after = rows[-1][0]
