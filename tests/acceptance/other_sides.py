"""Receivers that misbehave at random, and remember what they were sent and what they took."""

from __future__ import annotations

import json
import random
import re
from abc import ABC, abstractmethod
from collections import Counter

from app.demo.mailserver import MailManners, MailServer, ReceivedMail, Taking
from app.demo.receiver import Answer, Manner, WebhookCall, WebhookReceiver, make_secret

_ARTICLE = re.compile(r"https://gazette\.example/[0-9]+")

#: How one in so many calls is met; the others are accepted. Seldom is what stops the channel for long.
CALLS: dict[str, tuple[int, Answer]] = {
    "429": (100, Answer(status=429, retry_after="1")),
    "500": (20, Answer(status=500)),
    "reset": (25, Answer(manner=Manner.RESETS)),
    "hang": (500, Answer(manner=Manner.HANGS)),
    "410": (500, Answer(status=410)),
}
MAILS: dict[str, int] = {"421": 40, "450": 25, "550": 500, "drop": 25}


class OtherSide(ABC):
    """One receiver and the channel that leads to it.

    `ids` holds, by what was told, under which ids it came and how often; `accepted` the ids that were taken, and
    `moments` how the calls were met.
    """

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.ids: dict[str, Counter[str]] = {}
        self.accepted: Counter[str] = Counter()
        self.moments: Counter[str] = Counter()
        self.seen = 0

    @abstractmethod
    async def start(self) -> str:
        """Listen; the `[[channels]]` table of it."""

    @abstractmethod
    async def stop(self) -> None:
        """Close all that is open."""

    def note(self, what: str, delivery_id: str) -> None:
        """It was told of this under this id."""
        self.seen += 1
        self.ids.setdefault(what, Counter())[delivery_id] += 1


class HookSide(OtherSide):
    """A program that is told by webhook."""

    async def start(self) -> str:
        secret = make_secret()
        self._receiver = WebhookReceiver(secret, on_call=self._on_call, choose=self._choose)
        url = await self._receiver.start()
        return f'[[channels]]\nname = "bot"\ntype = "webhook"\nurl = "{url}"\nsecret = "{secret}"\n'

    async def stop(self) -> None:
        await self._receiver.stop()

    def _choose(self, _delivery_id: str | None) -> Answer | None:
        for name, (one_in, answer) in CALLS.items():
            if self.rng.random() < 1 / one_in:
                self.moments[name] += 1
                return answer
        self.moments["200"] += 1
        return None

    def _on_call(self, call: WebhookCall) -> None:
        assert call.verified, call.error
        assert call.delivery_id is not None
        self.note(json.loads(call.body)["data"]["article"]["url"], call.delivery_id)
        if call.accepted:
            self.accepted[call.delivery_id] += 1


class MailSide(OtherSide):
    """A mail server. What it refuses at RCPT it has not read: only mails that were taken tell what they were about."""

    async def start(self) -> str:
        self._server = MailServer(
            on_mail=self._on_mail, manners=MailManners(recipient=self._recipient, mail=self._mail)
        )
        host, port = await self._server.start()
        return (
            f'[[channels]]\nname = "desk"\ntype = "email"\nhost = "{host}"\nport = {port}\nsecurity = "none"\n'
            'from = "wirewatch@news.test"\nto = ["desk@news.test"]\n'
        )

    async def stop(self) -> None:
        await self._server.stop()

    def _recipient(self, _address: str) -> int:
        for code in ("421", "450", "550"):
            if self.rng.random() < 1 / MAILS[code]:
                self.moments[code] += 1
                self.seen += 1
                return int(code)
        return 250

    def _mail(self) -> Taking:
        if self.rng.random() < 1 / MAILS["drop"]:
            self.moments["drop"] += 1
            self.seen += 1
            return Taking.DROPPED
        self.moments["250"] += 1
        return Taking.TAKEN

    def _on_mail(self, mail: ReceivedMail) -> None:
        found = _ARTICLE.search(mail.text)
        assert found is not None
        assert mail.delivery_id is not None
        self.note(found[0], mail.delivery_id)
        self.accepted[mail.delivery_id] += 1
