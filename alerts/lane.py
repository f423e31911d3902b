"""One channel's sends: a few at once, none of them in the way of another channel."""

from __future__ import annotations

import asyncio
import logging
import random
import traceback
from collections import Counter
from concurrent.futures import Executor
from datetime import timedelta
from functools import partial

from alerts.channels import Channel
from alerts.errors import DeliveryError
from alerts.notices import composed
from alerts.retries import next_try
from storage.clock import Clock
from storage.failpoints import failpoint
from storage.outbox import Claimed, Outbox
from storage.records import DeliveryState

log = logging.getLogger(__name__)

CONCURRENCY = 4
LEASE = timedelta(minutes=5)
# A send ends before its lease does, lest another worker sends the same at the same time.
LONGEST_SEND = timedelta(minutes=4)
INTERRUPTED = "interrupted: the worker stopped while it was being sent"


class Lane:
    """Claims what is due for one channel, sends it, and marks what became of it.

    `executor` runs what touches the database. It is not the loop's own, whose threads look up names: a dead
    name server would stop every channel.
    """

    def __init__(
        self,
        *,
        name: str,
        channel: Channel,
        outbox: Outbox,
        worker_id: str,
        clock: Clock,
        executor: Executor,
        rng: random.Random,
    ) -> None:
        self.tally: Counter[DeliveryState] = Counter()
        self._name = name
        self._channel = channel
        self._outbox = outbox
        self._worker_id = worker_id
        self._clock = clock
        self._executor = executor
        self._rng = rng
        self._busy = 0
        self._stopped = False
        self._filling = asyncio.Lock()
        self._sends: set[asyncio.Task[None]] = set()
        self._tries: set[asyncio.Task[str]] = set()

    async def fill(self) -> int:
        """Claim what is due for the free places and start sending it; returns how many were started.

        Raises:
            StorageError: nothing could be claimed.
        """
        async with self._filling:
            free = CONCURRENCY - self._busy
            if self._stopped or free <= 0:
                return 0
            claim = partial(self._outbox.claim, self._name, self._worker_id, self._clock(), LEASE, free)
            claimed = await asyncio.get_running_loop().run_in_executor(self._executor, claim)
            for one in claimed:
                self._busy += 1
                task = asyncio.create_task(self._send(one), name=f"delivery {one.delivery.id}")
                self._sends.add(task)
                task.add_done_callback(self._sends.discard)
            return len(claimed)

    async def idle(self) -> None:
        """Return when nothing is being sent and nothing was left that was due."""
        while self._sends:
            await asyncio.wait(self._sends)

    async def stop(self, grace: timedelta, marking: timedelta) -> bool:
        """Claim no more, wait up to `grace` for what is being sent, then cut it off and give it back.

        Returns whether nothing had to be cut off.

        What was cut off may have arrived; it is due again at once, under the same id. `marking` bounds the
        wait for the database; what it did not mark in time comes back when the lease runs out.
        """
        self._stopped = True
        async with self._filling:
            sends = set(self._sends)
        if sends:
            await asyncio.wait(sends, timeout=grace.total_seconds())
        cut_off = [attempt for attempt in self._tries if attempt.cancel()]
        if self._sends:
            await asyncio.wait(self._sends, timeout=marking.total_seconds())
        return not cut_off

    async def _send(self, claimed: Claimed) -> None:
        attempt = asyncio.create_task(self._deliver(claimed))
        self._tries.add(attempt)
        try:
            await asyncio.wait({attempt})
            await self._mark(claimed, attempt)
        except Exception:
            log.exception("delivery %s could not be marked; its lease brings it back", claimed.delivery.id)
        finally:
            attempt.cancel()
            self._tries.discard(attempt)
            self._busy -= 1
        try:
            await self.fill()
        except Exception:
            log.exception(
                "channel %s: what is due could not be claimed; the next pass tries again", self._name
            )

    async def _deliver(self, claimed: Claimed) -> str:
        async with asyncio.timeout(LONGEST_SEND.total_seconds()):
            notice = composed(claimed, self._clock())
            failpoint("notice-sending")
            answer = await self._channel.deliver(notice)
        failpoint("notice-sent")
        return answer

    async def _mark(self, claimed: Claimed, attempt: asyncio.Task[str]) -> None:
        delivery, now = claimed.delivery, self._clock()
        if attempt.cancelled():
            state = DeliveryState.WAITING
            mark = partial(self._outbox.retry, delivery.id, now, INTERRUPTED)
        elif (error := attempt.exception()) is None:
            state = DeliveryState.DELIVERED
            mark = partial(self._outbox.delivered, delivery.id, attempt.result(), now)
            log.info("channel %s: delivery %s accepted", self._name, delivery.id)
        else:
            known = self._understood(error, delivery.id)
            due_at = next_try(
                attempts=delivery.attempts,
                created_at=delivery.created_at,
                error=known,
                now=now,
                rng=self._rng,
            )
            if due_at is None:
                state = DeliveryState.DEAD
                reason = (
                    f"given up after {delivery.attempts} tries: {known}" if known.retryable else str(known)
                )
                mark = partial(self._outbox.dead, delivery.id, reason, now)
                log.error("channel %s: delivery %s is dead: %s", self._name, delivery.id, reason)
            else:
                state = DeliveryState.WAITING
                mark = partial(self._outbox.retry, delivery.id, due_at, str(known))
                log.warning("channel %s: delivery %s waits: %s", self._name, delivery.id, known)
        await asyncio.get_running_loop().run_in_executor(self._executor, mark)
        self.tally[state] += 1

    def _understood(self, error: BaseException, delivery_id: str) -> DeliveryError:
        if isinstance(error, DeliveryError):
            return error
        if isinstance(error, TimeoutError):
            return DeliveryError(f"no answer within {LONGEST_SEND.total_seconds():g} s", retryable=True)
        # not foreseen, and so not known to be free of secrets: what happened where is logged, its words are not
        frames = "".join(traceback.format_tb(error.__traceback__))
        log.error(
            "channel %s: delivery %s failed: %s\n%s", self._name, delivery_id, type(error).__name__, frames
        )
        return DeliveryError(type(error).__name__, retryable=True)
