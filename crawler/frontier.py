"""Which leads are known and which are to be requested: the frontier, as a run of one source sees it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from storage.clock import utc_now
from storage.frontier import Depth, Discovery
from storage.records import CollectedArticle, LeadRecord, PageReading, PendingLead, Saved


class RunFrontier(Protocol):
    """The frontier of one source during one run.

    `discover` says what of the leads is new; `pending` gives at most so many to request now, news first;
    every pending lead is `put_off`, or ends in `save`, `failed` (asked again after `retry_in`; given up where it is
    None) or `skipped` (it is no article). `left` says that more leads were pending than that. `captures_folder` is
    where what comes for an article is kept, None where it is not.
    """

    left: bool

    @property
    def captures_folder(self) -> Path | None: ...

    async def discover(self, leads: Sequence[LeadRecord], depth: Depth = Depth.TOP) -> Discovery: ...

    async def pending(self, most: int) -> list[PendingLead]: ...

    async def save(self, collected: CollectedArticle) -> Saved | None: ...

    async def failed(
        self,
        pending: PendingLead,
        reason: str,
        retry_in: timedelta | None,
        reading: PageReading | None = None,
    ) -> None: ...

    async def put_off(self, pending: PendingLead, wait: timedelta) -> None: ...

    async def skipped(self, pending: PendingLead, reason: str, reading: PageReading) -> None: ...

    async def host_lines(self, host: str) -> frozenset[str]: ...

    async def ended(self) -> None: ...


class MemoryFrontier:
    """Knows nothing beforehand and keeps nothing: `scrapy crawl` collects all that a source shows now."""

    def __init__(self) -> None:
        self.left = False
        self._pending: list[PendingLead] = []

    @property
    def captures_folder(self) -> Path | None:
        return None

    async def discover(self, leads: Sequence[LeadRecord], depth: Depth = Depth.TOP) -> Discovery:
        now = utc_now()
        known = {pending.lead.key for pending in self._pending}
        new = [lead for lead in leads if lead.key not in known]
        # Pages behind the first are told of one by one.
        self._pending += [
            PendingLead(id=number, source_id=0, backlog=True, attempts=0, lead=lead, first_seen_at=now)
            for number, lead in enumerate(new, start=len(self._pending))
        ]
        return Discovery(new=len(new), known=len(leads) - len(new), is_first=True)

    async def pending(self, most: int) -> list[PendingLead]:
        return self._pending

    async def save(self, collected: CollectedArticle) -> Saved | None:
        return None

    async def failed(
        self,
        pending: PendingLead,
        reason: str,
        retry_in: timedelta | None,
        reading: PageReading | None = None,
    ) -> None:
        return None

    async def put_off(self, pending: PendingLead, wait: timedelta) -> None:
        return None

    async def skipped(self, pending: PendingLead, reason: str, reading: PageReading) -> None:
        return None

    async def host_lines(self, host: str) -> frozenset[str]:
        return frozenset()

    async def ended(self) -> None:
        return None
