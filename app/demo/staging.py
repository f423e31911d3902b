"""One stage of the demo after the other: publish, and wait until all that belongs to it has come about."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.demo.evidence import gather, kinds_of_deliveries
from app.demo.expectations import ArchivedFact, Outcome, missing
from app.demo.mailserver import MailServer
from app.demo.newsroom.clock import NewsroomClock
from app.demo.newsroom.newsroom import Newsroom
from app.demo.receipts import Receipt, receipts
from app.demo.receiver import WebhookReceiver
from app.demo.stages import Stage
from app.demo.telling import stage_gaps
from app.demo.worker_process import WorkerProcess
from storage.clock import utc_now
from storage.database import Database
from storage.records import SourceState
from storage.status import snapshot

# Seconds in which nothing more of what is expected comes, until the demo gives up. A digest comes within 60.
PATIENCE = 75.0
BEAT = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSeen:
    """A stage as it was at its end: what the archive held of its articles (by id), and what it lacked."""

    stage: Stage
    facts: Mapping[str, ArchivedFact]
    gaps: tuple[str, ...]


class Show:
    """Stages a newsroom for a worker, and looks at what comes of it.

    The newsroom's clock goes no further than the stage, so that on a slow machine too the first report is read before
    its copies are there.
    """

    def __init__(
        self,
        database: Database,
        worker: WorkerProcess,
        newsroom: Newsroom,
        clock: NewsroomClock,
        mail: MailServer,
        receiver: WebhookReceiver,
    ) -> None:
        self._database = database
        self._worker = worker
        self._newsroom = newsroom
        self._clock = clock
        self._mail = mail
        self._receiver = receiver

    async def backlog_read(self) -> None:
        """Wait until every source was read once and nothing of it is pending but pages that fail."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and not self._worker.ended:
            status = await asyncio.to_thread(snapshot, self._database, utc_now())
            if status.sources and not status.unflagged and all(map(_is_read, status.sources)):
                return
            await asyncio.sleep(BEAT)

    async def stage(self, stages: Sequence[Stage]) -> StageSeen:
        """Publish the last of these stages, and wait until it has come about, or patience or the worker ends."""
        stage = stages[-1]
        self._clock.held_at = stage.until
        fewest, came_at = math.inf, time.monotonic()
        while True:
            outcome, received = await self.look()
            gaps = self.gaps(stages, outcome, received)
            if len(gaps) < fewest:
                fewest, came_at = len(gaps), time.monotonic()
            if not gaps or self._worker.ended or time.monotonic() - came_at > PATIENCE:
                break
            await asyncio.sleep(BEAT)
        by_id = {article.id: outcome.fact(url) for url, article in self._newsroom.articles().items()}
        facts = {
            name: fact for name in (*stage.articles, *stage.stories) if (fact := by_id[name]) is not None
        }
        return StageSeen(stage=stage, facts=facts, gaps=tuple(gaps))

    def gaps(self, stages: Sequence[Stage], outcome: Outcome, received: Sequence[Receipt]) -> list[str]:
        """What these stages should have brought about and did not, a sentence each."""
        articles = self._newsroom.articles()
        found = missing(articles, outcome, until=stages[-1].until)
        return [*found, *stage_gaps(stages, articles, outcome, received)]

    async def look(self) -> tuple[Outcome, tuple[Receipt, ...]]:
        """What the archive holds and what the receivers got by now."""
        outcome = await asyncio.to_thread(gather, self._database)
        mails, calls = self._mail.mails.items, self._receiver.calls.items
        kinds = await asyncio.to_thread(kinds_of_deliveries, self._database)
        return outcome, receipts(mails, calls, kinds)


def _is_read(source: SourceState) -> bool:
    return source.first_read_at is not None and source.last_finished_at is not None and not source.pending
