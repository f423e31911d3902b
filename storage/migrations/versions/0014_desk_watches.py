"""Watches that are written at the desk, with their versions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "desk_watches",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("removed_at", TIME),
        sa.Column("removed_by", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_desk_watches"),
    )
    living = sa.text("removed_at IS NULL")
    op.create_index(
        "ix_desk_watches_living",
        "desk_watches",
        ["folded"],
        unique=True,
        sqlite_where=living,
        postgresql_where=living,
    )
    op.create_index("ix_desk_watches_name", "desk_watches", ["name"])
    op.create_table(
        "desk_watch_versions",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("watch_id", ROW_ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_desk_watch_versions"),
        sa.ForeignKeyConstraint(["watch_id"], ["desk_watches.id"], name="fk_desk_watch_versions_watch_id"),
        sa.UniqueConstraint("watch_id", "number", name="uq_desk_watch_versions_watch_id_number"),
    )


def downgrade() -> None:
    op.drop_table("desk_watch_versions")
    op.drop_table("desk_watches")
