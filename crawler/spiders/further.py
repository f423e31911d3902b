"""Further requests for a source's list: the documents that one names, and the pages behind its first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Protocol

import scrapy
from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler import urls
from crawler.claims import lead_records
from crawler.entries import Entries
from crawler.frontier import RunFrontier
from storage.frontier import Depth, Discovery

#: So many pages are read behind the first after a gap, at most: a calendar has no last one.
MOST_PAGES = 10
#: And at the first read, whose articles nobody is told of.
MOST_PAGES_AT_FIRST = 3


class RefusedError(Exception):
    """A document of a list was answered with another status than 200."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status


class Asker(Protocol):
    """What can ask: a spider, as far as this module needs it."""

    crawler: scrapy.crawler.Crawler


class ListReader(Protocol):
    """What reads a source's list: a spider, as far as this module needs it."""

    frontier: RunFrontier

    async def entries(self, response: Response) -> Entries: ...


class ListSpider(Asker, ListReader, Protocol):
    """One that can also ask."""


async def fetched(spider: Asker, url: str) -> Response:
    """The answer at `url`, by the source's own manners; other statuses than 200 raise `RefusedError`."""
    engine = spider.crawler.engine
    if engine is None:
        raise RuntimeError("no crawl is under way")
    response = await engine.download_async(Request(url, callback=NO_CALLBACK))
    if response.status != 200:
        raise RefusedError(response.status)
    return response


async def read_older(spider: ListSpider, url: str, entries: Entries, discovery: Discovery) -> int:
    """`follow` by the spider's own requests."""
    return await follow(spider, partial(fetched, spider), url, entries, discovery)


async def follow(
    reader: ListReader,
    fetch: Callable[[str], Awaitable[Response]],
    url: str,
    entries: Entries,
    discovery: Discovery,
) -> int:
    """Read the pages behind the first, where that is the source's first read or follows upon a gap.

    `url` is the address of the first page, `entries` and `discovery` what it held. It ends at a page that shows
    nothing new, at one that was read already, on another site, or after so many pages. Returns how many new leads
    there were. What the page or the network raises, it raises: what was found until then is kept.
    """
    if not (discovery.is_first or discovery.gap):
        return 0
    depth = Depth.BACKLOG if discovery.is_first else Depth.OLDER
    read = {urls.canonical(url)}
    found, following = 0, entries.next_page
    for _ in range(MOST_PAGES_AT_FIRST if discovery.is_first else MOST_PAGES):
        if following is None or urls.host_group(following) != urls.host_group(url):
            break
        if urls.canonical(following) in read:
            break
        read.add(urls.canonical(following))
        page = await reader.entries(await fetch(following))
        shown = await reader.frontier.discover(lead_records(page.leads), depth)
        found += shown.new
        if shown.new == 0:
            break
        following = page.next_page
    return found
