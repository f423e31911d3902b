"""DELIVER: what is due in the outbox goes out, each channel for itself."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from alerts.channel_care import ChannelTerms
from alerts.channels import Channel
from alerts.lane import Lane
from alerts.orphans import bury_hopeless
from storage.clock import Clock, utc_now
from storage.outbox import Outbox
from storage.records import ChannelState, DeliveryState

Answer = TypeVar("Answer")

log = logging.getLogger(__name__)

# How long a stop waits for the database to note what was cut off.
_MARKING = timedelta(seconds=3)
_STORING_THREADS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryTally:
    """What became of the sends of a deliverer so far; `postponed` counts every failed try."""

    delivered: int = 0
    postponed: int = 0
    dead: int = 0


class Deliverer:
    """Sends what the outbox holds to the channels, at least once, always under the delivery's own id.

    Each channel has its own lane of at most four sends at once and claims under its own lease, so that one
    that hangs delays no other. Storage is used in threads of its own.
    """

    def __init__(
        self,
        outbox: Outbox,
        channels: Mapping[str, Channel],
        worker_id: str,
        clock: Clock = utc_now,
        *,
        terms: Mapping[str, ChannelTerms] = MappingProxyType({}),
    ) -> None:
        self._outbox = outbox
        self._channels = dict(channels)
        self._terms = {name: terms.get(name, ChannelTerms()) for name in channels}
        self._renewed = False
        self._clock = clock
        self._buried = 0
        self._executor = ThreadPoolExecutor(_STORING_THREADS, thread_name_prefix="outbox")
        rng = random.SystemRandom()
        self._lanes = {
            name: Lane(
                name=name,
                channel=channel,
                outbox=outbox,
                worker_id=worker_id,
                clock=clock,
                executor=self._executor,
                rng=rng,
                terms=self._terms[name],
            )
            for name, channel in self._channels.items()
        }

    async def run_once(self) -> int:
        """Start sending what is due and return how much was started; the sends go on behind.

        A lane claims again by itself whenever a send ends, until nothing is due. What waits too long for a channel
        that cannot be sent anything becomes a dead letter.

        Raises:
            StorageError: the outbox could not be read; what is being sent goes on.
        """
        for name, state in (await self._stored(self._states)).items():
            self._lanes[name].know(state)
        started = 0
        for lane in self._lanes.values():
            started += await lane.fill()
        self._buried += await self._stored(
            partial(bury_hopeless, self._outbox, self._channels, self._clock())
        )
        return started

    def _states(self) -> dict[str, ChannelState | None]:
        states = self._outbox.states
        if not self._renewed:
            digests = {name: terms.digest for name, terms in self._terms.items()}
            for name in states.renew(digests):
                log.info("channel %s: its configuration is another one, its troubles are forgotten", name)
            self._renewed = True
        known = states.all()
        return {name: known.get(name) for name in self._channels}

    async def _stored(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)

    async def wait_idle(self) -> None:
        """Return when no lane is sending; after `run_once`, when everything that was due has been tried."""
        await asyncio.gather(*(lane.idle() for lane in self._lanes.values()))

    async def drain(self, grace: timedelta) -> bool:
        """Claim no more, let sends end for `grace`, cut off the rest and give it back, close the channels.

        Takes at most `grace` and three seconds; returns whether nothing was cut off. The deliverer is of no
        use afterwards.
        """
        ended = await asyncio.gather(*(lane.stop(grace, _MARKING) for lane in self._lanes.values()))
        await asyncio.gather(*(channel.close() for channel in self._channels.values()))
        self._executor.shutdown(wait=False)
        return all(ended)

    @property
    def tally(self) -> DeliveryTally:
        """What was done so far."""
        total: Counter[DeliveryState] = Counter()
        for lane in self._lanes.values():
            total.update(lane.tally)
        return DeliveryTally(
            delivered=total[DeliveryState.DELIVERED],
            postponed=total[DeliveryState.WAITING],
            dead=total[DeliveryState.DEAD] + self._buried,
        )
