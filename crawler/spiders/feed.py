"""A source that is an RSS or Atom feed."""

from __future__ import annotations

from scrapy.http import Response

from crawler.entries import Entries
from crawler.spiders.answers import body_of
from crawler.spiders.base import SourceSpider


class FeedSpider(SourceSpider):
    """Polls a feed."""

    async def entries(self, response: Response) -> Entries:
        return await self.reader.feed(body_of(response, self.name))
