"""A source that is a sitemap: a news sitemap, a plain one, or an index of such."""

from __future__ import annotations

from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from twisted.python.failure import Failure

from crawler.entries import Entries
from crawler.reading import ReadingError
from crawler.spiders.base import SourceSpider, body_of, reason_of

MOST_CHILDREN = 20


class SitemapSpider(SourceSpider):
    """Polls a sitemap. The children of an index are read in the same run: the frontier learns all at once."""

    async def entries(self, response: Response) -> Entries:
        top = await self.reader.sitemap(body_of(response))
        if not top.children:
            return top
        leads = list(top.leads)
        doubts = list(top.doubts)
        if len(top.children) > MOST_CHILDREN:
            doubts.append(f"{len(top.children)} sitemaps in the index; the first {MOST_CHILDREN} were read")
        for url in top.children[:MOST_CHILDREN]:
            try:
                child = await self._child(url)
            except Exception as error:
                doubts.append(f"{url}: {reason_of(Failure(error))}")
            else:
                leads.extend(child.leads)
                doubts.extend(child.doubts)
        return Entries(leads=tuple(leads), doubts=tuple(doubts), malformed=top.malformed)

    async def _child(self, url: str) -> Entries:
        response = await self.crawler.engine.download_async(Request(url, callback=NO_CALLBACK))
        if response.status != 200:
            raise ReadingError(f"HTTP {response.status}")
        return await self.reader.sitemap(body_of(response))
