"""A watch that is saved at the desk is in force in the worker within seconds, beside those of the file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.clock import utc_now
from storage.database import Database
from storage.desk_watches import DeskWatches
from storage.flags import Flags
from storage.records import DeskWatchDraft
from tests.scheduler.desk import Desk, hook, source, watch
from tests.scheduler.outlet import Outlet, an_outlet


@pytest.fixture
async def outlet() -> AsyncIterator[Outlet]:
    async with an_outlet("Zero", "One") as outlet:
        yield outlet


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    await desk.close()


@pytest.fixture
def archive(desk: Desk) -> Iterator[Database]:
    database = Database(desk.url)
    yield database
    database.close()


async def test_what_is_saved_while_the_worker_runs_is_watched_for(
    desk: Desk, outlet: Outlet, archive: Database
) -> None:
    watches, flags = DeskWatches(archive), Flags(archive)
    tables = (source("First", f"{outlet.base}/feed"), hook(f"{outlet.base}/hook"))
    desk.write(watch("movements", "regiment"), *tables)
    await desk.start()
    await desk.until(desk.is_read)

    watches.add("ships", DeskWatchDraft(query="frigate"), "anna", utc_now())
    await desk.until(lambda: "watches of the desk changed: 2 watches in force" in desk.logged())
    outlet.publish("For the new watch", "The frigate left the harbour.")
    await desk.until(lambda: flags.hits("ships"))
    await desk.until(lambda: len(outlet.calls) == 1)

    # One whose name the file has takes nothing from the file's, and one that cannot be understood stops no other.
    watches.add("Movements", DeskWatchDraft(query="tractor"), "anna", utc_now())
    watches.add("broken", DeskWatchDraft(query="@nowhere_at_all"), "anna", utc_now())
    watches.save("ships", 1, DeskWatchDraft(query="submarine"), "boris", utc_now())
    await desk.until(lambda: "not in force: broken" in desk.logged())
    assert "not in force: Movements: the configuration file has a watch of this name too" in desk.logged()
    outlet.publish("For all of them", "A frigate, a submarine, a tractor and a regiment.")
    await desk.until(lambda: len(flags.hits()) == 3)
    assert {hit.watch for hit, _ in flags.hits(limit=2)} == {"ships", "movements"}

    said, told = desk.status(), desk.status_json()
    assert "NOT WATCHED: broken of the desk: its query cannot be understood: column 1" in said
    assert [one["watch"] for one in told["desk_watches_left_out"]] == ["broken", "Movements"]

    # A file that is not valid keeps no watch of the desk from being taken over.
    desk.write(watch("movements", "regiment AND"), *tables)
    await desk.until(lambda: desk.state().workers[0].config_error)
    watches.remove("ships", 2, "anna", utc_now())
    watches.add("horses", DeskWatchDraft(query="horse*"), "anna", utc_now())
    await desk.until(lambda: desk.logged().count("watches of the desk changed") >= 3)
    outlet.publish("By the desk's alone", "The horses were afraid of the submarine.")
    await desk.until(lambda: flags.hits("horses"))
    assert {hit.watch for hit, _ in flags.hits(limit=1)} == {"horses"}
    assert desk.logged().count("not in force: broken") == 1
    assert await desk.stop() == 0


async def test_a_watch_is_live_within_five_seconds(desk: Desk, outlet: Outlet, archive: Database) -> None:
    desk.write(source("First", f"{outlet.base}/feed"))
    await desk.start()
    await desk.until(desk.is_read)
    loop = asyncio.get_running_loop()
    DeskWatches(archive).add("ships", DeskWatchDraft(query="frigate"), "anna", utc_now())
    began = loop.time()
    await desk.until(lambda: "watches of the desk changed: 1 watch in force" in desk.logged())
    assert loop.time() - began < 5
    assert await desk.stop() == 0
