"""The frontier of a sitemap that is read for what is past: only what is asked for, and all of it backlog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from crawler.archive_frontier import ArchiveFrontier
from storage.frontier import Depth, Discovery
from storage.records import CollectedArticle, LeadRecord, Saved


class PastFrontier(ArchiveFrontier):
    """Takes leads in that are dated `since` then, or not at all; articles are kept under the source `articles_of`."""

    def __init__(self, *args: Any, articles_of: int, since: datetime | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._articles_of = articles_of
        self._since = since

    async def discover(self, leads: Sequence[LeadRecord], depth: Depth = Depth.TOP) -> Discovery:
        since = self._since
        chosen = [lead for lead in leads if since is None or lead.dated_at is None or lead.dated_at >= since]
        return await super().discover(chosen, Depth.BACKLOG)

    async def save(self, collected: CollectedArticle) -> Saved:
        # How the page read says nothing of the health of a source that did not ask for it.
        kept = replace(collected, source_id=self._articles_of, backlog=True, reading=None)
        return await super().save(kept)

    async def ended(self) -> None:
        """Nobody polls the source: there is no health to judge."""
