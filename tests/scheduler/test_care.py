"""A worker tells of a source that breaks, as its user sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scheduler.desk import Desk, hook, source
from tests.scheduler.outlet import an_outlet


async def test_a_source_that_is_gone_is_told_once_and_shown(new_database_url: str, tmp_path: Path) -> None:
    async with an_outlet("Zero") as outlet:
        outlet.statuses["/feed2"] = 410
        desk = Desk(tmp_path, new_database_url)
        desk.write(
            source("Outlet", f"{outlet.base}/feed"),
            source("Gone", f"{outlet.base}/feed2"),
            hook(f"{outlet.base}/hook"),
        )
        for _ in range(2):
            await desk.command("run", "--once")
        (delivery,) = desk.deliveries()
        assert (delivery.notice_kind, outlet.calls) == ("source-trouble", [delivery.id])
        shown = desk.status("--trouble")
        assert "\n  Gone: gone, polled " in shown
        assert "\n      gone since 20" in shown
        assert "UTC: HTTP 410" in shown
        assert "backed off to a probe every " in shown
        assert "Outlet" not in shown


@pytest.mark.parametrize("health", ["tell = false", "channels = []"])
async def test_nobody_is_told_where_the_configuration_says_so(health: str, tmp_path: Path) -> None:
    async with an_outlet("Zero") as outlet:
        outlet.statuses["/feed"] = 410
        desk = Desk(tmp_path)
        desk.write(
            source("Gone", f"{outlet.base}/feed"), hook(f"{outlet.base}/hook"), f"[health]\n{health}\n"
        )
        await desk.command("run", "--once")
        assert (desk.deliveries(), outlet.calls) == ([], [])
        assert "Gone: gone" in desk.status("--source", "Gone")
