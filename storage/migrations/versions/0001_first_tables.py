"""Sources, leads, articles with their revisions and full-text index, hits, deliveries, workers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _sources()
    _articles()
    _leads()
    _alerts()
    _workers()
    if op.get_bind().dialect.name == "sqlite":
        # Contentless: article_revisions has the words. `ascii` leaves the terms of `watch` as they are.
        op.execute("CREATE VIRTUAL TABLE article_index USING fts5(title, text, content='', tokenize='ascii')")
    else:
        op.execute(
            "CREATE TABLE article_index ("
            "article_id bigint PRIMARY KEY REFERENCES articles (id), "
            "terms tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_article_index_terms ON article_index USING gin (terms)")


def downgrade() -> None:
    for table in (
        "article_index",
        "deliveries",
        "hits",
        "leads",
        "article_revisions",
        "articles",
        "sources",
        "workers",
    ):
        op.drop_table(table)


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("host_group", sa.Text(), nullable=False),
        sa.Column("interval", sa.Float(), nullable=False),
        sa.Column("tell_backlog", sa.Boolean(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.Column("removed_at", TIME),
        sa.Column("first_read_at", TIME),
        sa.Column("last_started_at", TIME),
        sa.Column("last_finished_at", TIME),
        sa.Column("last_ok_at", TIME),
        sa.Column("last_outcome", sa.Text()),
        sa.Column("last_detail", sa.Text()),
        sa.Column("last_new", sa.Integer(), nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.UniqueConstraint("name", name="uq_sources_name"),
    )
    _partial("ix_sources_due", "sources", ["due_at"], "removed_at IS NULL")


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.Column("source_id", ROW_ID, nullable=False),
        sa.Column("backlog", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("sorted_at", TIME, nullable=False),
        sa.Column("collected_at", TIME, nullable=False),
        sa.Column("revised_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("url_key", name="uq_articles_url_key"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_articles_source_id"),
    )
    op.create_index("ix_articles_sorted", "articles", ["sorted_at", "id"])
    op.create_index("ix_articles_source_sorted", "articles", ["source_id", "sorted_at"])
    op.create_table(
        "article_revisions",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("article_id", ROW_ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fetched_url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("section", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("published_at", TIME),
        sa.Column("modified_at", TIME),
        sa.Column("fetched_at", TIME),
        sa.Column("provenance", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.Column("flagged_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_article_revisions"),
        sa.UniqueConstraint("article_id", "number", name="uq_article_revisions_article_id_number"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_article_revisions_article_id"),
    )
    _partial("ix_article_revisions_unflagged", "article_revisions", ["id"], "flagged_at IS NULL")


def _leads() -> None:
    op.create_table(
        "leads",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("source_id", ROW_ID, nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("published_at", TIME),
        sa.Column("updated_at", TIME),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("section", sa.Text()),
        sa.Column("text", sa.Text()),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("backlog", sa.Boolean(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("first_seen_at", TIME, nullable=False),
        sa.Column("finished_at", TIME),
        sa.Column("article_id", ROW_ID),
        sa.Column("fruitless", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_leads"),
        sa.UniqueConstraint("source_id", "key_hash", name="uq_leads_source_id_key_hash"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_leads_source_id"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_leads_article_id"),
    )
    _partial("ix_leads_open", "leads", ["source_id", "state", "due_at"], "state != 'done'")


def _alerts() -> None:
    op.create_table(
        "hits",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("article_id", ROW_ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("watch", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("flagged_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hits"),
        sa.UniqueConstraint("article_id", "watch", name="uq_hits_article_id_watch"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_hits_article_id"),
    )
    op.create_index("ix_hits_watch", "hits", ["watch", "article_id"])
    op.create_index("ix_hits_flagged", "hits", ["flagged_at", "id"])
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("hit_id", ROW_ID, nullable=False),
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
        sa.UniqueConstraint("hit_id", "channel", name="uq_deliveries_hit_id_channel"),
        sa.ForeignKeyConstraint(["hit_id"], ["hits.id"], name="fk_deliveries_hit_id"),
    )
    _partial("ix_deliveries_due", "deliveries", ["channel", "due_at"], "state IN ('waiting', 'sending')")
    op.create_index("ix_deliveries_created", "deliveries", ["created_at"])


def _workers() -> None:
    op.create_table(
        "workers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("heartbeat_at", TIME, nullable=False),
        sa.Column("passed_at", TIME),
        sa.Column("config_loaded_at", TIME),
        sa.Column("config_error", sa.Text()),
        sa.Column("stopped_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_workers"),
    )


def _partial(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
