"""A host that asks for long pauses: its articles come one after the other, and keep nobody's place."""

from __future__ import annotations

from pathlib import Path

from tests.crawler.rigs.site import Site, body
from tests.crawler.rigs.texts import article, feed
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
        site.pages["/robots.txt"] = body(b"User-agent: *\nCrawl-delay: 24\n", {"Content-Type": "text/plain"})
        desk.write(source("slow", f"{site.base}/feed", every="1h"))
        await desk.start()
        try:
            await desk.until(lambda: _has_run(desk))
            first = desk.sources()["slow"]
            assert first.last_started_at is not None
            assert first.last_finished_at is not None
            assert (first.last_finished_at - first.last_started_at).total_seconds() < 20
            assert len(desk.articles()) == 0
            await desk.until(lambda: len(desk.articles()) == 1, seconds=60)
            assert len(site.requests("/feed")) == 1
            assert desk.sources()["slow"].last_outcome == "ok"
        finally:
            await desk.close()
