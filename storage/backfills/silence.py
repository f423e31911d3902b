"""What keeps a backfill silent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, tuple_, update

from storage.records import Saved, SaveOutcome
from storage.tables import RevisionRow


def tell_nobody(connection: Connection, saved: Sequence[Saved], now: datetime) -> None:
    """Let no flagging see the revisions of known articles: what they say for the first time would be told as news.

    A new article is flagged, as backlog.
    """
    pairs = [(one.article_id, one.revision) for one in saved if one.outcome is SaveOutcome.REVISED]
    if pairs:
        statement = update(RevisionRow).where(tuple_(RevisionRow.article_id, RevisionRow.number).in_(pairs))
        connection.execute(statement.values(flagged_at=now))
