"""A host that asks for long pauses: its articles come one after the other, and keep nobody's place."""

from __future__ import annotations

from pathlib import Path

from tests.crawler.rigs.site import Handler, Site, body
from tests.crawler.rigs.texts import article, feed
from tests.crawler.rigs.worker import Ground, manners, toml
from tests.scheduler.desk import Desk, source


def _has_run(desk: Desk) -> bool:
    slow = desk.sources().get("slow") if desk.has_archive() else None
    return slow is not None and slow.last_finished_at is not None


async def test_an_article_waits_for_its_turn_without_a_run(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    async with Site() as site:
        for number in range(3):
            site.pages[f"/{number}"] = article(f"Report {number}")
        site.pages["/feed"] = feed((f"{site.base}/{number}", f"Report {number}") for number in range(3))
        site.pages["/robots.txt"] = body(b"User-agent: *\nCrawl-delay: 35\n", {"Content-Type": "text/plain"})
        desk.write(source("slow", f"{site.base}/feed", every="1h"))
        await desk.start()
        try:
            await desk.until(lambda: _has_run(desk))
            # The run is over, and it did not wait for the turn.
            assert len(desk.articles()) == 0
            await desk.until(lambda: len(desk.articles()) == 1, seconds=120)
            assert len(site.requests("/feed")) == 1
            assert desk.sources()["slow"].last_outcome == "ok"
        finally:
            await desk.close()


def _asks_for(seconds: int) -> Handler:
    return body(f"User-agent: *\nCrawl-delay: {seconds}\n".encode(), {"Content-Type": "text/plain"})


async def test_single_passes_go_on_with_what_the_last_one_left(tmp_path: Path) -> None:
    async with Site() as site:
        for number in range(2):
            site.pages[f"/{number}"] = article(f"Report {number}")
        site.pages["/feed"] = feed((f"{site.base}/{number}", f"Report {number}") for number in range(2))
        site.pages["/robots.txt"] = _asks_for(50)
        ground = Ground(folder=tmp_path)
        ground.config.write_text(
            manners(delay="10ms") + toml(name="slow", kind="feed", url=f"{site.base}/feed", every="1h"),
            "utf-8",
        )
        # None of them waits for a turn that is 50 s away.
        said = await ground.run_once()
        assert "more when its host's next turn comes" in said
        assert not ground.articles()
        for read in (1, 2):
            ground.rows("UPDATE sources SET due_at = '2000-01-01 00:00:00.000000'")
            ground.rows("UPDATE leads SET due_at = '2000-01-01 00:00:00.000000' WHERE state = 'pending'")
            # As if the next pass came when the pause is over: that the host was asked is not forgotten.
            ground.rows("UPDATE host_leases SET asked_at = '2000-01-01 00:00:00.000000'")
            await ground.run_once()
            assert len(ground.articles()) == read
        assert len(site.requests("/feed")) == 1


async def test_a_new_worker_polls_what_is_not_slow_behind_one_article_that_was_left(tmp_path: Path) -> None:
    async with Site() as site:
        site.pages["/0"] = article("Report 0")
        site.pages["/feed"] = feed([(f"{site.base}/0", "Report 0")])
        site.pages["/robots.txt"] = _asks_for(50)
        ground = Ground(folder=tmp_path)
        ground.config.write_text(
            manners(delay="10ms") + toml(name="wire", kind="feed", url=f"{site.base}/feed", every="1h"),
            "utf-8",
        )
        await ground.run_once()
        assert not ground.articles()
        site.pages["/robots.txt"] = _asks_for(0)
        ground.rows("UPDATE sources SET due_at = '2000-01-01 00:00:00.000000'")
        await ground.run_once()
        assert list(ground.articles()) == ["Report 0"]
        assert len(site.requests("/feed")) == 2
