"""What a page says beyond its text; how pages read, the events of sources, the lines that hosts repeat."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)

REVISIONS = "article_revisions"


def upgrade() -> None:
    for column in _revision_columns():
        op.add_column(REVISIONS, column)
    op.add_column("articles", sa.Column("text_source", sa.Text(), nullable=False, server_default="page"))
    _page_readings()
    _source_events()
    _host_lines()


def downgrade() -> None:
    for table in ("host_lines", "hosts", "source_events", "page_readings"):
        op.drop_table(table)
    op.drop_column("articles", "text_source")
    for column in reversed(_revision_columns()):
        op.drop_column(REVISIONS, column.name)


def _revision_columns() -> list[sa.Column[Any]]:
    # Of the articles archived so far every text came from a page that was taken for an article.
    return [
        sa.Column("opening", sa.Text()),
        sa.Column("agency", sa.Text()),
        sa.Column("tags", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("published_precision", sa.Text()),
        sa.Column("modified_precision", sa.Text()),
        sa.Column("image_url", sa.Text()),
        sa.Column("amp_url", sa.Text()),
        sa.Column("is_paywalled", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("text_source", sa.Text(), nullable=False, server_default="page"),
        sa.Column("page_kind", sa.Text(), nullable=False, server_default="article"),
        sa.Column("agreement", sa.Float()),
        sa.Column("partial", sa.Text()),
    ]


def _page_readings() -> None:
    op.create_table(
        "page_readings",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("source_id", ROW_ID, nullable=False),
        sa.Column("url_hash", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("text_length", sa.Integer(), nullable=False),
        sa.Column("agreement", sa.Float()),
        sa.Column("read_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_page_readings"),
        sa.UniqueConstraint("source_id", "url_hash", name="uq_page_readings_source_id_url_hash"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_page_readings_source_id"),
    )
    op.create_index("ix_page_readings_source_read", "page_readings", ["source_id", "read_at", "id"])


def _source_events() -> None:
    op.create_table(
        "source_events",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("source_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("before", sa.Float(), nullable=False),
        sa.Column("after", sa.Float(), nullable=False),
        sa.Column("since_at", TIME, nullable=False),
        sa.Column("example_url", sa.Text(), nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("closed_at", TIME),
        sa.Column("ending", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_source_events"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_source_events_source_id"),
    )
    op.create_index(
        "ix_source_events_open",
        "source_events",
        ["source_id", "kind", "subject"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index("ix_source_events_source", "source_events", ["source_id", "id"])


def _host_lines() -> None:
    op.create_table(
        "hosts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_hosts"),
    )
    op.create_table(
        "host_lines",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("line_hash", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.Text()),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("first_article", sa.Integer(), nullable=False),
        sa.Column("last_article", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("host", "line_hash", name="pk_host_lines"),
        sa.ForeignKeyConstraint(["host"], ["hosts.name"], name="fk_host_lines_host"),
    )
    op.create_index("ix_host_lines_last", "host_lines", ["host", "last_article"])
    op.create_index(
        "ix_host_lines_repeated",
        "host_lines",
        ["host", "articles"],
        sqlite_where=sa.text("articles >= 3"),
        postgresql_where=sa.text("articles >= 3"),
    )
