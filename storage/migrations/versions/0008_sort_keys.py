"""The order of the archive as a number to each article, and the full-text index anew, in that order.

Texts are compressed on SQLite from here on as they are saved; those that are there stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime
from storage.compressed import CompressedText, expanded
from storage.migrations.destination import destination
from storage.migrations.vectors_before_0008 import vector
from storage.ordering import sort_key
from storage.search.entry import Entry, Indexed, facets_of
from storage.search.index import write_entries

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_BATCH = 500
ARTICLES = sa.table(
    "articles",
    sa.column("id", sa.BigInteger),
    sa.column("source_id", sa.BigInteger),
    sa.column("revision", sa.Integer),
    sa.column("sorted_at", UtcDateTime),
    sa.column("sort_key", sa.BigInteger),
)
REVISIONS = sa.table(
    "article_revisions",
    *(sa.column(name, sa.BigInteger) for name in ("article_id", "number")),
    *(sa.column(name, sa.Text) for name in ("title", "language", "section")),
    sa.column("text", CompressedText),
)


def upgrade() -> None:
    op.add_column("articles", sa.Column("sort_key", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute("DROP TABLE article_index")
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE article_index USING fts5(terms, content='', tokenize='ascii', columnsize=0)"
        )
    else:
        op.execute("CREATE TABLE article_index (sort_key bigint PRIMARY KEY, terms tsvector NOT NULL)")
    _sort_and_index()
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE INDEX ix_article_index_terms ON article_index USING gin (terms)")
    op.create_index("ix_articles_sort_key", "articles", ["sort_key"], unique=True)
    op.drop_index("ix_articles_sorted", "articles")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _expand_texts()
    op.create_index("ix_articles_sorted", "articles", ["sorted_at", "id"])
    op.drop_index("ix_articles_sort_key", "articles")
    op.drop_column("articles", "sort_key")
    op.execute("DROP TABLE article_index")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE article_index USING fts5(title, text, content='', tokenize='ascii')")
    else:
        op.execute(
            "CREATE TABLE article_index ("
            "article_id bigint PRIMARY KEY REFERENCES articles (id), "
            "terms tsvector NOT NULL)"
        )
    _index_as_before()
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE INDEX ix_article_index_terms ON article_index USING gin (terms)")


def _sort_and_index() -> None:
    bind = op.get_bind()
    # 0011 makes the index anew, which is most of the time that an upgrade takes.
    indexes = destination() < "0011"
    last = -1
    for rows in _batches():
        keys = []
        for row in rows:
            last = max(last + 1, sort_key(row.sorted_at))
            keys.append(last)
        bind.execute(
            sa.update(ARTICLES)
            .where(ARTICLES.c.id == sa.bindparam("number"))
            .values(sort_key=sa.bindparam("key")),
            [{"number": row.id, "key": key} for row, key in zip(rows, keys, strict=True)],
        )
        if indexes:
            write_entries(
                bind,
                [
                    (
                        None,
                        Indexed(
                            key=key,
                            entry=Entry.of(
                                row.title, row.text, facets_of(row.source_id, row.language, row.section)
                            ),
                        ),
                    )
                    for row, key in zip(rows, keys, strict=True)
                ],
            )


def _expand_texts() -> None:
    """Articles that were saved since have their texts compressed, which the release before cannot read."""
    bind = op.get_bind()
    # As it is stored: the type would expand it on its way here.
    packed: sa.Select[Any, Any] = sa.select(sa.column("id"), sa.column("text")).select_from(
        sa.table("article_revisions")
    )
    packed = packed.where(sa.text("typeof(text) = 'blob'")).order_by(sa.column("id")).limit(_BATCH)
    while rows := bind.execute(packed).all():
        bind.execute(
            sa.text("UPDATE article_revisions SET text = :text WHERE id = :id"),
            [{"id": row.id, "text": expanded(row.text)} for row in rows],
        )


def _index_as_before() -> None:
    bind = op.get_bind()
    for rows in _batches():
        entries = [(row.id, Entry.of(row.title, row.text)) for row in rows]
        if bind.dialect.name == "sqlite":
            statement = sa.text("INSERT INTO article_index (rowid, title, text) VALUES (:id, :title, :text)")
            values = [{"id": number, "title": entry.title, "text": entry.text} for number, entry in entries]
        else:
            statement = sa.text(
                "INSERT INTO article_index (article_id, terms) VALUES (:id, CAST(:terms AS tsvector))"
            )
            values = [{"id": number, "terms": vector(entry)} for number, entry in entries]
        bind.execute(statement, values)


def _batches() -> Iterator[Sequence[sa.Row[*tuple[Any, ...]]]]:
    """The articles in their latest words, the oldest first."""
    statement = (
        sa.select(
            ARTICLES.c.id,
            ARTICLES.c.source_id,
            ARTICLES.c.sorted_at,
            *(REVISIONS.c[name] for name in ("title", "text", "language", "section")),
        )
        .join_from(
            ARTICLES,
            REVISIONS,
            sa.and_(REVISIONS.c.article_id == ARTICLES.c.id, REVISIONS.c.number == ARTICLES.c.revision),
        )
        .order_by(ARTICLES.c.sorted_at, ARTICLES.c.id)
        .limit(_BATCH)
    )
    after = statement
    while rows := op.get_bind().execute(after).all():
        yield rows
        last = rows[-1]
        after = statement.where(
            sa.tuple_(ARTICLES.c.sorted_at, ARTICLES.c.id)
            > sa.tuple_(sa.literal(last.sorted_at, UtcDateTime), last.id)
        )
