"""For people who know Scrapy: `scrapy list` and `scrapy crawl` in a folder with a `wirewatch.toml`."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from scrapy import Request
from scrapy.settings import Settings

from crawler.source import Credentials, Source
from crawler.spiders.feed import FeedSpider
from crawler.spiders.listing import ListingSpider
from crawler.spiders.loader import SourceSpiderLoader
from crawler.spiders.sitemap import SitemapSpider
from storage.records import SourceKind
from tests.crawler.rigs.site import Site
from tests.crawler.rigs.texts import article, feed
from tests.crawler.rigs.worker import Ground, faults, manners, toml


def source(name: str, url: str, kind: SourceKind = SourceKind.FEED, proxy: str | None = None) -> Source:
    return Source(
        name=name,
        kind=kind,
        url=url,
        interval=timedelta(minutes=1),
        delay=timedelta(seconds=1),
        credentials=Credentials(proxy=None if proxy is None else SecretStr(proxy)),
    )


SOURCES = (
    source("Zeit & Co", "https://www.one.com/feed"),
    source("map", "https://news.one.com/map.xml", SourceKind.SITEMAP),
    source("page", "https://two.com/", SourceKind.LISTING, proxy="http://proxy.lan:3128"),
    source("tunnelled", "https://three.com/", proxy="socks5h://proxy.lan:1080"),
)


@pytest.fixture
def loader() -> SourceSpiderLoader:
    return SourceSpiderLoader.from_settings(Settings({"WIREWATCH_SOURCES": SOURCES}))


def test_there_is_one_spider_a_source_in_the_order_of_the_file(loader: SourceSpiderLoader) -> None:
    assert loader.list() == ["Zeit & Co", "map", "page", "tunnelled"]
    kinds = (FeedSpider, SitemapSpider, ListingSpider, FeedSpider)
    for name, kind, declared in zip(loader.list(), kinds, SOURCES, strict=True):
        spider = loader.load(name)()
        assert isinstance(spider, kind)
        assert (spider.name, spider.source) == (name, declared)


def test_no_configuration_is_no_spiders() -> None:
    assert SourceSpiderLoader.from_settings(Settings()).list() == []


def test_an_unknown_name_is_named(loader: SourceSpiderLoader) -> None:
    with pytest.raises(KeyError, match="no source is named 'nobody'"):
        loader.load("nobody")


def test_a_request_finds_the_sources_of_its_host_group(loader: SourceSpiderLoader) -> None:
    assert loader.find_by_request(Request("https://media.one.com/a")) == ["Zeit & Co", "map"]
    assert loader.find_by_request(Request("https://four.com/a")) == []


def test_only_a_socks_proxy_changes_how_requests_leave(loader: SourceSpiderLoader) -> None:
    assert {name: bool(loader.load(name).custom_settings) for name in loader.list()} == {
        "Zeit & Co": False,
        "map": False,
        "page": False,
        "tunnelled": True,
    }


async def scrapy(folder: Path, *words: str) -> tuple[int | None, str, str]:
    """Exit code and outputs of `scrapy WORDS` in a folder."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "scrapy", *words),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), *sys.path])},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


async def test_scrapy_lists_and_crawls_the_sources(tmp_path: Path) -> None:
    ground = Ground(folder=tmp_path)
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = app.scrapy_settings\n", "utf-8")
    async with Site() as site:
        site.pages |= {
            "/feed": feed(
                [(f"{site.base}/a", "One"), (f"{site.base}/b", "Two"), (f"{site.base}/gone", "Three")]
            ),
            "/a": article("One"),
            "/b": article("두 번째 기사"),
        }
        table = toml(name="Wire", kind="feed", url=f"{site.base}/feed", headers={"X-Key": "s3cret-header"})
        ground.config.write_text(manners(delay="0ms") + table, "utf-8")
        listed, crawled = await asyncio.gather(
            scrapy(tmp_path, "list"), scrapy(tmp_path, "crawl", "Wire", "-O", "out.jsonl")
        )
    assert listed[:2] == (0, "Wire\n")
    assert crawled[0] == 0, crawled[2]
    assert faults(crawled[2]) == []
    assert "s3cret-header" not in crawled[2]
    lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    items = {item["title"]: item for item in map(json.loads, lines)}
    assert set(items) == {"One", "두 번째 기사"}
    assert items["One"]["url"] == f"{site.base}/a"
    assert "battalion" in items["One"]["text"]
    assert not ground.database_file.exists()
    assert all(asked.headers["X-Key"] == "s3cret-header" for asked in site.asked)


async def test_a_configuration_that_is_wrong_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = app.scrapy_settings\n", "utf-8")
    (tmp_path / "wirewatch.toml").write_text("[manners]\ncontact = 3\n", "utf-8")
    code, _, told = await scrapy(tmp_path, "list")
    assert code not in (0, None)
    assert "manners.contact" in told
    assert "Traceback" not in told
