"""A feed of a thousand items is learnt at once, read in portions, and keeps no other source waiting."""

from __future__ import annotations

from pathlib import Path

from crawler.run_length import MOST_A_RUN
from tests.crawler.rigs.site import Site
from tests.crawler.rigs.texts import article, feed
from tests.crawler.rigs.worker import Ground
from tests.scheduler.desk import Desk, source

ITEMS = 1000


def articles(desk: Desk, name: str) -> int:
    """How many articles of a source are archived by now."""
    state = desk.sources().get(name) if desk.has_archive() else None
    return 0 if state is None else state.articles


async def test_a_long_feed_is_read_in_portions(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with Site() as long, Site() as short:
        long.pages["/feed"] = feed((f"{long.base}/{number}", f"Item {number}") for number in range(ITEMS))
        long.pages |= {f"/{number}": article(f"Item {number}") for number in range(ITEMS)}
        short.pages |= {"/feed": feed([(f"{short.base}/a", "The one")]), "/a": article("The one")}
        desk.write(source("long", f"{long.base}/feed", "1h"), source("short", f"{short.base}/feed", "1h"))
        try:
            await desk.start()
            await desk.until(lambda: articles(desk, "short") == 1)
            assert len(long.asked) < MOST_A_RUN, "the one new article stood behind the thousand"
            await desk.until(lambda: len(long.requests("/feed")) == 2)
            assert articles(desk, "long") == MOST_A_RUN
            code = await desk.stop()
        finally:
            await desk.close()
    assert code == 0
    rows = Ground(folder=tmp_path).rows("SELECT backlog, state, count(*) FROM leads GROUP BY 1, 2")
    found = {(source_backlog, state): count for source_backlog, state, count in rows}
    assert sum(found.values()) == ITEMS + 1
    assert {backlog for backlog, _ in found} == {1}
    assert {state for _, state in found} == {"pending", "done"}
    asked = [one.path for one in long.asked if one.path not in ("/feed", "/robots.txt")]
    assert len(asked) == len(set(asked)), "no page was asked for twice"
