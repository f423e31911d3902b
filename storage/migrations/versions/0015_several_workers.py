"""Several workers on one archive: by which engine, and which of them may ask which hosts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("workers", sa.Column("engine", sa.Text(), nullable=False, server_default="local"))
    op.add_column("workers", sa.Column("engine_ids", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("workers", sa.Column("config_digest", sa.Text()))
    op.add_column("workers", sa.Column("pid_space", sa.Text()))
    op.create_table(
        "host_leases",
        sa.Column("host_group", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text()),
        sa.Column("held_until", TIME, nullable=False),
        sa.Column("asked_at", TIME),
        sa.Column("delay", sa.Float(), nullable=False),
        sa.Column("resting_until", TIME),
        sa.PrimaryKeyConstraint("host_group", name="pk_host_leases"),
    )


def downgrade() -> None:
    op.drop_table("host_leases")
    for name in ("pid_space", "config_digest", "engine_ids", "engine"):
        op.drop_column("workers", name)
