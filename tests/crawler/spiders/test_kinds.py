"""WordPress, listings with next pages and indexes of sitemaps, read by the real worker."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from crawler.spiders.further import MOST_PAGES_AT_FIRST
from storage.clock import utc_now
from storage.records import ArchivedArticle, RunOutcome, SourceState
from storage.sources import Sources
from tests.crawler.rigs.site import Handler, Site
from tests.crawler.rigs.texts import article, index, urlset
from tests.crawler.rigs.worker import Ground, faults, manners, toml

CHILDREN = 38
POSTS = "/wp-json/wp/v2/posts"
PASSES = 3


def posts(base: str, numbers: range, since: datetime) -> Handler:
    """WordPress's interface to these posts, ten a page, the last number first."""

    async def answer(request: web.Request) -> web.StreamResponse:
        page = int(request.query.get("page", "1"))
        chosen = sorted(numbers, reverse=True)[(page - 1) * 10 : page * 10]
        found = [
            {
                "link": f"{base}/{number}",
                "title": {"rendered": f"Post {number}"},
                "date_gmt": (since + timedelta(seconds=number)).strftime("%Y-%m-%dT%H:%M:%S"),
                "content": {"rendered": f"<p>Words of post {number}.</p>"},
            }
            for number in chosen
        ]
        pages = str(-(-len(numbers) // 10))
        return web.Response(
            text=json.dumps(found), content_type="application/json", headers={"X-WP-TotalPages": pages}
        )

    return answer


def calendar(base: str) -> Handler:
    """A listing whose every page has another before it, for ever; each shows an article of its own."""

    async def answer(request: web.Request) -> web.StreamResponse:
        month = int(request.query.get("month", "0"))
        html = f"<h2><a href='{base}/m{month}'>Month {month}</a></h2><a rel='next' href='?month={month + 1}'>Older</a>"
        return web.Response(text=html, content_type="text/html")

    return answer


@dataclass(slots=True, kw_only=True)
class Passes:
    """The archive after each pass, and the sites."""

    ground: Ground
    sites: dict[str, Site]
    output: str = ""
    articles: list[dict[str, ArchivedArticle]] = field(default_factory=list)
    sources: list[dict[str, SourceState]] = field(default_factory=list)

    async def take(self) -> None:
        self.output += await self.ground.run_once()
        self.articles.append(self.ground.articles())
        self.sources.append(self.ground.sources())
        with self.ground.database() as database:
            Sources(database).make_due(None, utc_now())

    def asked(self, site: str, part: str) -> list[str]:
        return [one.path for one in self.sites[site].asked if part in one.path]


async def passes_over(folder: Path) -> Passes:
    async with AsyncExitStack() as stack:
        names = ("wordpress", "calendar", "index")
        sites = {name: await stack.enter_async_context(Site()) for name in names}
        base = {name: site.base for name, site in sites.items()}
        passes = Passes(ground=Ground(folder=folder), sites=sites)
        passes.ground.config.write_text(
            manners(delay="0ms", timeout="5s")
            + toml(name="wordpress", kind="wordpress", url=base["wordpress"], every="1h")
            + toml(name="calendar", kind="listing", url=f"{base['calendar']}/", links="h2 a", every="1h")
            + toml(name="index", kind="sitemap", url=f"{base['index']}/index.xml", every="1h"),
            "utf-8",
        )
        began_at = utc_now()
        sites["wordpress"].pages[POSTS] = posts(base["wordpress"], range(25), began_at)
        sites["wordpress"].pages |= {f"/{n}": article(f"Post {n}") for n in range(60)}
        sites["calendar"].pages["/"] = calendar(base["calendar"])
        sites["calendar"].pages |= {f"/m{n}": article(f"Month {n}") for n in range(99)}
        children = [f"{base['index']}/{n}.xml" for n in range(CHILDREN)]
        sites["index"].pages |= {
            "/index.xml": index([f"{base['index']}/index.xml", *children, "http://127.0.0.9:1/s.xml"]),
            **{f"/{n}.xml": urlset([f"{base['index']}/a{n}"]) for n in range(CHILDREN)},
            **{f"/a{n}": article(f"Indexed {n}") for n in range(CHILDREN + 1)},
        }
        await passes.take()
        # Thirty posts at once: the first page shows none of those that were known.
        sites["wordpress"].pages[POSTS] = posts(base["wordpress"], range(55), began_at)
        sites["index"].pages["/index.xml"] = index([*children, f"{base['index']}/new.xml"])
        sites["index"].pages["/new.xml"] = urlset([f"{base['index']}/a{CHILDREN}"])
        for _ in range(PASSES - 1):
            await passes.take()
        return passes


@pytest.fixture(scope="module")
def passes(tmp_path_factory: pytest.TempPathFactory) -> Passes:
    return asyncio.run(passes_over(tmp_path_factory.mktemp("kinds")))


def titles(passes: Passes, place: int, word: str) -> dict[str, bool]:
    """Titles with this word after a pass, and whether each is backlog."""
    return {title: one.backlog for title, one in passes.articles[place].items() if title.startswith(word)}


def test_a_wordpress_site_is_read_behind_its_first_page_at_the_first_read(passes: Passes) -> None:
    assert titles(passes, 0, "Post") == {f"Post {number}": True for number in range(25)}
    assert [path.partition("&page=")[2] for path in passes.asked("wordpress", POSTS)][:3] == ["", "2", "3"]


def test_what_was_lost_in_a_gap_is_fetched_and_is_news(passes: Passes) -> None:
    found = titles(passes, 1, "Post")
    assert sorted(title for title, is_backlog in found.items() if not is_backlog) == sorted(
        f"Post {number}" for number in range(25, 55)
    )
    assert "gap" in {condition.state for condition in passes.sources[1]["wordpress"].conditions}


def test_without_a_gap_the_first_page_is_enough(passes: Passes) -> None:
    # Three pages at the first read; four after the gap, the last of which shows nothing new; one in each other pass.
    assert len(passes.asked("wordpress", POSTS)) == 3 + 4 + PASSES - 2


def test_a_calendar_without_end_ends(passes: Passes) -> None:
    assert titles(passes, PASSES - 1, "Month") == {
        f"Month {number}": True for number in range(1 + MOST_PAGES_AT_FIRST)
    }
    assert len(passes.asked("calendar", "month=")) == MOST_PAGES_AT_FIRST


def test_the_sitemaps_of_an_index_are_all_read_by_and_by_and_what_was_there_is_backlog(
    passes: Passes,
) -> None:
    assert len(titles(passes, 0, "Indexed")) == 20
    found = titles(passes, PASSES - 1, "Indexed")
    assert found == {f"Indexed {number}": number < CHILDREN for number in range(CHILDREN + 1)}
    assert f"Indexed {CHILDREN}" in titles(passes, 1, "Indexed")
    # Polled once in each pass, and never read as a sitemap of its own.
    assert len(passes.asked("index", "/index.xml")) == PASSES


def test_none_of_them_is_in_trouble(passes: Passes) -> None:
    outcomes = {name: source.last_outcome for name, source in passes.sources[-1].items()}
    assert set(outcomes.values()) <= {RunOutcome.OK, RunOutcome.UNCHANGED}
    assert "other sites" in (passes.sources[0]["index"].last_detail or "")
    assert faults(passes.output) == []
