"""Routes: what they remember, decide and tell, and silences. Several notices may be of one hit from now on."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
COPIED = (
    "INSERT INTO deliveries (id, hit_id, notice_id, channel, state, attempts, due_at, worker_id, created_at, "
    "delivered_at, answer, last_error) SELECT id, hit_id, notice_id, channel, state, attempts, due_at, worker_id, "
    "created_at, delivered_at, answer, last_error FROM deliveries_before"
)


def upgrade() -> None:
    _ungrouped_by("backlog", "id")
    _routes()
    _verdicts()
    _silences()
    if op.get_bind().dialect.name == "sqlite":
        _deliveries_anew(of_stories=True)
        return
    op.add_column("deliveries", sa.Column("story_notice_key", sa.Text()))
    op.drop_constraint("uq_deliveries_hit_id_channel", "deliveries")
    op.create_foreign_key(
        "fk_deliveries_story_notice_key", "deliveries", "story_notices", ["story_notice_key"], ["key"]
    )
    op.create_unique_constraint(
        "uq_deliveries_story_notice_key_channel", "deliveries", ["story_notice_key", "channel"]
    )
    op.create_index("ix_deliveries_hit", "deliveries", ["hit_id"])


def downgrade() -> None:
    _ungrouped_by("id")
    # The release before has one delivery of a hit to a channel, and none that is of several hits.
    op.execute("DELETE FROM deliveries WHERE hit_id IS NULL AND notice_id IS NULL")
    op.execute(
        "DELETE FROM deliveries WHERE hit_id IS NOT NULL AND EXISTS (SELECT 1 FROM deliveries AS other "
        "WHERE other.hit_id = deliveries.hit_id AND other.channel = deliveries.channel "
        "AND (other.created_at, other.id) > (deliveries.created_at, deliveries.id))"
    )
    if op.get_bind().dialect.name == "sqlite":
        _deliveries_anew(of_stories=False)
    else:
        op.drop_index("ix_deliveries_hit", "deliveries")
        op.drop_column("deliveries", "story_notice_key")
        op.create_unique_constraint("uq_deliveries_hit_id_channel", "deliveries", ["hit_id", "channel"])
    for table in ("hit_wordings", "verdicts", "silences", "route_states", "routes", "story_notices"):
        op.drop_table(table)


def _ungrouped_by(*columns: str) -> None:
    where = sa.text("grouped_at IS NULL")
    op.drop_index("ix_articles_ungrouped", "articles")
    op.create_index(
        "ix_articles_ungrouped", "articles", [*columns], sqlite_where=where, postgresql_where=where
    )


def _routes() -> None:
    op.create_table(
        "routes",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("known_at", TIME, nullable=False),
        sa.Column("digest_at", TIME),
        sa.PrimaryKeyConstraint("name", name="pk_routes"),
    )
    op.create_table(
        "route_states",
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("grouping", sa.Text(), nullable=False),
        sa.Column("story_id", sa.BigInteger()),
        sa.Column("first_told_at", TIME),
        sa.Column("last_told_at", TIME),
        sa.Column("voices", sa.Integer(), nullable=False),
        sa.Column("severity", sa.Text()),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("joined", sa.Integer(), nullable=False),
        sa.Column("held", sa.JSON()),
        sa.Column("due_at", TIME),
        sa.PrimaryKeyConstraint("route", "grouping", name="pk_route_states"),
    )
    where = sa.text("due_at IS NOT NULL")
    op.create_index(
        "ix_route_states_due", "route_states", ["due_at"], sqlite_where=where, postgresql_where=where
    )
    op.create_index("ix_route_states_story", "route_states", ["story_id"])
    op.create_table(
        "story_notices",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text()),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("since_at", TIME),
        sa.PrimaryKeyConstraint("key", name="pk_story_notices"),
    )


def _verdicts() -> None:
    op.create_table(
        "verdicts",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("hit_id", ROW_ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("grouping", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("decided_at", TIME, nullable=False),
        sa.Column("until_at", TIME),
        sa.Column("notice_key", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_verdicts"),
        sa.ForeignKeyConstraint(["hit_id"], ["hits.id"], name="fk_verdicts_hit_id"),
        sa.ForeignKeyConstraint(["notice_key"], ["story_notices.key"], name="fk_verdicts_notice_key"),
    )
    op.create_index("ix_verdicts_hit", "verdicts", ["hit_id", "id"])
    op.create_index("ix_verdicts_notice", "verdicts", ["notice_key"])
    op.create_index("ix_verdicts_group", "verdicts", ["route", "grouping", "id"])
    op.create_table(
        "hit_wordings",
        sa.Column("hit_id", ROW_ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("polarity", sa.Text()),
        sa.Column("cue", sa.JSON()),
        sa.Column("sentence", sa.JSON()),
        sa.PrimaryKeyConstraint("hit_id", "revision", name="pk_hit_wordings"),
        sa.ForeignKeyConstraint(["hit_id"], ["hits.id"], name="fk_hit_wordings_hit_id"),
    )


def _silences() -> None:
    op.create_table(
        "silences",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("starts_at", TIME, nullable=False),
        sa.Column("ends_at", TIME, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.JSON(), nullable=False)
            for name in ("watches", "sources", "languages", "stories", "routes")
        ),
        sa.Column("up_to", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_silences"),
    )
    op.create_index("ix_silences_ends", "silences", ["ends_at"])


def _deliveries_anew(*, of_stories: bool) -> None:
    """SQLite drops no constraint: the table is made again."""
    for name in (
        "ix_deliveries_due",
        "ix_deliveries_created",
        *(() if of_stories else ("ix_deliveries_hit",)),
    ):
        op.drop_index(name, "deliveries")
    op.rename_table("deliveries", "deliveries_before")
    columns: list[Any] = [
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("hit_id", ROW_ID),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("worker_id", sa.Text()),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("delivered_at", TIME),
        sa.Column("answer", sa.Text()),
        sa.Column("last_error", sa.Text()),
        sa.Column("notice_id", ROW_ID),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.ForeignKeyConstraint(["hit_id"], ["hits.id"], name="fk_deliveries_hit_id"),
        sa.ForeignKeyConstraint(["notice_id"], ["source_notices.id"], name="fk_deliveries_notice_id"),
        sa.UniqueConstraint("notice_id", "channel", name="uq_deliveries_notice_id_channel"),
    ]
    if of_stories:
        columns += [
            sa.Column("story_notice_key", sa.Text()),
            sa.ForeignKeyConstraint(
                ["story_notice_key"], ["story_notices.key"], name="fk_deliveries_story_notice_key"
            ),
            sa.UniqueConstraint("story_notice_key", "channel", name="uq_deliveries_story_notice_key_channel"),
        ]
    else:
        columns.append(sa.UniqueConstraint("hit_id", "channel", name="uq_deliveries_hit_id_channel"))
    op.create_table("deliveries", *columns)
    op.execute(COPIED)
    op.drop_table("deliveries_before")
    op.create_index(
        "ix_deliveries_due",
        "deliveries",
        ["channel", "due_at"],
        sqlite_where=sa.text("state IN ('waiting', 'sending')"),
    )
    op.create_index("ix_deliveries_created", "deliveries", ["created_at"])
    if of_stories:
        op.create_index("ix_deliveries_hit", "deliveries", ["hit_id"])
