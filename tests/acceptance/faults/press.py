"""Outlets that go on publishing, and the receivers of what is told: what is expected of a worker is known here."""

from __future__ import annotations

import asyncio
import itertools
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from aiohttp import web

from app.demo.mailserver import MailServer
from app.demo.receiver import WebhookReceiver
from tests.scheduler.desk import KEY
from tests.scheduler.outlet import Outlet, an_outlet

OUTLETS = 3
#: Articles that an outlet holds at its first read.
OLD = 2
#: Seconds between two articles of the press as a whole.
EVERY = 1.0
_HIT, _MISS = "battalion", "orchestra"
_SYLLABLES = (
    "ka",
    "mo",
    "ren",
    "tal",
    "vi",
    "sor",
    "dun",
    "pel",
    "ash",
    "gri",
    "lo",
    "ber",
    "nim",
    "qua",
    "hes",
)
_URL = re.compile(r"https?://[\w.:-]+/a/\d+")


class PolledOutlet(Outlet):
    """An outlet that keeps the seconds of the monotonic clock at which its feed was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.polled_at: list[float] = []

    async def answer(self, request: web.Request) -> web.Response:
        if request.path == "/feed":
            self.polled_at.append(time.monotonic())
        return await super().answer(request)


class Press:
    """The outlets, what they published (by URL: whether it is a hit), and what was told of it."""

    def __init__(self, outlets: Sequence[PolledOutlet], webhook: WebhookReceiver, mail: MailServer) -> None:
        self.outlets = outlets
        self.webhook_url = ""
        self.mail_at = ("", 0)
        self.published: dict[str, bool] = {}
        self._webhook = webhook
        self._mail = mail
        self._numbers = itertools.count()
        self._rng = random.Random(10)

    def publish(self, *, is_backlog: bool = False) -> None:
        """One article more, at the next outlet; every second one is a hit, where it is not there from the beginning."""
        number = next(self._numbers)
        outlet = self.outlets[number % len(self.outlets)]
        is_hit = number // len(self.outlets) % 2 == 0 and not is_backlog
        title = f"The {_HIT if is_hit else _MISS} of {self._words(2)} reaches {self._words(1)}"
        path = outlet.publish(title.title(), f"{self._words(80).capitalize()}.").removeprefix(outlet.base)
        self.published[outlet.base + path] = is_hit

    def _words(self, count: int) -> str:
        return " ".join("".join(self._rng.choices(_SYLLABLES, k=3)) for _ in range(count))

    def begin(self) -> None:
        """Publish what is there when a worker begins, of which nobody is to be told."""
        for _ in range(OLD * len(self.outlets)):
            self.publish(is_backlog=True)

    async def go_on(self) -> None:
        """Publish until cancelled."""
        while True:
            self.publish()
            await asyncio.sleep(EVERY)

    def hits(self) -> set[str]:
        """The URLs of which people are to be told."""
        return {url for url, is_hit in self.published.items() if is_hit}

    def told(self) -> dict[str, dict[str, Counter[str]]]:
        """For each receiver and URL: how often each delivery id was accepted."""
        told: dict[str, dict[str, Counter[str]]] = {
            "webhook": defaultdict(Counter),
            "mail": defaultdict(Counter),
        }
        for call in self._webhook.calls.items:
            if call.accepted and call.article_url and call.delivery_id:
                told["webhook"][call.article_url][call.delivery_id] += 1
        for mail in self._mail.mails.items:
            for url in {*_URL.findall(mail.text)}:
                told["mail"][url][mail.delivery_id or ""] += 1
        return told


@asynccontextmanager
async def a_press() -> AsyncIterator[Press]:
    """A press that has published nothing yet."""
    async with AsyncExitStack() as stack:
        outlets = [PolledOutlet() for _ in range(OUTLETS)]
        for outlet in outlets:
            await stack.enter_async_context(an_outlet(outlet=outlet))
        webhook, mail = WebhookReceiver(KEY), MailServer()
        press = Press(outlets, webhook, mail)
        press.webhook_url = await webhook.start()
        stack.push_async_callback(webhook.stop)
        press.mail_at = await mail.start()
        stack.push_async_callback(mail.stop)
        yield press
