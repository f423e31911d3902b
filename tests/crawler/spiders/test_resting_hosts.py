"""An article elsewhere whose host wants to be left alone: the source itself is well, and other articles are read."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path

from storage.records import Health, RunOutcome
from tests.crawler.rigs.site import Site, status
from tests.crawler.rigs.texts import article, feed
from tests.crawler.rigs.worker import Ground


async def test_it_keeps_nobody_waiting(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        site, elsewhere = [await stack.enter_async_context(Site()) for _ in range(2)]
        refused = [f"/{number}" for number in range(3)]
        for path in refused:
            elsewhere.pages[path] = status(429, {"Retry-After": "7200"})
        site.pages["/own"] = article("The own report")
        site.pages["/feed"] = feed(
            [*((elsewhere.base + path, f"Elsewhere {path}") for path in refused), (site.base + "/own", "Own")]
        )
        ground = Ground(folder=tmp_path)
        ground.polls_feed_beside(site.base, elsewhere.base, delay="500ms", timeout="5s")
        await ground.run_once()
        (state,) = ground.sources().values()
        assert state.last_outcome is RunOutcome.OK
        assert Health.RATE_LIMITED not in {condition.state for condition in state.conditions}
        assert list(ground.articles()) == ["The own report"]
        assert len([one for one in elsewhere.asked if one.path in refused]) == 1
        due = ground.rows("SELECT count(*) FROM leads WHERE state = 'pending' AND due_at > first_seen_at")
        assert due == [(3,)]
