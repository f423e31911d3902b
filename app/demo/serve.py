"""The newsroom, the mail server and the webhook receiver in one process of their own.

    python -m app.demo.serve --state FILE.json [--speed X] [--hold]

A worker in another process can then be killed and started again while the receivers remember what they got.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.demo.mailserver import MailServer, ReceivedMail
from app.demo.newsroom.catalogue import OutletArticle
from app.demo.newsroom.clock import NewsroomClock
from app.demo.newsroom.newsroom import Newsroom
from app.demo.receiver import WebhookCall, WebhookReceiver, make_secret

_URL = re.compile(r"https?://[^\s<>\"')\]]+")


def find_known_url(text: str, known: dict[str, OutletArticle]) -> str | None:
    """The first URL in a text that is an article of the newsroom."""
    return next(
        (url for url in (found.group().rstrip(".,;") for found in _URL.finditer(text)) if url in known), None
    )


class Journal:
    """Appends what happened to a file of JSON lines, each line out at once."""

    def __init__(self, path: Path, newsroom_articles: dict[str, OutletArticle]) -> None:
        self._file = path.open("a", encoding="utf-8", buffering=1)
        self.articles = newsroom_articles

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def shown(self, url: str, article: OutletArticle, at: datetime) -> None:
        """A source listed an article for the first time."""
        self._write("shown", at, article_url=url, article_id=article.id)

    def mail(self, mail: ReceivedMail) -> None:
        """A mail was accepted."""
        self._write(
            "mail",
            mail.received_at,
            delivery_id=mail.delivery_id,
            article_url=find_known_url(mail.text, self.articles),
            subject=str(mail.message.get("Subject", "")),
            recipients=list(mail.recipients),
        )

    def call(self, call: WebhookCall) -> None:
        """A webhook call came in, accepted or not."""
        self._write(
            "webhook",
            call.received_at,
            delivery_id=call.delivery_id,
            article_url=call.article_url,
            verified=call.verified,
            error=call.error,
            status=call.status,
        )

    def _write(self, kind: str, at: datetime, **facts: object) -> None:
        self._file.write(json.dumps({"kind": kind, "at": at.isoformat(), **facts}, ensure_ascii=False) + "\n")


def write_atomically(path: Path, state: dict[str, Any]) -> None:
    """Write JSON so that a reader sees all of it or none."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    partial.write_text(json.dumps(state, indent=2, ensure_ascii=False), encoding="utf-8")
    partial.replace(path)


async def serve(state_file: Path, *, speed: float, hold: bool) -> None:
    """Run until SIGTERM or Ctrl-C. With `hold`, no new article appears before SIGUSR1."""
    events_file = state_file.with_suffix(".events.jsonl")
    journal = Journal(events_file, {})
    clock = NewsroomClock(speed=speed)
    newsroom = Newsroom(elapsed=clock.elapsed, on_shown=journal.shown)
    mail = MailServer(on_mail=journal.mail)
    secret = make_secret()
    receiver = WebhookReceiver(secret, on_call=journal.call)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    loop.add_signal_handler(signal.SIGINT, ended.set)
    loop.add_signal_handler(signal.SIGUSR1, clock.start)
    try:
        base_urls = await newsroom.start()
        journal.articles = newsroom.articles()
        mail_host, mail_port = await mail.start()
        hook_url = await receiver.start()
        if not hold:
            clock.start()
        write_atomically(
            state_file,
            {
                "pid": os.getpid(),
                "started_at": datetime.now(UTC).isoformat(),
                "speed": speed,
                "events": str(events_file),
                "mail": {"host": mail_host, "port": mail_port},
                "webhook": {"url": hook_url, "secret": secret},
                "outlets": {
                    outlet.slug: {
                        "name": outlet.name,
                        "kind": outlet.kind,
                        "language": outlet.language,
                        "links": outlet.links,
                        "base_url": base_urls[outlet.slug],
                        "source_url": newsroom.source_urls()[outlet.slug],
                    }
                    for outlet in newsroom.outlets
                },
            },
        )
        await ended.wait()
    finally:
        await receiver.stop()
        await mail.stop()
        await newsroom.stop()
        journal.close()


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(
        prog="python -m app.demo.serve", description="Serve the demo's newsroom."
    )
    parser.add_argument("--state", type=Path, required=True, help="JSON file that tells ports and URLs")
    parser.add_argument("--speed", type=float, default=1.0, help="newsroom seconds per second (default 1)")
    parser.add_argument("--hold", action="store_true", help="publish nothing new before SIGUSR1")
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.state, speed=arguments.speed, hold=arguments.hold))


if __name__ == "__main__":
    main()
