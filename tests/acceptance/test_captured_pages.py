"""The pages of the demo, given back from the captures by a program that is not ours, are what the sites sent."""

from __future__ import annotations

import asyncio
import sys
import urllib.request
from pathlib import Path

from app.config import load
from app.config.projection import database_url
from app.demo.newsroom.catalogue import load_outlets
from storage.archive import Archive
from storage.captures.rows import Captures
from storage.database import Database
from tests.acceptance.newsroom_process import NewsroomProcess
from tests.crawler.rigs.worker import Ground

#: So fast the demo's two minutes are over before the first poll.
SPEED = 1000.0


async def warcio(*arguments: str) -> bytes:
    """What warcio's own command says; it must end well."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "warcio.cli", *arguments, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    assert process.returncode == 0, out
    return out


def sent_now(url: str) -> bytes:
    """The bytes of a page, as the site sends them at this moment."""
    with urllib.request.urlopen(url) as answer:
        found: bytes = answer.read()
    return found


async def test_each_page_of_the_demo_comes_back_byte_for_byte(tmp_path: Path) -> None:
    newsroom = NewsroomProcess(tmp_path, speed=SPEED)
    await newsroom.start()
    try:
        newsroom.publish()
        ground = Ground(folder=tmp_path)
        ground.config.write_text(newsroom.configuration(), encoding="utf-8")
        await ground.run_once()
        database = Database(database_url(load(ground.config)))
        articles = Archive(database).newest(1000)
        kept = {one.article.fetched_url: Captures(database).of(one.id, one.revision) for one in articles}
        database.close()
        readable = [
            article for outlet in load_outlets() for article in outlet.articles if article.is_readable
        ]
        assert len(kept) >= len(readable) // 2
        for url, capture in kept.items():
            assert capture is not None
            file = tmp_path / "captures" / capture.place.file
            page = await warcio("extract", "--payload", str(file), str(capture.place.offset))
            assert page == await asyncio.to_thread(sent_now, url)
        for file in (tmp_path / "captures").iterdir():
            await warcio("check", str(file))
    finally:
        await newsroom.stop()
