"""A notice that is about nothing, to try a channel with."""

from __future__ import annotations

import secrets
from datetime import datetime

from alerts.cleaning import one_line
from alerts.notice import Notice, Passage


def trial_notice(channel: str, now: datetime) -> Notice:
    """A notice in the form of every other one, marked as a test; its id is new each time."""
    return Notice(
        delivery_id=f"7e57{secrets.token_hex(14)}",
        hit_id=0,
        watch="test",
        query="test",
        article_id=0,
        title=f"Test of the channel {one_line(channel)}",
        url="https://example.org/wirewatch-test",
        source="wirewatch",
        authors=(),
        section=None,
        language="en",
        published_at=now,
        collected_at=now,
        told_at=now,
        passages=(
            Passage(text="If you can read this, notices reach you here. Nothing is to be done.", marks=()),
        ),
        is_test=True,
    )
