"""Articles of a host that another worker asks: the run does not wait for each, and they come with a later one."""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

from sqlalchemy import update

from crawler.middlewares.slots import ELSEWHERE
from crawler.urls import host_group
from storage.clock import utc_now
from storage.host_leases import HostLeases
from storage.records import RunOutcome
from storage.tables import HostLeaseRow
from tests.crawler.rigs.site import Site
from tests.crawler.rigs.texts import article, feed
from tests.crawler.rigs.worker import Ground
from tests.databases import migrated

ARTICLES = 6


async def test_they_are_put_off_together(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        site, elsewhere = [await stack.enter_async_context(Site()) for _ in range(2)]
        links = []
        for number in range(ARTICLES):
            elsewhere.pages[f"/{number}"] = article(f"The report {number}")
            links.append((f"{elsewhere.base}/{number}", f"Report {number}"))
        site.pages["/feed"] = feed(links)
        ground = Ground(folder=tmp_path)
        ground.polls_feed_beside(site.base, elsewhere.base, delay="0ms", timeout="5s")
        ground.database_file.write_bytes(migrated())
        with ground.database() as db:
            leases = HostLeases(db, "another worker")
            assert leases.take(host_group(elsewhere.base), 0.0) is not None
            with db.write() as connection:
                # For as long as the test lasts, on whatever machine.
                connection.execute(update(HostLeaseRow).values(held_until=utc_now() + timedelta(hours=1)))
        await ground.run_once()
        assert elsewhere.asked == []
        assert ground.rows("SELECT state, attempts FROM leads") == [("pending", 0)] * ARTICLES
        (state,) = ground.sources().values()
        assert state.last_outcome is RunOutcome.OK
        assert state.last_finished_at is not None
        assert state.due_at - state.last_finished_at == timedelta(seconds=ELSEWHERE), "not at its next poll"
