"""Captures of the answers that gave the revisions; a seal to each revision; what keeps captures from being written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "captures",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("article_id", ROW_ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("fetched_at", TIME, nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("records_sha256", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.Column("dropped_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_captures"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_captures_article_id"),
        sa.UniqueConstraint("article_id", "revision", name="uq_captures_article_id_revision"),
    )
    op.create_index("ix_captures_place", "captures", ["file", "offset"])
    op.create_index("ix_captures_fetched", "captures", ["fetched_at"])
    op.add_column("article_revisions", sa.Column("seal", sa.Text()))
    op.add_column("workers", sa.Column("capture_error", sa.Text()))


def downgrade() -> None:
    op.drop_column("workers", "capture_error")
    op.drop_column("article_revisions", "seal")
    op.drop_table("captures")
