"""A channel that does what a test says, and ways to deliver to it out of a real outbox."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from alerts.channel_care import ChannelTerms
from alerts.channels import Channel
from alerts.delivery import Deliverer, DeliveryTally
from alerts.notice import AnyNotice
from storage.database import Database
from storage.outbox import Outbox
from tests.alerts.archives import NOW


class Scripted:
    """Keeps what it takes; fails first by `failures`, one each, or always by `fails`."""

    def __init__(self, name: str, *failures: Exception, fails: Exception | None = None) -> None:
        self.name = name
        self.taken: list[AnyNotice] = []
        self.tries = 0
        self.fails = fails
        self._failures = list(failures)

    async def deliver(self, notice: AnyNotice) -> str:
        self.tries += 1
        if self._failures:
            raise self._failures.pop(0)
        if self.fails is not None:
            raise self.fails
        self.taken.append(notice)
        return "taken"

    async def close(self) -> None:
        pass


class ScriptedMail(Scripted):
    """One with addresses: those in `unknown` are refused for good as soon as it is used."""

    def __init__(self, name: str, unknown: Mapping[str, str]) -> None:
        super().__init__(name)
        self.refused: dict[str, str] = {}
        self._unknown = dict(unknown)

    async def deliver(self, notice: AnyNotice) -> str:
        self.refused.update(self._unknown)
        return await super().deliver(notice)


async def deliver_all(
    db: Database,
    *channels: Channel,
    at: datetime = NOW,
    terms: Mapping[str, ChannelTerms] | None = None,
) -> DeliveryTally:
    """Send all that is due at that time, as a worker does that has just begun."""
    named = {channel.name: channel for channel in channels}
    deliverer = Deliverer(Outbox(db), named, "worker-1", lambda: at, terms=terms or {})
    await deliverer.run_once()
    await deliverer.wait_idle()
    await deliverer.drain(timedelta(seconds=5))
    return deliverer.tally
