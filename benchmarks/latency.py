"""How soon a person is told: from the poll's answer that first shows an item to the acceptance of its notice.

    python -m benchmarks.latency [--quick] [--json FILE] [--check]

Five sources publish; twenty others hang (8), answer a byte at a time (6) or deliver 1,000 items each (6). The
worker is a process of its own, with the manners' default of everything but the delay (50 ms, for loopback). Stories are
found for every article before it is told.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
from datetime import datetime
from pathlib import Path
from string import ascii_lowercase

from app.config import load
from app.config.projection import database_url
from app.demo.receiver import WebhookCall, WebhookReceiver, make_secret
from app.demo.worker_process import WorkerProcess
from benchmarks.latency_sites import Site
from benchmarks.measure import Bar, finish, options, percentile
from storage import schema
from storage.clock import utc_now
from storage.database import Database
from storage.status import snapshot

PUBLISHING = 5
BETWEEN = 2.0


def configuration(publishing: list[Site], others: list[Site], webhook: str, secret: str) -> str:
    """The worker's configuration: one watch, one webhook."""
    lines = ["[manners]", 'contact = "mailto:bench@newsroom.example"', 'delay = "50ms"', 'timeout = "30s"']
    for site, every in [(site, "3s") for site in publishing] + [(site, "10s") for site in others]:
        lines += ["[[sources]]", f'name = "{site.name}"', 'kind = "feed"']
        lines += [f'url = "{site.feed_url}"', f'every = "{every}"']
    lines += ["[[watches]]", 'name = "movements"', 'query = "regiment NEAR/5 crossed"']
    lines += [
        "[[channels]]",
        'name = "bot"',
        'type = "webhook"',
        f'url = "{webhook}"',
        f'secret = "{secret}"',
    ]
    return "\n".join(lines) + "\n"


def distinct(number: int) -> tuple[str, str]:
    """Headline and text of an article in words of its own: no other is of its story, by which people are told."""
    dice = random.Random(number)
    words = ["".join(dice.choices(ascii_lowercase, k=dice.randint(4, 9))) for _ in range(150)]
    sentences = [" ".join(dice.choices(words, k=14)).capitalize() for _ in range(24)]
    return " ".join(dice.choices(words, k=7)).capitalize(), f"{'. '.join(sentences)}."


async def first_reads_done(database: Database, names: set[str], seconds: float) -> None:
    """Wait until each of these sources was read once."""
    async with asyncio.timeout(seconds):
        while True:
            status = await asyncio.to_thread(snapshot, database, utc_now())
            read = {source.name for source in status.sources if source.last_finished_at is not None}
            if names <= read:
                return
            await asyncio.sleep(0.2)


def latencies(calls: tuple[WebhookCall, ...], shown_at: dict[str, datetime]) -> list[float]:
    """Seconds from the answer that first showed each told article to the first acceptance of its notice."""
    accepted: dict[str, datetime] = {}
    for call in calls:
        if call.accepted and call.article_url is not None:
            accepted.setdefault(call.article_url, call.received_at)
    return [(at - shown_at[url]).total_seconds() for url, at in accepted.items()]


async def measure(articles: int) -> tuple[list[float], int]:
    """The latencies of the told articles, and how many were published."""
    publishing = [Site(f"publishing {number}", items=3) for number in range(PUBLISHING)]
    others = [
        *(Site(f"hanging {number}", hang=True) for number in range(8)),
        *(Site(f"slow {number}", items=3, slow=True) for number in range(6)),
        *(Site(f"pouring {number}", items=1000) for number in range(6)),
    ]
    secret = make_secret()
    receiver = WebhookReceiver(secret)
    webhook = await receiver.start()
    for site in publishing + others:
        await site.start()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = folder / "wirewatch.toml"
        config.write_text(configuration(publishing, others, webhook, secret), encoding="utf-8")
        url = database_url(load(config))
        schema.create(url)
        database = Database(url)
        worker = WorkerProcess(config, folder / "worker.log")
        await worker.start()
        try:
            await first_reads_done(database, {site.name for site in publishing}, 60)
            for number in range(articles):
                title, text = distinct(number)
                publishing[number % PUBLISHING].publish(title, f"The regiment crossed the river. {text}")
                await asyncio.sleep(BETWEEN)
            try:
                await receiver.calls.wait(lambda calls: len(calls) >= articles, seconds=60)
            except TimeoutError:
                print((folder / "worker.log").read_text()[-4000:])
            shown = {address: at for site in publishing for address, at in site.shown_at.items()}
            return latencies(receiver.calls.items, shown), articles
        finally:
            worker.kill()
            await worker.wait()
            database.close()
            await receiver.stop()
            for site in publishing + others:
                await site.stop()


def main() -> None:
    """Measure and print."""
    arguments = options("from the poll's answer to the notice's acceptance").parse_args()
    values, published = asyncio.run(measure(12 if arguments.quick else 60))
    if not values:
        raise SystemExit("nothing was told")
    figures = {
        "published": published,
        "told": len(values),
        "p50": percentile(values, 0.5),
        "p95": percentile(values, 0.95),
        "max": max(values),
    }
    print(f"{len(values)} of {published} articles told while 20 other sources hang, dawdle or pour")
    print(f"p50 {figures['p50']:.2f} s, p95 {figures['p95']:.2f} s, longest {figures['max']:.2f} s")
    bars = [
        Bar(name="share told", measured=len(values) / published, limit=1.0, unit="", at_least=True),
        Bar(name="p50 latency", measured=figures["p50"], limit=3.0),
        Bar(name="p95 latency", measured=figures["p95"], limit=10.0),
    ]
    finish(arguments, bars, figures)


if __name__ == "__main__":
    main()
