"""A sitemap that is read for what a site published of old."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from crawler.entries import Entries
from crawler.source import Source
from crawler.spiders.loader import spider_settings
from crawler.spiders.sitemap import SitemapSpider, Walk


class PastSitemapSpider(SitemapSpider):
    """Reads the sitemaps of an index that changed `since` then, or do not say when they did; of the others none."""

    since: ClassVar[datetime | None] = None

    async def _descend(self, index: Entries, walk: Walk, level: int, is_waiting: bool = False) -> bool:
        return await super()._descend(changed_since(index, self.since), walk, level, is_waiting)


def changed_since(index: Entries, since: datetime | None) -> Entries:
    """An index without the sitemaps that did not change since then. Pure."""
    pairs = [
        (url, at)
        for url, at in zip(index.children, index.children_changed_at, strict=True)
        if since is None or at is None or at >= since
    ]
    return replace(
        index, children=tuple(url for url, _ in pairs), children_changed_at=tuple(at for _, at in pairs)
    )


def past_spider(source: Source, since: datetime | None) -> type[PastSitemapSpider]:
    """The spider of one sitemap."""
    return type(
        "PastSitemapSpider",
        (PastSitemapSpider,),
        {"name": source.name, "source": source, "since": since, "custom_settings": spider_settings(source)},
    )
