"""Of each article whether it holds characters that are tokens of their own: an index is asked otherwise for these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.compressed import CompressedText
from storage.search.entry import Entry, Indexed, facets_of
from storage.search.index import write_entries

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_BATCH = 500
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
    for pairs in _entries():
        write_entries(op.get_bind(), pairs)


def downgrade() -> None:
    for pairs in _entries():
        write_entries(op.get_bind(), [(after, before) for before, after in pairs])


def _entries() -> Iterator[list[tuple[Indexed, Indexed]]]:
    """Of the articles that hold such characters the entry without that said, and with it."""
    for rows in _batches():
        pairs = []
        for row in rows:
            entry, of = Entry.of(row.title, row.text), (row.source_id, row.language, row.section)
            before = Entry(title=entry.title, text=entry.text, facets=facets_of(*of))
            after = entry.of_article(*of)
            if before != after:
                pairs.append(
                    (Indexed(key=row.sort_key, entry=before), Indexed(key=row.sort_key, entry=after))
                )
        yield pairs


def _batches() -> Iterator[Sequence[sa.Row[*tuple[Any, ...]]]]:
    latest = (
        sa.select(
            ARTICLES.c.id,
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
        .order_by(ARTICLES.c.id)
        .limit(_BATCH)
    )
    last = 0
    while rows := op.get_bind().execute(latest.where(ARTICLES.c.id > last)).all():
        yield rows
        last = rows[-1].id
