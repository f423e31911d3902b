"""A list that moved on between two polls: what it lost is found again."""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import timedelta
from html import escape
from pathlib import Path

import pytest

from storage.clock import utc_now
from storage.records import Health
from storage.sources import Sources
from tests.crawler.rigs.site import Site, body
from tests.crawler.rigs.texts import XML, article, feed, index
from tests.crawler.rigs.worker import Ground, faults, manners, toml

_TEXT = {"Content-Type": "text/plain"}


def _urlset(site: Site, ages: dict[str, timedelta]) -> str:
    rows = "".join(
        f"<url><loc>{escape(site.base + path)}</loc><lastmod>{(utc_now() - age).isoformat()}</lastmod></url>"
        for path, age in ages.items()
    )
    return f'{XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


def _shows(site: Site, *paths: str) -> None:
    site.pages["/feed"] = feed((site.base + path, f"Report {path}") for path in paths)


@pytest.mark.parametrize("named", ["Sitemap: {base}/maps.xml", "Sitemap: http://[\nSitemap: /maps.xml"])
async def test_the_sites_sitemap_has_what_its_feed_lost(tmp_path: Path, named: str) -> None:
    async with AsyncExitStack() as stack:
        site = await stack.enter_async_context(Site())
        for number in range(12):
            site.pages[f"/{number}"] = article(f"Report /{number}")
        site.pages["/robots.txt"] = body(named.format(base=site.base).encode(), _TEXT)
        site.pages["/maps.xml"] = index([f"{site.base}/new.xml"])
        site.pages["/new.xml"] = _urlset(
            site, {"/4": timedelta(minutes=1), "/5": timedelta(minutes=2), "/9": timedelta(days=400)}
        )
        ground = Ground(folder=tmp_path)
        source = toml(name="wire", kind="feed", url=f"{site.base}/feed", every="1h", delay="0ms")
        ground.config.write_text("\n".join([manners(delay="0ms", timeout="5s"), source]), "utf-8")
        _shows(site, "/0", "/1", "/2")
        output = await ground.run_once()
        assert faults(output) == []
        assert not site.requests("/maps.xml")

        _shows(site, "/6", "/7", "/8")
        with ground.database() as database:
            Sources(database).make_due(None, utc_now())
        output = await ground.run_once()
        assert faults(output) == []
        articles = ground.articles()
        assert articles.keys() == {f"Report /{number}" for number in (0, 1, 2, 4, 5, 6, 7, 8)}
        assert {"Report /6", "Report /7", "Report /8"} <= {
            title for title, one in articles.items() if not one.backlog
        }
        (state,) = ground.sources().values()
        [gap] = [condition for condition in state.conditions if condition.state is Health.GAP]
        assert gap.evidence.endswith("; 2 found again behind it")


async def test_of_many_sitemaps_that_of_news_is_read_and_not_the_first_few(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        site = await stack.enter_async_context(Site())
        for number in range(12):
            site.pages[f"/{number}"] = article(f"Report /{number}")
        lines = [f"Sitemap: {site.base}/{number}.xml" for number in range(20)]
        lines += [f"Sitemap: {site.base}/news.xml"]
        site.pages["/robots.txt"] = body("\n".join(lines).encode(), _TEXT)
        site.pages["/news.xml"] = _urlset(site, {"/4": timedelta(minutes=1)})
        ground = Ground(folder=tmp_path)
        source = toml(name="wire", kind="feed", url=f"{site.base}/feed", every="1h", delay="0ms")
        ground.config.write_text("\n".join([manners(delay="0ms", timeout="5s"), source]), "utf-8")
        for shown in (("/0", "/1", "/2"), ("/6", "/7", "/8")):
            _shows(site, *shown)
            if ground.database_file.exists():
                with ground.database() as database:
                    Sources(database).make_due(None, utc_now())
            assert faults(await ground.run_once()) == []
        assert "Report /4" in ground.articles()
