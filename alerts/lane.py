"""One channel's sends: a few at once, none of them in the way of another channel."""

from __future__ import annotations

import asyncio
import logging
import random
import traceback
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from alerts import breaker
from alerts.channel_care import ChannelTerms
from alerts.channels import Addressed, Channel
from alerts.composing import composed
from alerts.errors import DeliveryError
from alerts.retries import next_try
from storage.clock import Clock
from storage.errors import StorageError, level
from storage.failpoints import failpoint
from storage.outbox import Claimed, Outbox
from storage.records import ChannelState, DeliveryState

Answer = TypeVar("Answer")

log = logging.getLogger(__name__)

CONCURRENCY = 4
LEASE = timedelta(minutes=5)
# A send ends before its lease does, lest another worker sends the same at the same time.
LONGEST_SEND = timedelta(minutes=4)
INTERRUPTED = "interrupted: the worker stopped while it was being sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fate:
    """What becomes of a delivery after a try: its state, how the outbox notes it, and what the channel failed by."""

    state: DeliveryState
    mark: Callable[[], object]
    error: DeliveryError | None = None


class Lane:
    """Claims what is due for one channel, sends it, and marks what became of it.

    How the channel is, is read from the database by `know` and written there whenever a try changes it: a channel that
    rests, is open or is disabled (see `alerts.breaker`) claims less, or nothing.

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
        terms: ChannelTerms,
    ) -> None:
        self.tally: Counter[DeliveryState] = Counter()
        self._terms = terms
        self._state = ChannelState(channel=name, digest=terms.digest)
        self._name = name
        self._channel = channel
        self._outbox = outbox
        self._worker_id = worker_id
        self._clock = clock
        self._executor = executor
        self._rng = rng
        self._busy = 0
        self._is_failing = False
        self._stopped = False
        self._filling = asyncio.Lock()
        self._sends: set[asyncio.Task[None]] = set()
        self._tries: set[asyncio.Task[str]] = set()

    def know(self, state: ChannelState | None) -> None:
        """Take over how the channel is by the database: a person, or another worker, may have changed it."""
        known = state or ChannelState(channel=self._name, digest=self._terms.digest)
        if isinstance(self._channel, Addressed):
            for address in self._state.refused.keys() - known.refused.keys():
                self._channel.refused.pop(address, None)
            self._channel.refused.update(known.refused)
        self._state = known

    async def fill(self) -> int:
        """Claim what is due for the free places and start sending it; returns how many were started.

        Raises:
            StorageError: nothing could be claimed.
        """
        async with self._filling:
            now = self._clock()
            free = self._room(now)
            if self._stopped or free <= 0:
                return 0
            claimed = await self._stored(
                partial(self._outbox.claim, self._name, self._worker_id, now, LEASE, free)
            )
            if claimed and self._terms.rate is not None:
                # Before anything is sent: one that is killed in between has sent less than it counted.
                await self._change(partial(_counted, terms=self._terms, count=len(claimed), now=now))
            for one in claimed:
                self._busy += 1
                task = asyncio.create_task(self._send(one), name=f"delivery {one.delivery.id}")
                self._sends.add(task)
                task.add_done_callback(self._sends.discard)
            return len(claimed)

    def _room(self, now: datetime) -> int:
        room = breaker.places(self._state, now, CONCURRENCY) - self._busy
        if self._terms.rate is not None:
            room = min(room, self._terms.rate.room(self._state.recent_at, now))
        return room

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
        began_at = self._clock()
        attempt = asyncio.create_task(self._deliver(claimed))
        self._tries.add(attempt)
        try:
            await asyncio.wait({attempt})
            await self._settle(claimed, attempt, began_at)
        except StorageError as error:
            log.log(
                level(error),
                "delivery %s could not be marked; its lease brings it back: %s",
                claimed.delivery.id,
                error,
            )
        except Exception:
            log.exception("delivery %s could not be marked; its lease brings it back", claimed.delivery.id)
        finally:
            attempt.cancel()
            self._tries.discard(attempt)
            self._busy -= 1
        try:
            await self.fill()
        except StorageError as error:
            log.log(
                level(error),
                "channel %s: what is due could not be claimed; the next pass tries again: %s",
                self._name,
                error,
            )
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

    async def _settle(self, claimed: Claimed, attempt: asyncio.Task[str], began_at: datetime) -> None:
        """Note what became of the delivery, and what that says of the channel."""
        now = self._clock()
        fate = self._fate(claimed, attempt, now)
        await self._stored(fate.mark)
        self.tally[fate.state] += 1
        if fate.state is DeliveryState.DELIVERED:
            await self._note_accepted(now)
        elif fate.error is not None:
            await self._note_failed(fate.error, began_at, now)

    def _fate(self, claimed: Claimed, attempt: asyncio.Task[str], now: datetime) -> _Fate:
        delivery, outbox = claimed.delivery, self._outbox
        if attempt.cancelled():
            mark = partial(outbox.retry, delivery.id, now, INTERRUPTED)
            return _Fate(state=DeliveryState.WAITING, mark=mark)
        if (error := attempt.exception()) is None:
            self._is_failing = False
            log.info("channel %s: delivery %s accepted", self._name, delivery.id)
            return _Fate(
                state=DeliveryState.DELIVERED,
                mark=partial(outbox.delivered, delivery.id, attempt.result(), now),
            )
        known = self._understood(error, delivery.id)
        if known.gone:
            # It waits with the others, for nothing is wrong with it.
            mark = partial(outbox.retry, delivery.id, now, str(known))
            return _Fate(state=DeliveryState.WAITING, mark=mark, error=known)
        due_at = next_try(
            attempts=delivery.attempts, created_at=delivery.created_at, error=known, now=now, rng=self._rng
        )
        if due_at is not None:
            # The first of a row is news; `_note_failed` tells when the row is long.
            loud = logging.DEBUG if self._is_failing or self._state.failures else logging.WARNING
            self._is_failing = True
            log.log(loud, "channel %s: delivery %s waits: %s", self._name, delivery.id, known)
            mark = partial(outbox.retry, delivery.id, due_at, str(known))
            return _Fate(state=DeliveryState.WAITING, mark=mark, error=known)
        reason = f"given up after {delivery.attempts} tries: {known}" if known.retryable else str(known)
        log.error("channel %s: delivery %s is dead: %s", self._name, delivery.id, reason)
        return _Fate(
            state=DeliveryState.DEAD, mark=partial(outbox.dead, delivery.id, reason, now), error=known
        )

    async def _note_accepted(self, now: datetime) -> None:
        before, refused = self._state, self._newly_refused()

        def note(state: ChannelState) -> ChannelState:
            return replace(breaker.accepted(state, now), refused={**state.refused, **refused})

        if refused or breaker.accepted(before, now) is not before:
            await self._change(note)
        if before.opened_at is not None:
            log.info("channel %s: works again", self._name)
            await self._stored(partial(self._outbox.hurry, self._name, now))

    async def _note_failed(self, error: DeliveryError, began_at: datetime, now: datetime) -> None:
        refused, before = self._newly_refused(), self._state

        def note(state: ChannelState) -> ChannelState:
            nonlocal before
            before = state
            after = breaker.failed(state, error, began_at=began_at, now=now, rng=self._rng)
            return replace(after, refused={**state.refused, **refused})

        after = await self._change(note)
        if after.disabled_at and not before.disabled_at:
            log.error("channel %s: disabled, what it is sent waits: %s", self._name, error)
        elif after.opened_at and not before.opened_at:
            log.error(
                "channel %s: %d tries in a row failed, now probed: %s", self._name, after.failures, error
            )

    def _newly_refused(self) -> dict[str, str]:
        if not isinstance(self._channel, Addressed):
            return {}
        found = {
            address: answer
            for address, answer in self._channel.refused.items()
            if address not in self._state.refused
        }
        for address, answer in found.items():
            log.error("channel %s: %s is written to no more: %s", self._name, address, answer)
        return found

    async def _change(self, change: Callable[[ChannelState], ChannelState]) -> ChannelState:
        digest = self._terms.digest
        states = self._outbox.states
        self._state = await self._stored(
            lambda: states.change(self._name, lambda state: replace(change(state), digest=digest))
        )
        return self._state

    async def _stored(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)

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


def _counted(state: ChannelState, *, terms: ChannelTerms, count: int, now: datetime) -> ChannelState:
    """The state after so many sends more, where their rate is limited."""
    if terms.rate is None:
        return state
    return replace(state, recent_at=(*terms.rate.recent(state.recent_at, now), *(now,) * count))
