"""A source that is a page with links to its articles."""

from __future__ import annotations

from scrapy.http import Response

from crawler.entries import Entries
from crawler.spiders.answers import body_of
from crawler.spiders.base import SourceSpider


class ListingSpider(SourceSpider):
    """Polls a listing page; `links` and `next_link` in the source's row are the CSS selectors of what to follow."""

    async def entries(self, response: Response) -> Entries:
        links = self.source.links or "a[href]"
        return await self.reader.listing(body_of(response, self.name), links, self.source.next_link)
