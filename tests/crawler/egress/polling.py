"""One crawl with the settings of the worker, and nothing kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scrapy.crawler import AsyncCrawlerRunner

from crawler.host_slots import HostSlots
from crawler.source import Source
from crawler.spiders.base import SourceSpider
from crawler.spiders.loader import spider_class


async def polled(settings: Mapping[str, Any], source: Source, slots: HostSlots) -> str:
    """One crawl of a source; how its poll ended."""
    runner = AsyncCrawlerRunner(dict(settings) | {"WIREWATCH_SOURCES": (source,)})
    crawler = runner.create_crawler(spider_class(source))
    await runner.crawl(crawler, slots=slots)
    assert isinstance(crawler.spider, SourceSpider)
    poll = crawler.spider.report.poll
    return f"{poll.outcome}: {poll.detail} {' | '.join(crawler.spider.report.failures)}"
