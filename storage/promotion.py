"""Backlog of one source that turns out to be news of another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select, update

from storage.tables import ArticleRow, RevisionRow


def promote(connection: Connection, article_ids: Sequence[int], *, since: datetime | None) -> None:
    """Make news of those articles that are backlog and not older than `since` (None: of all).

    A new source's first read can come upon an article a moment before an older source shows it. The older one
    would have told it, so it is flagged anew: its hits that were told to nobody are told then.
    """
    if not article_ids:
        return
    chosen = select(ArticleRow.id).where(ArticleRow.id.in_(article_ids), ArticleRow.backlog)
    if since is not None:
        chosen = chosen.where(ArticleRow.sorted_at >= since)
    found = list(connection.scalars(chosen))
    if found:
        connection.execute(update(ArticleRow).where(ArticleRow.id.in_(found)).values(backlog=False))
        connection.execute(
            update(RevisionRow).where(RevisionRow.article_id.in_(found)).values(flagged_at=None)
        )
