"""A source that is a page with links to its articles."""

from __future__ import annotations

from scrapy.http import Response

from crawler.entries import Entries
from crawler.spiders.answers import body_of
from crawler.spiders.base import SourceSpider


class ListingSpider(SourceSpider):
    """Polls a listing page; `links` in the source's row is the CSS selector of the links to follow."""

    async def entries(self, response: Response) -> Entries:
        return await self.reader.listing(body_of(response), self.source.links or "a[href]")
