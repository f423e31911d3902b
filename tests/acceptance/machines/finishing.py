"""Waiting until what is to happen has happened, as a machine's own commands tell it."""

from __future__ import annotations

import asyncio
import json
import time

from tests.acceptance.machines.edition import Edition
from tests.acceptance.machines.machine import Machine
from tests.acceptance.machines.verdict import expected_hits

#: Seconds between two looks.
_PAUSE = 2.0


async def first_reads_done(machine: Machine, patience: float) -> None:
    """Wait until every source was read once: what it holds until then is no news.

    Raises:
        TimeoutError: they were not within `patience` seconds.
    """
    async with asyncio.timeout(patience):
        while True:
            code, output = await machine.ask("source", "list", "--json")
            rows = [json.loads(line) for line in output.splitlines()] if code == 0 else []
            if rows and not any(row["unprobed"] for row in rows):
                return
            await asyncio.sleep(_PAUSE)


async def finished(machine: Machine, published: Edition, patience: float) -> None:
    """Wait until all is archived, flagged and delivered, or nothing has changed for `patience` seconds."""
    hits = len(expected_hits(published))
    before, changed = "", time.monotonic()
    while time.monotonic() - changed < patience:
        code, output = await machine.ask("status", "--json")
        # 1: something is over its limit, which is told all the same.
        if code in (0, 1) and output:
            status = json.loads(output)
            counts = [status[key] for key in ("articles", "hits", "unflagged", "waiting")]
            if counts[0] >= len(published.articles) and counts[1] >= hits and counts[2:] == [0, 0]:
                return
            if before != str(counts):
                before, changed = str(counts), time.monotonic()
        await asyncio.sleep(_PAUSE)
