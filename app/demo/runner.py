"""The demo: the newsroom and the receivers here, the real worker beside, and a check of what came of it."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.config import load
from app.config.projection import database_url
from app.demo.evidence import gather
from app.demo.expectations import Outcome, missing
from app.demo.ground import Endpoints, clear, configuration
from app.demo.mailserver import MailServer, ReceivedMail
from app.demo.newsroom.catalogue import OutletArticle
from app.demo.newsroom.clock import NewsroomClock
from app.demo.newsroom.newsroom import Newsroom
from app.demo.receiver import WebhookCall, WebhookReceiver, make_secret
from app.demo.watches import load_watches
from app.demo.worker_process import WorkerProcess
from storage import schema
from storage.clock import utc_now
from storage.database import Database
from storage.records import SourceState
from storage.status import snapshot

# Seconds in which nothing more of what is expected comes, until the demo gives up. The outlets publish for 50.
PATIENCE = 75.0
BEAT = 0.5
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoResult:
    """How the demo went. `missing` says what did not happen as it must; `seconds` is its length."""

    folder: Path
    articles: dict[str, OutletArticle]
    outcome: Outcome
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
    config = folder / "wirewatch.toml"
    text = configuration(newsroom.outlets, newsroom.source_urls(), load_watches(), endpoints)
    config.write_text(text, encoding="utf-8")
    config.chmod(0o600)
    url = database_url(load(config))
    await asyncio.to_thread(schema.create, url)
    database = Database(url)
    worker = WorkerProcess(config, folder / "worker.log")
    articles = newsroom.articles()
    say(f"{len(newsroom.outlets)} outlets, a mail server and a webhook receiver listen on 127.0.0.1")
    try:
        await worker.start()
        say("the worker runs: it reads what the outlets already hold (flagged, not told)")
        await _backlog_read(database, worker)
        # On a slow machine an article would be edited before it was read, and the edit be nothing to see.
        edits = {url: one.appears_after + one.edit.after for url, one in articles.items() if one.edit}
        clock.held_at = min(edits.values())
        clock.start()
        say("the outlets begin to publish")
        told, shown, fewest, came_at = 0, 0, len(articles), time.monotonic()
        while True:
            await asyncio.sleep(BEAT)
            outcome = await asyncio.to_thread(gather, database, mail.mails.items, receiver.calls.items)
            gaps = missing(articles, outcome)
            if edits.keys() <= outcome.archived.keys():
                clock.held_at = math.inf
            if len(newsroom.shown_at) > shown or len(gaps) < fewest:
                shown, fewest = len(newsroom.shown_at), min(len(gaps), fewest)
                came_at = time.monotonic()
            if len(mail.mails.items) > told:
                told = len(mail.mails.items)
                say(f"{shown} published, {len(outcome.archived)} archived, {told} mails")
            progress(1 - len(gaps) / len(articles) if gaps else 1)
            if not gaps or worker.ended or time.monotonic() - came_at > PATIENCE:
                break
        code = await worker.stop()
        outcome = await asyncio.to_thread(gather, database, mail.mails.items, receiver.calls.items)
        gaps = missing(articles, outcome)
        if code != 0:
            gaps.append(f"the worker ended with exit code {code}; see {folder / 'worker.log'}")
        status = await asyncio.to_thread(snapshot, database, utc_now())
        return DemoResult(
            folder=folder,
            articles=articles,
            outcome=outcome,
            sources=status.sources,
            mails=mail.mails.items,
            calls=receiver.calls.items,
            missing=tuple(gaps),
            seconds=time.monotonic() - started,
        )
    finally:
        worker.kill()
        database.close()
        await receiver.stop()
        await mail.stop()
        await newsroom.stop()


async def _backlog_read(database: Database, worker: WorkerProcess) -> None:
    """Wait until every source was read once and nothing of it is pending but pages that fail."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not worker.ended:
        status = await asyncio.to_thread(snapshot, database, utc_now())
        if status.sources and not status.unflagged and all(map(_is_read, status.sources)):
            return
        await asyncio.sleep(BEAT / 2)


def _is_read(source: SourceState) -> bool:
    return source.first_read_at is not None and source.last_finished_at is not None and not source.pending
