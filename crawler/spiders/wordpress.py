"""A source that is a WordPress site, read through its own interface."""

from __future__ import annotations

from dataclasses import replace

from scrapy.http import Response

from crawler import wordpress
from crawler.entries import Entries
from crawler.spiders.answers import body_of, header
from crawler.spiders.base import SourceSpider


class WordPressSpider(SourceSpider):
    """Polls the newest posts. The source's address may be the site's: the loader makes it that of the posts."""

    async def entries(self, response: Response) -> Entries:
        entries = await self.reader.wordpress(body_of(response, self.name))
        return replace(
            entries, next_page=wordpress.next_page(response.url, header(response, "X-WP-TotalPages"))
        )
