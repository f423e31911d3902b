"""Of each article in the full-text index how long its longest stretch is, and whether characters are tokens in it.

An index is asked otherwise for articles of which that is known. It is made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.compressed import CompressedText
from storage.migrations.destination import destination
from storage.search.entry import Entry, Indexed, facets_of
from storage.search.index import write_entries

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_BATCH = 500
_Row = sa.Row[*tuple[Any, ...]]
ARTICLES = sa.table(
    "articles",
    *(sa.column(name, sa.BigInteger) for name in ("id", "source_id", "revision", "sort_key")),
)
REVISIONS = sa.table(
    "article_revisions",
    *(sa.column(name, sa.BigInteger) for name in ("article_id", "number")),
    *(sa.column(name, sa.Text) for name in ("title", "language", "section")),
    sa.column("text", CompressedText),
)


def upgrade() -> None:
    _index_anew(lambda row: Entry.of_texts(row.title, row.text).of_article(row.source_id, row))


def downgrade() -> None:
    if destination() < "0008":
        return  # on the way there it is made anew, as another table
    _index_anew(
        lambda row: Entry.of(row.title, row.text, facets_of(row.source_id, row.language, row.section))
    )


def _index_anew(entry_of: Callable[[_Row], Entry]) -> None:
    bind = op.get_bind()
    if bind.dialect.name == "sqlite":
        # It holds no texts, of which it would have to be told term by term what goes.
        op.execute("INSERT INTO article_index (article_index) VALUES ('delete-all')")
    else:
        # To fill a table and then index it takes a fraction of changing what is indexed.
        op.execute("DROP INDEX ix_article_index_terms")
        op.execute("TRUNCATE article_index")
    for rows in _batches():
        entries = [Indexed(key=row.sort_key, entry=entry_of(row)) for row in rows]
        write_entries(bind, [(None, one) for one in entries])
    if bind.dialect.name == "postgresql":
        op.execute("CREATE INDEX ix_article_index_terms ON article_index USING gin (terms)")


def _batches() -> Iterator[Sequence[_Row]]:
    latest = (
        sa.select(
            ARTICLES.c.source_id,
            ARTICLES.c.sort_key,
            REVISIONS.c.title,
            REVISIONS.c.text,
            REVISIONS.c.language,
            REVISIONS.c.section,
        )
        .join(
            REVISIONS,
            sa.and_(REVISIONS.c.article_id == ARTICLES.c.id, REVISIONS.c.number == ARTICLES.c.revision),
        )
        .order_by(ARTICLES.c.sort_key)
        .limit(_BATCH)
    )
    last = -1
    while rows := op.get_bind().execute(latest.where(ARTICLES.c.sort_key > last)).all():
        yield rows
        last = rows[-1].sort_key
