"""The worker's captures: mended when it starts, dropped when their time is over, told of when they fail."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import update

from storage.captures.rows import Captures
from storage.clock import utc_now
from storage.database import Database
from storage.records import Capture
from storage.tables import CaptureRow
from tests.scheduler.desk import Desk, source
from tests.scheduler.outlet import an_outlet
from tests.storage.captures.answers import unfinished

KEPT_SHORTLY = '[captures]\nkeep_for = "2d"\n'


def captures(desk: Desk) -> list[Capture]:
    database = Database(desk.url)
    found = [one for article in desk.articles() for one in Captures(database).of_article(article.id)]
    database.close()
    return found


async def test_a_torn_tail_is_cut_at_the_start_and_said(tmp_path: Path) -> None:
    async with an_outlet("One") as outlet:
        desk = Desk(tmp_path)
        desk.write(source("Outlet", f"{outlet.base}/feed"))
        assert (await desk.command("run", "--once")).code == 0
        (capture,) = captures(desk)
        file = tmp_path / "captures" / capture.place.file
        size = file.stat().st_size
        with unfinished(file).open("ab") as stream:
            stream.write(b"\x1f\x8b\x08\x00torn")
        ended = await desk.command("run", "--once")
        assert f"captures: 8 bytes of an unfinished record were cut off {file}" in ended.err
        assert file.stat().st_size == size
        with unfinished(file).open("r+b") as stream:
            stream.truncate(size - 3)
        ended = await desk.command("run", "--once")
        assert f"captures: {file} is 3 bytes shorter than what it held" in ended.err
        assert file.stat().st_size == size - 3


async def test_what_cannot_be_kept_is_told_and_costs_no_article(tmp_path: Path) -> None:
    async with an_outlet("One") as outlet:
        desk = Desk(tmp_path)
        desk.write(source("Outlet", f"{outlet.base}/feed"))
        (tmp_path / "captures").write_text("a file stands here", encoding="utf-8")
        ended = await desk.command("run", "--once")
        assert "captures are not kept, articles are saved without them" in ended.err
        assert len(desk.articles()) == 1
        assert captures(desk) == []
        (line,) = [line for line in desk.status().splitlines() if line.startswith("captures:")]
        assert line.startswith(f"captures: NOT KEPT, {tmp_path / 'captures'}: ")
        assert "1 saved without since" in line
        assert desk.status_json()["workers"][0]["capture_error"]

        # The next worker keeps them again.
        (tmp_path / "captures").unlink()
        outlet.publish("Two")
        await desk.until(lambda: all(one.due_at <= utc_now() for one in desk.state().sources))
        await desk.command("run", "--once")
        assert len(captures(desk)) == 1
        assert "captures:" not in desk.status()


async def test_nothing_is_kept_where_the_configuration_says_so(tmp_path: Path) -> None:
    async with an_outlet("One") as outlet:
        desk = Desk(tmp_path)
        desk.write(source("Outlet", f"{outlet.base}/feed"), "[captures]\nkeep = false\n")
        assert (await desk.command("run", "--once")).code == 0
        assert len(desk.articles()) == 1
        assert captures(desk) == []
        assert not (tmp_path / "captures").exists()


async def test_old_files_are_dropped_while_it_runs(tmp_path: Path) -> None:
    async with an_outlet("One") as outlet:
        desk = Desk(tmp_path)
        desk.write(source("Outlet", f"{outlet.base}/feed"))
        await desk.command("run", "--once")
        (capture,) = captures(desk)
        file = tmp_path / "captures" / capture.place.file
        aged = file.with_name(f"{utc_now() - timedelta(days=9):%Y%m%d}{file.name[8:]}")
        file.rename(aged)
        database = Database(desk.url)
        with database.write() as connection:
            connection.execute(update(CaptureRow).values(file=aged.name))
        database.close()
        desk.write(source("Outlet", f"{outlet.base}/feed"), KEPT_SHORTLY)
        await desk.start()
        await desk.until(lambda: not aged.exists())
        await desk.until(lambda: captures(desk)[0].dropped_at is not None)
        assert await desk.stop() == 0
        assert "captures: 1 older than 2 days dropped, 0 that were hit kept, 1 files removed" in desk.logged()
