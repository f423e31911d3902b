"""How each channel is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _channel_states()


def downgrade() -> None:
    # The release before knows of no such kind, and cannot read an outbox that holds one.
    op.execute(
        "DELETE FROM deliveries WHERE notice_id IN "
        "(SELECT id FROM source_notices WHERE kind IN ('channel-failing', 'channel-recovered'))"
    )
    op.execute("DELETE FROM source_notices WHERE kind IN ('channel-failing', 'channel-recovered')")
    op.drop_table("channel_states")


def _channel_states() -> None:
    op.create_table(
        "channel_states",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_at", TIME),
        sa.Column("last_error", sa.Text()),
        sa.Column("opened_at", TIME),
        sa.Column("probe_at", TIME),
        sa.Column("rests_until_at", TIME),
        sa.Column("disabled_at", TIME),
        sa.Column("refused", sa.JSON(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("told_at", TIME),
        sa.Column("accepted_at", TIME),
        sa.Column("recent_at", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("channel", name="pk_channel_states"),
    )
