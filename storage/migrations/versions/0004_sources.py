"""What is known of a source's rhythm and health, what tells its items apart, and notices that are about a source."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    for column in _source_columns():
        op.add_column("sources", column)
    for name in ("guid_hash", "title_hash"):
        op.add_column("leads", sa.Column(name, sa.Text()))
        where = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"ix_leads_{name}", "leads", ["source_id", name], sqlite_where=where, postgresql_where=where
        )
    op.create_table(
        "source_conditions",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("source_id", ROW_ID, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("since_at", TIME, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.Column("polls", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("ended_at", TIME),
        sa.Column("told_at", TIME),
        sa.Column("recovery_told_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_source_conditions"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_source_conditions_source_id"),
    )
    open_ones = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_source_conditions_open",
        "source_conditions",
        ["source_id", "state"],
        unique=True,
        sqlite_where=open_ones,
        postgresql_where=open_ones,
    )
    op.create_index("ix_source_conditions_source", "source_conditions", ["source_id", "id"])
    for name, condition in (
        ("untold", "ended_at IS NULL AND told_at IS NULL AND state <> 'ok'"),
        ("told", "told_at IS NOT NULL AND recovery_told_at IS NULL"),
    ):
        where = sa.text(condition)
        op.create_index(
            f"ix_source_conditions_{name}",
            "source_conditions",
            ["id"],
            sqlite_where=where,
            postgresql_where=where,
        )
    op.create_table(
        "source_notices",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("source_id", ROW_ID),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_source_notices"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_source_notices_source_id"),
    )
    op.create_index("ix_source_notices_kind", "source_notices", ["kind", "created_at"])
    _deliveries(of_notices=True)


def downgrade() -> None:
    # The release before can tell of hits alone.
    op.execute("DELETE FROM deliveries WHERE hit_id IS NULL")
    # It knows of no such kind, and a source of one would keep it from showing any.
    op.execute(
        "UPDATE sources SET removed_at = COALESCE(last_finished_at, added_at) "
        "WHERE kind = 'wordpress' AND removed_at IS NULL"
    )
    _deliveries(of_notices=False)
    op.drop_table("source_notices")
    op.drop_table("source_conditions")
    for name in ("title_hash", "guid_hash"):
        op.drop_index(f"ix_leads_{name}", "leads")
        op.drop_column("leads", name)
    for column in reversed(_source_columns()):
        op.drop_column("sources", column.name)


def _source_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("language", sa.Text()),
        sa.Column("owner", sa.Text()),
        sa.Column("group_name", sa.Text()),
        sa.Column("rhythm", sa.Text()),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("window", sa.Text()),
        sa.Column("children", sa.Text()),
        sa.Column("body_hash", sa.Text()),
        sa.Column("read_whole_at", TIME),
        sa.Column("distrusted", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("moved_to", sa.Text()),
        sa.Column("newest_at", TIME),
        sa.Column("requests", sa.BigInteger(), nullable=False, server_default="0"),
    ]


def _deliveries(*, of_notices: bool) -> None:
    """A delivery is of a hit, or, from now on, of a notice about sources."""
    if op.get_bind().dialect.name == "sqlite":
        _deliveries_anew(of_notices=of_notices)
        return
    op.alter_column("deliveries", "hit_id", nullable=of_notices)
    if of_notices:
        op.add_column("deliveries", sa.Column("notice_id", sa.BigInteger()))
        op.create_foreign_key(
            "fk_deliveries_notice_id", "deliveries", "source_notices", ["notice_id"], ["id"]
        )
        op.create_unique_constraint("uq_deliveries_notice_id_channel", "deliveries", ["notice_id", "channel"])
    else:
        op.drop_column("deliveries", "notice_id")


def _deliveries_anew(*, of_notices: bool) -> None:
    """SQLite lets no column become one that may be missing: the table is made again."""
    for name in ("ix_deliveries_due", "ix_deliveries_created"):
        op.drop_index(name, "deliveries")
    op.rename_table("deliveries", "deliveries_before")
    columns: list[Any] = [
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("hit_id", ROW_ID, nullable=of_notices),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("worker_id", sa.Text()),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("delivered_at", TIME),
        sa.Column("answer", sa.Text()),
        sa.Column("last_error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.ForeignKeyConstraint(["hit_id"], ["hits.id"], name="fk_deliveries_hit_id"),
        sa.UniqueConstraint("hit_id", "channel", name="uq_deliveries_hit_id_channel"),
    ]
    if of_notices:
        columns += [
            sa.Column("notice_id", ROW_ID),
            sa.ForeignKeyConstraint(["notice_id"], ["source_notices.id"], name="fk_deliveries_notice_id"),
            sa.UniqueConstraint("notice_id", "channel", name="uq_deliveries_notice_id_channel"),
        ]
    op.create_table("deliveries", *columns)
    op.execute(
        "INSERT INTO deliveries (id, hit_id, channel, state, attempts, due_at, worker_id, created_at, "
        "delivered_at, answer, last_error) SELECT id, hit_id, channel, state, attempts, due_at, worker_id, "
        "created_at, delivered_at, answer, last_error FROM deliveries_before"
    )
    op.drop_table("deliveries_before")
    op.create_index(
        "ix_deliveries_due",
        "deliveries",
        ["channel", "due_at"],
        sqlite_where=sa.text("state IN ('waiting', 'sending')"),
    )
    op.create_index("ix_deliveries_created", "deliveries", ["created_at"])
