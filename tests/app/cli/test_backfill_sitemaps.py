"""`wirewatch backfill --sitemap`: what a site lists of the past, crawled once, by whoever goes on."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import text

from storage.archive import Archive
from storage.backfills import Backfills
from storage.database import Database
from storage.records import BackfillState
from storage.sources import Sources
from tests.app.cli.backfills import start
from tests.app.cli.desks import Desk
from tests.crawler.rigs.site import Site, status
from tests.crawler.rigs.texts import XML, article

NOW = datetime.now(UTC)
RECENTLY, LONG_AGO = NOW - timedelta(days=3), NOW - timedelta(days=400)
NAMES = "http://www.sitemaps.org/schemas/sitemap/0.9"
AT_ONCE = 'delay = "0s"\n'


def listed(element: str, entries: dict[str, datetime | None]) -> str:
    """A sitemap (`url`) or an index (`sitemap`) with the dates that it gives."""
    rows = "".join(
        f"<{element}><loc>{url}</loc>{'' if at is None else f'<lastmod>{at:%Y-%m-%dT%H:%M:%SZ}</lastmod>'}</{element}>"
        for url, at in entries.items()
    )
    whole = "urlset" if element == "url" else "sitemapindex"
    return f'{XML}<{whole} xmlns="{NAMES}">{rows}</{whole}>'


async def ran(desk: Desk, *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    """The exit code and the rows of the command in a process of its own."""
    process = start(desk, *arguments, "--json")
    output, errors = await asyncio.to_thread(process.communicate)
    assert "Traceback" not in errors, errors
    return process.returncode, [json.loads(line) for line in output.splitlines()]


async def test_what_is_dated_since_then_is_crawled_and_nobody_is_told(
    tmp_path: Path, database_url: str
) -> None:
    desk, database = Desk(tmp_path, database_url, AT_ONCE), Database(database_url)
    async with Site() as site:
        pages = {
            f"/{name}": article(f"The {name} sails") for name in ("new", "undated", "old", "hidden", "past")
        }
        new, undated, old, hidden, past = (f"{site.base}{path}" for path in pages)
        site.pages |= pages | {
            "/robots.txt": "User-agent: *\nDisallow: /hidden\n",
            "/index.xml": listed(
                "sitemap", {f"{site.base}/now.xml": RECENTLY, f"{site.base}/then.xml": LONG_AGO}
            ),
            "/now.xml": listed("url", {new: RECENTLY, undated: None, old: LONG_AGO, hidden: RECENTLY}),
            "/then.xml": listed("url", {past: RECENTLY}),
        }
        asked = ("--sitemap", f"{site.base}/index.xml", "--since", "90d")
        code, (row,) = await ran(desk, *asked)
        assert (code, row["kind"], row["state"], row["new"], row["unreadable"]) == (
            0,
            "sitemap",
            "done",
            2,
            1,
        )
        counted = Counter(one.path for one in site.asked)
        assert {path: counted[path] for path in (*pages, "/then.xml")} == {
            "/new": 1,
            "/undated": 1,
            "/old": 0,
            "/hidden": 0,
            "/past": 0,
            "/then.xml": 0,
        }
        articles = Archive(database).newest(9)
        assert {one.article.title for one in articles} == {"The new sails", "The undated sails"}
        assert {(one.source, one.backlog) for one in articles} == {(site.base.partition("//")[2], True)}
        assert Sources(database).list() == []
        # Once is enough; and when it is asked for again, the pages are known.
        code, (row,) = await ran(desk, *asked)
        assert (code, row["state"]) == (0, "done")
        assert len(site.requests("/index.xml")) == counted["/index.xml"]
        code, (row,) = await ran(desk, *asked, "--again")
        assert (code, row["state"], row["new"]) == (0, "done", 0)
        assert len(site.requests("/new")) == 1
    database.close()


async def test_a_sitemap_that_is_not_there_is_told(tmp_path: Path, sqlite_url: str) -> None:
    desk = Desk(tmp_path, sqlite_url, AT_ONCE)
    async with Site() as site:
        code, (row,) = await ran(desk, "--sitemap", f"{site.base}/sitemap.xml")
    assert (code, row["state"]) == (1, "failed")
    assert "404" in row["error"]


@pytest.mark.soak
async def test_a_page_that_was_in_trouble_is_asked_for_again(tmp_path: Path, sqlite_url: str) -> None:
    desk, database = Desk(tmp_path, sqlite_url, AT_ONCE), Database(sqlite_url)
    async with Site() as site:
        site.pages["/well"] = article("The fleet sails")
        site.pages["/ill"] = status(503)
        site.pages["/sitemap.xml"] = listed("url", dict.fromkeys((f"{site.base}/well", f"{site.base}/ill")))
        process = start(desk, "--sitemap", f"{site.base}/sitemap.xml", "--json")
        await asyncio.to_thread(until_tried, database, process)
        site.pages["/ill"] = article("The harbour is open")
        output, _ = await asyncio.to_thread(process.communicate)
    row = json.loads(output)
    assert (process.returncode, row["state"], row["new"], row["unreadable"]) == (0, "done", 2, 0)
    database.close()


def until_tried(database: Database, process: subprocess.Popen[str]) -> None:
    """Until a page was asked for in vain, and the run that did so is over."""
    while process.poll() is None:
        with database.read() as connection:
            (unreadable,) = connection.execute(text("SELECT max(unreadable) FROM backfills")).one()
        if unreadable:
            return
        time.sleep(0.05)


async def test_a_host_that_wants_rest_is_waited_for(tmp_path: Path, sqlite_url: str) -> None:
    desk, database = Desk(tmp_path, sqlite_url, AT_ONCE), Database(sqlite_url)
    async with Site() as site:
        whole = listed("url", {f"{site.base}/new": RECENTLY})
        site.pages["/new"] = article("The fleet sails")
        refusals = iter([429, 429])

        async def answer(_: web.Request) -> web.StreamResponse:
            refused = next(refusals, None)
            if refused is None:
                return web.Response(text=whole, content_type="application/xml")
            return web.Response(status=refused, headers={"Retry-After": "1"})

        site.pages["/sitemap.xml"] = answer
        code, (row,) = await ran(desk, "--sitemap", f"{site.base}/sitemap.xml")
    assert (code, row["state"], row["new"]) == (0, "done", 1), row
    database.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
async def test_the_same_command_goes_on(tmp_path: Path, sqlite_url: str, number: signal.Signals) -> None:
    desk, database = Desk(tmp_path, sqlite_url, 'delay = "50ms"\n'), Database(sqlite_url)
    count = 60
    async with Site() as site:
        urls = {f"{site.base}/{each}": RECENTLY for each in range(count)}
        site.pages |= {f"/{each}": article(f"Report {each}") for each in range(count)}
        site.pages["/sitemap.xml"] = listed("url", dict(urls))
        process = start(desk, "--sitemap", f"{site.base}/sitemap.xml")
        await asyncio.to_thread(until_archived, database)
        os.killpg(process.pid, number)
        await asyncio.to_thread(process.communicate)
        (stopped,) = Backfills(database).list()
        assert stopped.state is not BackfillState.DONE
        code, (row,) = await ran(desk, "--sitemap", f"{site.base}/sitemap.xml")
        assert (code, row["state"]) == (0, "done")
        asked = Counter(one.path for one in site.asked)
    assert Archive(database).count() == count
    # What was asked for and not saved when it was killed is asked for again, and that is little.
    assert sum(asked[f"/{each}"] - 1 for each in range(count)) <= 16
    database.close()


def until_archived(database: Database) -> None:
    while Archive(database).count() < 3:
        time.sleep(0.05)
