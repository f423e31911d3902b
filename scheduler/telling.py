"""FLAG and TELL: what was archived is matched, and what the outbox holds is sent."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from datetime import datetime, timedelta

from alerts.care import CarePlan, tell_of_sources
from alerts.channel_care import ChannelCare, tell_of_channels, untold_troubles
from alerts.channels import Channel
from alerts.delivery import Deliverer, DeliveryTally
from alerts.flagging import FlagReport, flag_new
from alerts.heartbeat import Heartbeat, HeartbeatSettings
from alerts.matching_ways import IN_PROCESS, Matching, MatchingStoppedError
from alerts.releases import anything_due, release_due
from alerts.watchlist import Watchlist
from scheduler.totals import Totals
from storage.clock import Clock, utc_now
from storage.database import Database
from storage.outbox import Outbox
from storage.sources import Sources

log = logging.getLogger(__name__)

#: What is to be told of sources is looked for so often.
CARE_BEAT = timedelta(seconds=5)
RETIREMENT = timedelta(seconds=30)
# Few enough that what has just come in does not wait long for them.
_AT_ONCE = 20
#: Clocks may leap, and a digest of nothing waits nowhere: so often everything that waits is looked at.
RELEASE_BEAT = timedelta(minutes=1)


class Telling:
    """Flagging and delivery under the configuration in force, and what is told of the work itself.

    All go on from what the database holds.
    """

    def __init__(
        self,
        db: Database,
        worker_id: str,
        totals: Totals,
        *,
        matching: Matching = IN_PROCESS,
        clock: Clock = utc_now,
    ) -> None:
        self._db = db
        self._matching = matching
        self._outbox = Outbox(db)
        self._worker_id = worker_id
        self._totals = totals
        self._clock = clock
        self._watchlist = Watchlist()
        self._care = CarePlan()
        self._cared_at: datetime | None = None
        self._released_at: datetime | None = None
        self._channel_care = ChannelCare()
        self._heartbeat = Heartbeat()
        self._polls = 0
        self._polled_at = clock()
        self._withheld: str | None = None
        self._deliverer = self._deliverer_for({})
        self._retired: dict[asyncio.Task[bool], Deliverer] = {}
        self._stopping = False

    def _deliverer_for(self, channels: Mapping[str, Channel]) -> Deliverer:
        terms = self._channel_care.terms
        return Deliverer(self._outbox, channels, self._worker_id, self._clock, terms=terms)

    def use(
        self,
        watchlist: Watchlist,
        channels: Mapping[str, Channel],
        care: CarePlan | None = None,
        channel_care: ChannelCare | None = None,
        heartbeat: HeartbeatSettings | None = None,
    ) -> None:
        """Take these watches and channels from now on; what the old channels are sending, they finish.

        `care` says who is told of sources (None: nobody), `channel_care` what is told of channels, and `heartbeat`
        who is called after a pass.
        """
        retired = self._deliverer
        self._care = care or CarePlan()
        self._channel_care = channel_care or ChannelCare()
        self._heartbeat.use(heartbeat)
        self.use_watches(watchlist)
        self._deliverer = self._deliverer_for(channels)
        task = asyncio.create_task(retired.drain(RETIREMENT))
        self._retired[task] = retired
        task.add_done_callback(self._retired.pop)

    def use_watches(self, watchlist: Watchlist) -> None:
        """Take these watches from now on; the channels stay as they are."""
        self._watchlist = watchlist
        self._released_at = None

    async def flag(self, within: timedelta | None = None) -> bool:
        """Flag every revision that no pass has seen, or what can be in this time; what is told is sent at once.

        Whether nothing is left that can be flagged now.

        Raises:
            MatchingStoppedError: the processes that match broke down; what is not flagged waits.
        """
        began = time.monotonic()
        while not self._stopping:
            try:
                report = await asyncio.to_thread(self._flag_batch)
            except MatchingStoppedError:
                if self._stopping:
                    return True
                raise
            self._totals.flagged_batch(report)
            if report.told:
                await self.deliver()
            if not report.articles:
                return True
            if within and time.monotonic() - began >= within.total_seconds():
                return False
        return True

    def _flag_batch(self) -> FlagReport:
        return flag_new(self._db, self._watchlist, self._clock(), _AT_ONCE, matching=self._matching)

    async def release(self) -> None:
        """Put into the outbox what waited on a route until now."""
        if not self._stopping:
            await asyncio.to_thread(self._release, self._clock())

    def _release(self, now: datetime) -> None:
        last = self._released_at
        recent = last is not None and abs(now - last) < RELEASE_BEAT
        if recent and not anything_due(self._db, now):
            return
        release_due(self._db, self._watchlist.routes, now)
        self._released_at = now

    async def care(self, *, at_once: bool = False) -> None:
        """Put into the outbox what is to be told of sources and channels; not where that was looked for just now.

        `at_once` all the same.
        """
        now = self._clock()
        recent = not at_once and self._cared_at is not None and abs(now - self._cared_at) < CARE_BEAT
        if self._stopping or recent:
            return
        self._cared_at = now
        await asyncio.to_thread(tell_of_sources, self._db, self._care, now)
        await asyncio.to_thread(tell_of_channels, self._db, self._channel_care, now)

    async def deliver(self) -> None:
        """Start to send what is due; slow channels are not waited for."""
        if not self._stopping:
            await self._deliverer.run_once()

    async def deliver_all(self) -> None:
        """Send until everything that is due has been tried."""
        await self._deliverer.run_once()
        await self._deliverer.wait_idle()

    async def passed(self, *, last: bool = False) -> None:
        """A pass went through: call the heartbeat, unless something stands still that nobody was told of.

        Where this pass is the `last`, its call is waited for.

        Raises:
            StorageError: the archive did not say how things stand; nobody was called.
        """
        now = self._clock()
        if not self._heartbeat.is_due(now):
            return
        withheld = await asyncio.to_thread(self._stands_still, now)
        if withheld != self._withheld:
            log.log(
                logging.WARNING if withheld else logging.INFO,
                "the heartbeat is %s",
                f"withheld: {withheld}" if withheld else "called again",
            )
            self._withheld = withheld
        if withheld is None:
            self._heartbeat.call(now)
        if last:
            await self._heartbeat.ended()

    def _stands_still(self, now: datetime) -> str | None:
        """Why this pass was none; None where sources are polled and the outbox moves. Flagging has just been done."""
        care = self._channel_care
        if self._polls != self._totals.runs:
            self._polls, self._polled_at = self._totals.runs, now
        if now - self._polled_at >= care.limits.passed:
            due_at = Sources(self._db).next_due_at()
            if due_at is not None and now - due_at >= care.limits.passed:
                return "no poll has ended for a long time"
        if stuck := untold_troubles(self._db, care, now):
            return f"nobody could be told that {', '.join(stuck)} cannot deliver"
        return None

    def pause(self) -> None:
        """Flag and send nothing more; the batch and the sends under way go on."""
        self._stopping = True

    async def stop(self, grace: timedelta) -> bool:
        """Pause, and finish the sends under way, those of earlier configurations too.

        What `grace` cuts short is sent again later; returns whether nothing was.
        """
        self.pause()
        await self._heartbeat.stop()
        deliverers = (self._deliverer, *self._retired.values())
        return all(await asyncio.gather(*(deliverer.drain(grace) for deliverer in deliverers)))

    @property
    def tally(self) -> DeliveryTally:
        """What the channels in force were sent."""
        return self._deliverer.tally
