"""Runs of the upkeep; and what lets an article go: a story keeps its number when its first article is gone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NUMBER = sa.BigInteger()
TIME = sa.DateTime(timezone=True)
COPIED = (
    "INSERT INTO stories (id, voices, weights, first_at, last_at, grouped_at, leads_at, merged_into) "
    "SELECT id, voices, weights, first_at, last_at, grouped_at, leads_at, merged_into FROM stories_before"
)
STORIES = sa.table("stories", sa.column("id"))
ARTICLES = sa.table("articles", sa.column("id"), sa.column("grouped_at"))
MEMBERS = sa.table("story_articles", sa.column("article_id"), sa.column("story_id"))
TERMS = sa.table("story_terms", sa.column("story_id"))


def upgrade() -> None:
    op.create_table(
        "upkeep_runs",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("finished_at", TIME, nullable=False),
        sa.Column("begun_by", sa.Text(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("sizes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_upkeep_runs"),
    )
    op.create_index("ix_upkeep_runs_finished", "upkeep_runs", ["finished_at"])
    _index("ix_leads_article", "leads", ["article_id"], "article_id IS NOT NULL")
    _index("ix_article_revisions_language", "article_revisions", ["language", "number"], "number = 1")
    if op.get_bind().dialect.name == "sqlite":
        _stories_anew(of_articles=False)
    else:
        op.drop_constraint("fk_stories_id", "stories")
    _index("ix_stories_merged", "stories", ["merged_into"], "merged_into IS NOT NULL")


def downgrade() -> None:
    op.drop_index("ix_stories_merged", "stories")
    # The release before cannot name a story by an article that is gone: those that are left in it are grouped anew.
    first_is_gone = sa.select(STORIES.c.id).where(STORIES.c.id.not_in(sa.select(ARTICLES.c.id)))
    left = sa.select(MEMBERS.c.article_id).where(MEMBERS.c.story_id.in_(first_is_gone))
    op.execute(sa.update(ARTICLES).where(ARTICLES.c.id.in_(left)).values(grouped_at=None))
    op.execute(sa.delete(TERMS).where(TERMS.c.story_id.in_(first_is_gone)))
    op.execute(sa.delete(MEMBERS).where(MEMBERS.c.story_id.in_(first_is_gone)))
    op.execute(sa.delete(STORIES).where(STORIES.c.id.not_in(sa.select(ARTICLES.c.id))))
    if op.get_bind().dialect.name == "sqlite":
        _stories_anew(of_articles=True)
    else:
        op.create_foreign_key("fk_stories_id", "stories", "articles", ["id"], ["id"])
    op.drop_index("ix_article_revisions_language", "article_revisions")
    op.drop_index("ix_leads_article", "leads")
    op.drop_table("upkeep_runs")


def _index(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def _stories_anew(*, of_articles: bool) -> None:
    """SQLite drops no constraint: the table is made again."""
    for name in ("ix_stories_grouped", "ix_stories_leads"):
        op.drop_index(name, "stories")
    op.rename_table("stories", "stories_before")
    first = [sa.ForeignKeyConstraint(["id"], ["articles.id"], name="fk_stories_id")] if of_articles else []
    op.create_table(
        "stories",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("voices", sa.Integer(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("first_at", TIME),
        sa.Column("last_at", TIME),
        sa.Column("grouped_at", TIME, nullable=False),
        sa.Column("leads_at", TIME),
        sa.Column("merged_into", NUMBER),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
        *first,
    )
    op.execute(COPIED)
    op.drop_table("stories_before")
    op.create_index("ix_stories_grouped", "stories", ["grouped_at", "id"])
    op.create_index("ix_stories_leads", "stories", ["leads_at"])
