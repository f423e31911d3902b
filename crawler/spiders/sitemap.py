"""A source that is a sitemap: a news sitemap, a plain one, or an index of such."""

from __future__ import annotations

from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from twisted.python.failure import Failure

from crawler.entries import Entries
from crawler.reading import ReadingError
from crawler.spiders.answers import body_of, reason_of
from crawler.spiders.base import SourceSpider

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
                if self.slots.closing:
                    raise ReadingError(f"not read whole: {url}: {_why(error)}") from error
                doubts.append(f"{url}: {_why(error)}")
            else:
                leads.extend(child.leads)
                doubts.extend(child.doubts)
        return Entries(
            leads=tuple(leads), doubts=tuple(doubts), children=top.children, malformed=top.malformed
        )

    async def _child(self, url: str) -> Entries:
        response = await self.crawler.engine.download_async(Request(url, callback=NO_CALLBACK))
        if response.status != 200:
            raise SitemapRefusedError(response.status)
        return await self.reader.sitemap(body_of(response))


class SitemapRefusedError(Exception):
    """A sitemap of an index was answered with another status than 200."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status


def _why(error: Exception) -> str:
    is_plain = isinstance(error, (SitemapRefusedError, ReadingError))
    return str(error) if is_plain else reason_of(Failure(error))
