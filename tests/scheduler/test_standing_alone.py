"""One worker a database: a second is refused, and a dead one is in nobody's way."""

from __future__ import annotations

import signal
from pathlib import Path

from tests.scheduler.desk import Desk, source, watch
from tests.scheduler.outlet import an_outlet


async def test_a_second_worker_is_refused_until_the_first_is_dead(tmp_path: Path) -> None:
    async with an_outlet("Zero") as outlet:
        desk = Desk(tmp_path)
        desk.write(source("Outlet", f"{outlet.base}/feed"), watch("movements", "regiment"))
        await desk.start()
        try:
            await desk.until(desk.has_archive)
            refused = await desk.command("run", "--once")
            assert refused.code == 2
            (line,) = refused.err.splitlines()
            assert line.startswith("wirewatch: a worker is running on this database: process ")
            assert "stop it first" in line
            desk.send(signal.SIGKILL, group=True)
            assert await desk.ending() == -signal.SIGKILL
            after = await desk.command("run", "--once")
            assert after.code == 0, after.err
            assert "found dead, what they held waits again" in after.err
        finally:
            await desk.close()
