"""The demo: the newsroom and the receivers here, the real worker beside, and a check of what came of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from app.config import load
from app.config.projection import database_url
from app.demo.expectations import Outcome
from app.demo.ground import Endpoints, clear, configuration, digest_after, write
from app.demo.mailserver import MailServer, ReceivedMail
from app.demo.newsroom.catalogue import OutletArticle
from app.demo.newsroom.clock import NewsroomClock
from app.demo.newsroom.newsroom import Newsroom
from app.demo.receipts import Receipt
from app.demo.receiver import WebhookCall, WebhookReceiver, make_secret
from app.demo.stages import load_stages
from app.demo.staging import Show, StageSeen
from app.demo.telling import left_over
from app.demo.watches import load_watches
from app.demo.worker_process import WorkerProcess
from storage import schema
from storage.clock import utc_now
from storage.database import Database
from storage.records import SourceState
from storage.status import snapshot

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoResult:
    """How the demo went. `missing` says what did not happen as it must; `seconds` is its length."""

    folder: Path
    articles: dict[str, OutletArticle]
    outcome: Outcome
    stages: tuple[StageSeen, ...]
    received: tuple[Receipt, ...]
    sources: tuple[SourceState, ...]
    mails: tuple[ReceivedMail, ...]
    calls: tuple[WebhookCall, ...]
    missing: tuple[str, ...]
    seconds: float


async def run_demo(folder: Path, say: Say, progress: Callable[[float], None]) -> DemoResult:
    """Run the demo in `folder`. `progress` is told the share of the way, from 0 to 1.

    Raises:
        DemoFolderError: the folder holds something that is not the demo's.
    """
    started = time.monotonic()
    clear(folder)
    clock = NewsroomClock()
    newsroom = Newsroom(elapsed=clock.elapsed)
    mail, secret = MailServer(), make_secret()
    receiver = WebhookReceiver(secret)
    await newsroom.start()
    mail_host, mail_port = await mail.start()
    endpoints = Endpoints(
        mail_host=mail_host, mail_port=mail_port, webhook_url=await receiver.start(), webhook_secret=secret
    )

    def configured(digest: str) -> str:
        return configuration(
            newsroom.outlets, newsroom.source_urls(), load_watches(), endpoints, digest=digest
        )

    config = folder / "wirewatch.toml"
    # As far off as can be, until its stories wait.
    write(config, configured(digest_after(utc_now() - timedelta(hours=12))))
    url = database_url(load(config))
    await asyncio.to_thread(schema.create, url)
    database = Database(url)
    worker = WorkerProcess(config, folder / "worker.log")
    show = Show(database, worker, newsroom, clock, mail, receiver)
    stages = load_stages()
    say(f"{len(newsroom.outlets)} outlets, a mail server and a webhook receiver listen on 127.0.0.1")
    try:
        await worker.start()
        say("the worker runs: it reads what the outlets already hold (flagged, not told)")
        await show.backlog_read()
        clock.held_at = 0.0
        clock.start()
        say("the outlets begin to publish")
        seen: list[StageSeen] = []
        for number, stage in enumerate(stages, start=1):
            say(f"{number}. {stage.title}")
            seen.append(await show.stage(stages[:number]))
            progress(number / len(stages))
            if seen[-1].gaps:
                break
            if (waits := _waits_for_digest(seen[-1])) is not None:
                write(config, configured(waits))
        code = await worker.stop()
        outcome, received = await show.look()
        articles = newsroom.articles()
        gaps = show.gaps(stages[: len(seen)], outcome, received)
        if len(seen) == len(stages):
            gaps += left_over(stages, articles, outcome, received)
        unverified = sum(not call.verified for call in receiver.calls.items)
        if unverified:
            gaps.append(f"{unverified} webhook calls bore a wrong signature")
        if code != 0:
            gaps.append(f"the worker ended with exit code {code}; see {folder / 'worker.log'}")
        status = await asyncio.to_thread(snapshot, database, utc_now())
        return DemoResult(
            folder=folder,
            articles=articles,
            outcome=outcome,
            stages=tuple(seen),
            received=received,
            sources=status.sources,
            mails=mail.mails.items,
            calls=receiver.calls.items,
            missing=tuple(dict.fromkeys(gaps)),
            seconds=time.monotonic() - started,
        )
    finally:
        worker.kill()
        database.close()
        await receiver.stop()
        await mail.stop()
        await newsroom.stop()


def _waits_for_digest(seen: StageSeen) -> str | None:
    """The digest that comes first after all that this stage left waiting; None where nothing waits."""
    waiting = [
        hit.decided_at
        for fact in seen.facts.values()
        for hit in fact.hits.values()
        if hit.outcome == "held-until"
    ]
    return digest_after(max(waiting)) if waiting else None
