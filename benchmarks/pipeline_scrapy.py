"""The same Scrapy without wirewatch: every page of the feed, read in the callback or not at all; the result as JSON.

    python -m benchmarks.pipeline_scrapy CONFIG FEED TABLE (empty | mended | trafilatura | news-please)

Its settings are the worker's own, without the parts that are wirewatch's. TABLE is a file of SQLite; every page has
its row in it. Without a reader every page is asked for four times, or the run would be too short to tell a lag by.
A reader runs in the callback. So it does in news-please's own crawler, which is a Scrapy of one process; that one is
not taken, as with a current readability-lxml it fails on every page: it hands on bytes for text.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

import scrapy
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.http import Response, TextResponse
from scrapy.settings import Settings

from app.config import load
from app.scrapy_settings import settings_for
from benchmarks.loop_lag import Heartbeat
from benchmarks.pipeline_table import PeerTable, Row, news_please_row
from crawler.middlewares.charset import CompressedAsBytesMiddleware
from scheduler.reactor import run_in_reactor

#: How often a page is asked for where nothing is read.
ROUNDS = 4
_OURS = ("SPIDER_LOADER_CLASS", "WIREWATCH_SOURCES", "DOWNLOADER_MIDDLEWARES", "ITEM_PIPELINES")


def _text(response: Response) -> str:
    return response.text if isinstance(response, TextResponse) else response.body.decode("utf-8", "replace")


def trafilatura_reader() -> Callable[[Response], Row]:
    """trafilatura with metadata, as its documentation has it."""
    import trafilatura

    def read(response: Response) -> Row:
        page: Any = trafilatura.bare_extraction(
            _text(response), url=response.url, with_metadata=True, include_comments=False
        )
        if page is None:
            return (response.url, None, None, None, None)
        return (response.url, page.title, page.text, page.author, page.date)

    return read


def news_please_reader() -> Callable[[Response], Row]:
    """news-please's extraction, as its crawler does it; without asking for images."""
    news_please = importlib.import_module("newsplease").NewsPlease

    def read(response: Response) -> Row:
        try:
            page = news_please.from_html(_text(response), url=response.url, fetch_images=False)
        except Exception:  # a page that it fails on is a page without an article
            return (response.url, None, None, None, None)
        return news_please_row(response.url, page)

    return read


READERS = {"trafilatura": trafilatura_reader, "news-please": news_please_reader}


class SavingPipeline:
    """One row a page, committed."""

    def __init__(self, file: str) -> None:
        self._table = PeerTable(file)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings["TABLE"])

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        self._table.save(item["row"])
        return item


class FeedSpider(scrapy.Spider):
    """Asks for all that one feed names."""

    name = "peer"

    def __init__(self, feed: str, read: Callable[[Response], Row] | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._feed = feed
        self._read = read
        self.handled = 0
        self.ended_at = 0.0

    async def start(self) -> AsyncIterator[Any]:
        yield scrapy.Request(self._feed, callback=self.parse_feed)

    def parse_feed(self, response: Response) -> Any:
        for _ in range(ROUNDS if self._read is None else 1):
            for link in response.xpath("//item/link/text()").getall():
                yield scrapy.Request(link, callback=self.parse_page, dont_filter=True)

    def parse_page(self, response: Response) -> Any:
        self.handled += 1
        if self._read is not None:
            yield {"row": self._read(response)}
        self.ended_at = time.time()


def crawl(config: Path, feed: str, table: str, reader: str) -> dict[str, object]:
    """What the crawl did: pages handled, when the last one was, how late the loop was."""
    result: dict[str, object] = {}
    mended = {CompressedAsBytesMiddleware: 595} if reader == "mended" else {}
    read = READERS[reader]() if reader in READERS else None
    settings = {name: value for name, value in settings_for(load(config)).items() if name not in _OURS}
    settings |= {
        "TABLE": table,
        "ITEM_PIPELINES": {SavingPipeline: 100} if read else {},
        "DOWNLOADER_MIDDLEWARES": mended,
    }

    async def work() -> int:
        crawler = AsyncCrawlerRunner(Settings(settings)).create_crawler(FeedSpider)
        heartbeat = Heartbeat()
        heartbeat.start()
        await crawler.crawl_async(feed=feed, read=read)
        result.update(asdict(await heartbeat.stop()))
        spider = crawler.spider
        if isinstance(spider, FeedSpider):
            result.update(pages=spider.handled, ended_at=spider.ended_at)
        return 0

    run_in_reactor(work)
    return result


def main() -> None:
    """Crawl, and print what came of it."""
    config, feed, table, reader = sys.argv[1:5]
    json.dump(crawl(Path(config), feed, table, reader), sys.stdout)


if __name__ == "__main__":
    main()
