"""The schedule, carried out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.acceptance.machines.chaos import APART, Kill, Partition, Restart
from tests.acceptance.machines.ledger import Ledger
from tests.acceptance.machines.machine import Machine
from tests.acceptance.machines.network import Network
from tests.acceptance.machines.postgres import Postgres


@dataclass(slots=True, kw_only=True)
class Harming:
    """Does harm to machines, a server and a network, and notes what it did."""

    machines: Mapping[int, Machine]
    server: Postgres | None
    network: Network | None
    ledger: Ledger
    restarts: int = 0
    cut_for: float = 0.0
    _apart: set[int] = field(default_factory=set)

    async def kill(self, kills: Sequence[Kill]) -> None:
        """Kill workers one after the other. One that is cut off lives on: it is the one that may do damage."""
        for kill in kills:
            await asyncio.sleep(kill.after)
            machine = self.machines[kill.machine]
            others = [one for number, one in self.machines.items() if number not in self._apart]
            if kill.machine in self._apart and others:
                machine = others[0]
            # One that is just being started again is waited for: each kill kills.
            before = machine.kills
            while machine.kills == before:
                machine.kill()
                await asyncio.sleep(0.05)
            self.ledger.note("kill", machine=machine.name)

    async def trouble(self, others: Sequence[Restart | Partition]) -> None:
        """Restart the database and cut the network, from now on."""
        began = time.monotonic()
        for happening in others:
            await asyncio.sleep(max(0.0, began + happening.at - time.monotonic()))
            if isinstance(happening, Partition):
                await self._part(happening)
            else:
                await self._restart(happening)

    async def _restart(self, restart: Restart) -> None:
        if self.server is None:
            return
        self.ledger.note("stop", mode=restart.mode)
        await asyncio.to_thread(self.server.stop, restart.mode)
        await asyncio.sleep(restart.away)
        await asyncio.to_thread(self.server.start)
        self.ledger.note("start")
        self.restarts += 1

    async def _part(self, partition: Partition) -> None:
        if self.network is None:
            return
        self._apart.add(APART)
        self.ledger.note("cut", machine=self.machines[APART].name)
        self.network.cut()
        try:
            await asyncio.sleep(partition.seconds)
        finally:
            self.network.heal()
            self._apart.discard(APART)
            self.ledger.note("healed", machine=self.machines[APART].name)
        self.cut_for = partition.seconds
