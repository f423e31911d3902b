"""An analyst at the desk beside a real worker, from a search to a silence."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

from tests.acceptance.newsroom_process import NewsroomProcess, until
from tests.browsing import chromium

SPEED = 3.0
# Milliseconds for what comes in a few seconds, on a machine that is busy with other things.
PATIENCE = 120_000
OLD = "Bridging regiment tries out a new pontoon ferry on the Elbe"
NEWS = "Ministry takes delivery of two air defence batteries"
WATCH = "Handovers & ferries"
EDITED = "pontoon OR Cerklje"


@pytest.fixture
async def newsroom(tmp_path: Path) -> AsyncIterator[NewsroomProcess]:
    """The demo's outlets, which publish nothing new before they are told to."""
    found = NewsroomProcess(tmp_path, speed=SPEED)
    await found.start()
    yield found
    await found.stop()


@pytest.fixture
async def desk(tmp_path: Path, newsroom: NewsroomProcess) -> AsyncIterator[str]:
    """The address of a desk beside a worker over those outlets, as `wirewatch run --web` starts both."""
    config, log = tmp_path / "wirewatch.toml", tmp_path / "worker.log"
    config.write_text(newsroom.configuration(), "utf-8")
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "app.cli", "run", "--web", "--port", "0", "--config", str(config)),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    said = re.compile(r"the desk is at (http://\S+);")
    await until(lambda: said.search(log.read_text("utf-8")) is not None, seconds=PATIENCE / 1000)
    found = said.search(log.read_text("utf-8"))
    assert found is not None
    yield found[1]
    process.terminate()
    assert await process.wait() == 0, log.read_text("utf-8")


@asynccontextmanager
async def at(base: str) -> AsyncIterator[Page]:
    """A browser at the desk; whatever it complains of fails the test."""
    path = chromium()
    async with async_playwright() as playwright:
        # Chromium's own sandbox does not run as root, as in containers.
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = await playwright.chromium.launch(executable_path=path, args=options)
        page = await browser.new_page(base_url=base)
        page.set_default_timeout(PATIENCE)
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        assert complaints == []
        await browser.close()


async def test_from_a_search_to_a_silence(desk: str, newsroom: NewsroomProcess) -> None:
    """Search, write a watch, see what it would have caught, save it, see a story and its hit come in, silence it."""
    async with at(desk) as page:
        await _search(page)
        await _write_a_watch(page)
        await _see_it_hit(page, newsroom)
        await _silence_it(page)


async def _search(page: Page) -> None:
    await page.goto("/")
    await expect(page.get_by_role("link", name=OLD)).to_be_visible(timeout=PATIENCE)
    await page.keyboard.press("/")
    await page.wait_for_url("**/search")
    await page.get_by_label("Query").fill("pontoon")
    await page.get_by_role("button", name="Search").click()
    await expect(page.locator("#results article mark").first).to_have_text("pontoon")
    await page.get_by_role("link", name="Save as a watch").first.click()
    # Scripts are there once it is loaded.
    await page.wait_for_url("**/watches/edit?*", wait_until="load")


async def _write_a_watch(page: Page) -> None:
    """The editor holds the query of the search; it is tried while it is changed."""
    query, preview = page.get_by_label("Query"), page.locator("#preview")
    await expect(query).to_have_value("pontoon")
    await query.fill("pontoon OR (Cerklje")
    await expect(preview).to_contain_text(re.compile("column 12", re.IGNORECASE), timeout=PATIENCE)
    await query.fill(EDITED)
    await expect(preview).to_contain_text(OLD, timeout=PATIENCE)
    await expect(preview.locator("mark").first).to_have_text("pontoon")
    await page.get_by_label("Name").fill(WATCH)
    await page.get_by_role("button", name="Save").click()
    await page.wait_for_url("**/watches/show?name=*")
    await expect(page.locator("h1")).to_have_text(WATCH)


async def _see_it_hit(page: Page, newsroom: NewsroomProcess) -> None:
    """The worker has taken the watch over; what comes then stands on the open page with its hit."""
    async with asyncio.timeout(PATIENCE / 1000):
        while not await page.get_by_role("heading", name="Run by the worker").count():
            await page.reload()
    await page.goto("/")
    await page.evaluate("window.stayed = true")
    newsroom.publish()
    row = page.locator("#wire article", has_text=NEWS)
    await expect(row.locator(".watch", has_text=WATCH)).to_be_visible(timeout=PATIENCE)
    assert await page.evaluate("window.stayed")


async def _silence_it(page: Page) -> None:
    """By the keys alone, as far as there are any."""
    row = page.locator("#wire article.chosen", has_text=NEWS)
    for _ in range(await page.locator("#wire article").count()):
        await page.keyboard.press("j")
        if await row.count():
            break
    await page.keyboard.press("s")
    await page.wait_for_url("**/alerts/silence?story=*")
    await expect(page.locator("main")).to_contain_text(NEWS)
    await page.get_by_label("Why").fill("the handover is known")
    await page.get_by_role("button", name="Keep silent").click()
    await page.wait_for_url("**/alerts*")
    silences = page.locator("#silences + ul li")
    await expect(silences).to_contain_text("the handover is known")
    await expect(silences.get_by_role("link")).to_have_attribute("href", re.compile(r"/stories/\d+"))
