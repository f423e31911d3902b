"""Copies and stories. What the archive held before is in none: it counts as grouped, and is flagged as before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NUMBER = sa.BigInteger()
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("articles", sa.Column("grouped_at", TIME))
    op.execute("UPDATE articles SET grouped_at = collected_at")
    where = sa.text("grouped_at IS NULL")
    op.create_index("ix_articles_ungrouped", "articles", ["id"], sqlite_where=where, postgresql_where=where)
    _copies()
    _stories()
    op.create_table(
        "term_uses",
        sa.Column("term", NUMBER, nullable=False, autoincrement=False),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.Column("as_name", sa.Integer(), nullable=False),
        sa.Column("as_plain", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("term", name="pk_term_uses"),
    )
    op.create_table(
        "story_rulings",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("article_id", ROW_ID, nullable=False),
        sa.Column("other_id", ROW_ID, nullable=False),
        sa.Column("ruled_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story_rulings"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_story_rulings_article_id"),
        sa.ForeignKeyConstraint(["other_id"], ["articles.id"], name="fk_story_rulings_other_id"),
    )
    op.create_index("ix_story_rulings_article", "story_rulings", ["article_id", "kind"])
    op.create_index("ix_story_rulings_other", "story_rulings", ["other_id", "kind"])


def downgrade() -> None:
    for table in (
        "story_rulings",
        "term_uses",
        "story_terms",
        "story_articles",
        "stories",
        "copy_texts",
        "copy_lines",
        "copy_outlets",
        "copy_keys",
    ):
        op.drop_table(table)
    op.drop_index("ix_articles_ungrouped", "articles")
    op.drop_column("articles", "grouped_at")


def _copies() -> None:
    op.create_table(
        "copy_keys",
        sa.Column("key", NUMBER, nullable=False, autoincrement=False),
        sa.Column("article_id", NUMBER, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("key", "article_id", name="pk_copy_keys"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "copy_outlets",
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("outlet", name="pk_copy_outlets"),
    )
    op.create_table(
        "copy_lines",
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("line", NUMBER, nullable=False, autoincrement=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("printed_before", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("outlet", "line", name="pk_copy_lines"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "copy_texts",
        sa.Column("article_id", ROW_ID, nullable=False),
        sa.Column("outlet", sa.Text()),
        sa.Column("published_at", TIME),
        sa.Column("original_id", NUMBER, nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_copy_texts"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_copy_texts_article_id"),
    )


def _stories() -> None:
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
        sa.ForeignKeyConstraint(["id"], ["articles.id"], name="fk_stories_id"),
    )
    op.create_index("ix_stories_grouped", "stories", ["grouped_at", "id"])
    op.create_index("ix_stories_leads", "stories", ["leads_at"])
    op.create_table(
        "story_articles",
        sa.Column("article_id", ROW_ID, nullable=False),
        sa.Column("story_id", NUMBER, nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("voice", sa.Text(), nullable=False),
        sa.Column("copy_of", NUMBER),
        sa.Column("similarity", sa.Float()),
        sa.Column("bond", sa.JSON(), nullable=False),
        sa.Column("joined_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_story_articles"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_story_articles_article_id"),
    )
    op.create_index("ix_story_articles_story", "story_articles", ["story_id", "article_id"])
    op.create_table(
        "story_terms",
        sa.Column("term", NUMBER, nullable=False, autoincrement=False),
        sa.Column("story_id", NUMBER, nullable=False, autoincrement=False),
        sa.Column("told_in", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("term", "story_id", name="pk_story_terms"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_story_terms_told", "story_terms", ["term", "told_in"])
    op.create_index("ix_story_terms_story", "story_terms", ["story_id"])
