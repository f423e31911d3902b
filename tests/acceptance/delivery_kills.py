"""Hits are delivered to a receiver that misbehaves, by a worker that is killed again and again.

A channel that the receiver disables (410, 550) is enabled again at once, as a person would after mending it.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from storage import schema
from storage.channel_states import enabled
from storage.clock import utc_now
from storage.database import Database
from storage.outbox import Outbox
from storage.records import DeliveryState
from tests.acceptance.other_sides import OtherSide
from tests.storage.samples import flagged

HERE = Path(__file__).parent
#: Seconds for one life to come to its death, and for the last one to finish.
LIFE = 600.0
LAST = 1800.0


@dataclass(slots=True, kw_only=True)
class DeliveryResult:
    """What a run came to: `lost` are the ids that were never accepted, `strangers` what came under two ids."""

    hits: int
    kills: int = 0
    enabled: int = 0
    seconds: float = 0.0
    moments: Counter[str] = field(default_factory=Counter)
    calls: int = 0
    repeats: int = 0
    lost: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    states: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        met = ", ".join(f"{name} {count}" for name, count in sorted(self.moments.items()))
        return (
            f"{self.hits} hits, {self.kills} kills in {self.seconds:.0f} s: {self.calls} tries ({met}), channel "
            f"enabled again {self.enabled} times, {self.repeats} accepted again under the same id, "
            f"{len(self.strangers)} under another id, {len(self.lost)} lost; in the outbox: {dict(self.states)}"
        )


async def run(folder: Path, side: OtherSide, *, hits: int, kills: int, rng: random.Random) -> DeliveryResult:
    """Deliver so many hits through so many deaths, each after a random number of tries and a random moment more."""
    channel = await side.start()
    name = channel.split('"')[1]
    database = _archive(folder, channel, name, hits)
    result, began = DeliveryResult(hits=hits), time.monotonic()
    mending = asyncio.create_task(_mend(database, name, result))
    try:
        for left in range(kills, 0, -1):
            share = (hits - len(side.accepted)) / left
            await _one_life(folder, side, tries=rng.randint(0, max(1, round(share * 2))), rng=rng)
            result.kills += 1
        await _last_life(folder, database)
    finally:
        mending.cancel()
        await side.stop()
    result.seconds = time.monotonic() - began
    _judge(result, database, side)
    database.close()
    return result


def _archive(folder: Path, channel: str, name: str, hits: int) -> Database:
    url = f"sqlite:///{folder / 'wirewatch.db'}"
    contact = '[manners]\ncontact = "desk@news.test"\n'
    (folder / "wirewatch.toml").write_text(contact + channel, encoding="utf-8")
    schema.create(url)
    database = Database(url)
    flagged(database, utc_now(), hits, name)
    return database


async def _worker(folder: Path) -> asyncio.subprocess.Process:
    root = HERE.parent.parent
    return await asyncio.create_subprocess_exec(
        *(sys.executable, str(HERE / "delivering.py"), str(folder / "wirewatch.toml")),
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(root)},
    )


async def _one_life(folder: Path, side: OtherSide, *, tries: int, rng: random.Random) -> None:
    worker = await _worker(folder)
    try:
        before, until = side.seen, time.monotonic() + LIFE
        while side.seen - before < tries and time.monotonic() < until and worker.returncode is None:
            await asyncio.sleep(0.002)
        await asyncio.sleep(rng.uniform(0, 0.05))
        assert worker.returncode is None, f"it ended by itself: {worker.returncode}"
    finally:
        if worker.returncode is None:
            worker.kill()
        await worker.wait()


async def _last_life(folder: Path, database: Database) -> None:
    worker = await _worker(folder)
    outbox, until = Outbox(database), time.monotonic() + LAST
    try:
        while (await asyncio.to_thread(outbox.waiting_summary))[0] and time.monotonic() < until:
            await asyncio.sleep(0.2)
    finally:
        worker.kill()
        await worker.wait()


async def _mend(database: Database, name: str, result: DeliveryResult) -> None:
    """The person who enables the channel again."""
    states = Outbox(database).states
    while True:
        state = (await asyncio.to_thread(states.all)).get(name)
        if state is not None and (state.disabled_at is not None or state.refused):
            await asyncio.to_thread(states.change, name, partial(enabled, digest=state.digest))
            result.enabled += 1
        await asyncio.sleep(0.1)


def _judge(result: DeliveryResult, database: Database, side: OtherSide) -> None:
    stored = Outbox(database).list(limit=result.hits * 2)
    result.states = Counter(str(one.state) for one in stored)
    result.moments, result.calls = side.moments, side.seen
    delivered = {one.id for one in stored if one.state is DeliveryState.DELIVERED}
    result.lost = sorted({one.id for one in stored} - side.accepted.keys())
    # Nothing may count as delivered that nobody took.
    result.lost += sorted(delivered - side.accepted.keys())
    if len(stored) != result.hits:
        result.lost.append(f"{result.hits - len(stored)} are not in the outbox")
    result.repeats = sum(count - 1 for count in side.accepted.values())
    known = {one.id for one in stored}
    result.strangers = [what for what, ids in side.ids.items() if len(ids) > 1 or not ids.keys() <= known]
