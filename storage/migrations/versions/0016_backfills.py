"""Files of pages that were crawled elsewhere, and sitemaps, on their way into the archive."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
COUNTS = ("new", "revised", "known", "older", "refused", "unreadable")


def upgrade() -> None:
    op.create_table(
        "backfills",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("place_hash", sa.Text(), nullable=False),
        sa.Column("since", TIME),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("next_record", sa.Text()),
        sa.Column("records", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in COUNTS),
        sa.Column("size", sa.BigInteger()),
        sa.Column("children", sa.Text()),
        sa.Column("worker_id", sa.Text()),
        sa.Column("leased_until", TIME),
        sa.Column("error", sa.Text()),
        sa.Column("added_at", TIME, nullable=False),
        sa.Column("started_at", TIME),
        sa.Column("finished_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_backfills"),
        sa.UniqueConstraint("kind", "place_hash", name="uq_backfills_kind_place_hash"),
    )
    is_open = sa.text("state IN ('waiting', 'running')")
    op.create_index("ix_backfills_open", "backfills", ["id"], sqlite_where=is_open, postgresql_where=is_open)


def downgrade() -> None:
    op.drop_table("backfills")
