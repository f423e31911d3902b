"""The way of a collected article into the archive, as a Scrapy item pipeline."""

from __future__ import annotations

import logging
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.spiders.base import SourceSpider
from storage.errors import StorageError
from storage.records import Article, CollectedArticle

log = logging.getLogger(__name__)


class ArchivePipeline:
    """Saves each article through the run's frontier and hands the article on to the exporters."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_item(self, item: Any) -> Article:
        spider = self._crawler.spider
        if not isinstance(item, CollectedArticle) or not isinstance(spider, SourceSpider):
            raise DropItem(f"not a collected article: {type(item).__name__}")
        try:
            saved = await spider.frontier.save(item)
        except Exception as error:
            if not isinstance(error, StorageError):
                log.exception("%s: %s was not archived", spider.name, item.article.url)
            await spider.not_saved(item, error)
            raise DropItem(f"not archived: {error}") from error
        if saved is not None:
            spider.report.saved(saved)
        return item.article
