"""Versions of watches; what a hit says beyond its words, and what people say of it; the country of a source."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)

# What no aliases stand for: the queries so far knew none.
NO_ALIASES = hashlib.sha256(b"").hexdigest()
BATCH = 1000


def upgrade() -> None:
    op.add_column("sources", sa.Column("country", sa.Text()))
    where = sa.text("revision > 1")
    op.create_index(
        "ix_articles_revised", "articles", ["revised_at"], sqlite_where=where, postgresql_where=where
    )
    _watch_versions()
    row_id = "integer" if op.get_bind().dialect.name == "sqlite" else "bigint"
    # SQLite takes a foreign key with a new column, and at no other time.
    op.execute(
        f"ALTER TABLE hits ADD COLUMN version_id {row_id} "
        "CONSTRAINT fk_hits_version_id REFERENCES watch_versions (id)"
    )
    for column in _hit_columns():
        op.add_column("hits", column)
    _versions_of_old_hits()
    op.create_table(
        "hit_marks",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("hit_id", ROW_ID, nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("marked_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hit_marks"),
        sa.ForeignKeyConstraint(["hit_id"], ["hits.id"], name="fk_hit_marks_hit_id"),
    )
    op.create_index("ix_hit_marks_hit", "hit_marks", ["hit_id", "id"])


def downgrade() -> None:
    op.drop_table("hit_marks")
    # The release before knows neither the state nor the alias of a span.
    op.execute("UPDATE deliveries SET state = 'dead' WHERE state = 'ended'")
    _cut_spans()
    for column in reversed(_hit_columns()):
        op.drop_column("hits", column.name)
    op.drop_column("hits", "version_id")
    op.drop_table("watch_versions")
    op.drop_index("ix_articles_revised", "articles")
    op.drop_column("sources", "country")


def _hit_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("polarity", sa.Text()),
        sa.Column("cue", sa.JSON()),
        sa.Column("sentence", sa.JSON()),
    ]


def _watch_versions() -> None:
    op.create_table(
        "watch_versions",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("watch", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("alias_digest", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("first_seen_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_watch_versions"),
        sa.UniqueConstraint("watch", "number", name="uq_watch_versions_watch_number"),
        sa.UniqueConstraint("watch", "digest", name="uq_watch_versions_watch_digest"),
    )


def _versions_of_old_hits() -> None:
    """A version for each query that a watch ever hit with, in the order of first use."""
    bind = op.get_bind()
    used = bind.execute(
        sa.text("SELECT watch, query, min(flagged_at), min(id) FROM hits GROUP BY watch, query ORDER BY 3, 4")
    ).all()
    numbers: Counter[str] = Counter()
    for watch, query, first_seen_at, _ in used:
        numbers[watch] += 1
        bind.execute(
            sa.text(
                "INSERT INTO watch_versions (watch, number, query, alias_digest, digest, first_seen_at) "
                "VALUES (:watch, :number, :query, :alias_digest, :digest, :first_seen_at)"
            ),
            {
                "watch": watch,
                "number": numbers[watch],
                "query": query,
                "alias_digest": NO_ALIASES,
                "digest": hashlib.sha256(f"{query}\0{NO_ALIASES}".encode()).hexdigest(),
                "first_seen_at": first_seen_at,
            },
        )
    op.execute(
        "UPDATE hits SET version_id = (SELECT one.id FROM watch_versions AS one "
        "WHERE one.watch = hits.watch AND one.query = hits.query)"
    )


def _cut_spans() -> None:
    """Leave of each span what the release before reads."""
    bind = op.get_bind()
    hits = sa.table("hits", sa.column("id", ROW_ID), sa.column("spans", sa.JSON()))
    last = 0
    while rows := bind.execute(
        sa.select(hits.c.id, hits.c.spans).where(hits.c.id > last).order_by(hits.c.id).limit(BATCH)
    ).all():
        for row in rows:
            if any(len(span) > 4 for span in row.spans):
                cut = [span[:4] for span in row.spans]
                bind.execute(sa.update(hits).where(hits.c.id == row.id).values(spans=cut))
        last = rows[-1].id
