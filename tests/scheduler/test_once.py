"""`wirewatch run --once`, for cron: one pass, a summary, an exit code that says how it went."""

from __future__ import annotations

from pathlib import Path

from storage.clock import utc_now
from tests.scheduler.desk import Desk, hook, source, watch
from tests.scheduler.outlet import an_outlet


async def test_a_pass_polls_flags_delivers_and_sums_up(new_database_url: str, tmp_path: Path) -> None:
    async with an_outlet("Zero", "One") as outlet:
        outlet.publish("Held already", "The regiment crossed the river.")
        desk = Desk(tmp_path, new_database_url)
        desk.write(
            source("Outlet", f"{outlet.base}/feed"),
            watch("movements", "regiment"),
            hook(f"{outlet.base}/hook"),
        )
        first = await desk.command("run", "--once")
        assert first.out.splitlines() == [
            "1 poll: 3 new articles, 0 revised, 0 not read",
            "1 hit: 0 to tell, 1 of the backlog (flagged, not told)",
            "0 notices delivered, 0 waiting, 0 dead letters",
        ]
        assert first.code == 0, first.err
        assert desk.deliveries() == []

        # News is told; what has trouble is named, and the exit code says so.
        outlet.publish("News", "The regiment crossed it again.")
        outlet.statuses["/feed2"] = 500
        desk.write(
            source("Outlet", f"{outlet.base}/feed"),
            source("Broken", f"{outlet.base}/feed2"),
            watch("movements", "regiment"),
            hook(f"{outlet.base}/hook"),
        )
        await desk.until(lambda: all(one.due_at <= utc_now() for one in desk.state().sources))
        second = await desk.command("run", "--once")
        assert second.out.splitlines() == [
            "2 polls: 1 new article, 0 revised, 0 not read",
            "1 hit: 1 to tell, 0 of the backlog (flagged, not told)",
            "1 notice delivered, 0 waiting, 0 dead letters",
            "Broken: erroring: HTTP 500",
        ]
        assert (second.code, outlet.calls) == (1, [one.id for one in desk.deliveries()])
        assert desk.status().startswith("worker: stopped")


async def test_a_pass_without_work_says_so(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.write(watch("movements", "regiment"))
    ended = await desk.command("run", "--once")
    assert (ended.code, ended.out.splitlines()[0]) == (0, "nothing was due"), ended.err
