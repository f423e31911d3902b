"""An index of sort keys with their times: it alone tells which keys behind an edge of a period belong before it."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_articles_sorted", "articles", ["sort_key", "sorted_at"])


def downgrade() -> None:
    op.drop_index("ix_articles_sorted", "articles")
