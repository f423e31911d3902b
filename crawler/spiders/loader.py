"""One spider a source: `scrapy list` lists the sources, `scrapy crawl NAME` collects one."""

from __future__ import annotations

import builtins
from dataclasses import replace
from typing import Self

import scrapy
from scrapy import Request
from scrapy.settings import BaseSettings

from crawler import wordpress
from crawler.source import Source
from crawler.spiders.base import SourceSpider
from crawler.spiders.feed import FeedSpider
from crawler.spiders.listing import ListingSpider
from crawler.spiders.sitemap import SitemapSpider
from crawler.spiders.wordpress import WordPressSpider
from crawler.urls import host_group
from storage.records import SourceKind

SPIDERS: dict[SourceKind, type[SourceSpider]] = {
    SourceKind.FEED: FeedSpider,
    SourceKind.SITEMAP: SitemapSpider,
    SourceKind.LISTING: ListingSpider,
    SourceKind.WORDPRESS: WordPressSpider,
}
SOCKS_HANDLER = "crawler.socks.SocksDownloadHandler"


def spider_settings(source: Source) -> dict[str, object]:
    """The settings in which this source's crawl differs from the others.

    Scrapy's default handler speaks to HTTP proxies alone.
    """
    proxy = source.credentials.proxy
    if proxy is None or not proxy.get_secret_value().startswith("socks"):
        return {}
    handlers = {**dict.fromkeys(("data", "file", "ftp", "s3")), "http": SOCKS_HANDLER, "https": SOCKS_HANDLER}
    return {"DOWNLOAD_HANDLERS": handlers}


def spider_class(source: Source) -> type[SourceSpider]:
    """The spider of one source; that of a WordPress site asks for its posts, whatever address of it was given."""
    if source.kind is SourceKind.WORDPRESS:
        source = replace(source, url=wordpress.posts_url(source.url))
    return type(
        "SourceSpider",
        (SPIDERS[source.kind],),
        {"name": source.name, "source": source, "custom_settings": spider_settings(source)},
    )


class SourceSpiderLoader:
    """Scrapy's spider loader over the sources that the settings hold under WIREWATCH_SOURCES."""

    def __init__(self, sources: dict[str, Source]) -> None:
        self._sources = sources

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        return cls({source.name: source for source in settings.get("WIREWATCH_SOURCES") or ()})

    def load(self, spider_name: str) -> type[scrapy.Spider]:
        """The spider of the source with this name.

        Raises:
            KeyError: no source has it.
        """
        try:
            return spider_class(self._sources[spider_name])
        except KeyError:
            raise KeyError(f"no source is named {spider_name!r}") from None

    def list(self) -> list[str]:
        """The names of all sources, in the order of the configuration."""
        return [*self._sources]

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """The sources that live in the request's host group."""
        group = host_group(request.url)
        return [name for name, source in self._sources.items() if host_group(source.url) == group]
