"""No request leaves before its host group's turn: the source's own, redirects, robots.txt, pages elsewhere.

What the answers took makes the next turns later.
"""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.held_back import HeldBackError, HeldElsewhereError
from crawler.host_slots import PATIENCE
from crawler.spiders.base import SourceSpider
from crawler.urls import host_group
from storage.errors import StorageError

#: Seconds that a page waits for a host that another worker asks, and after which it is tried again.
ARTICLE_PATIENCE = 5.0
ELSEWHERE = 10.0
#: Set in the meta of a robots.txt that an article waits for: for its host it waits no longer than that one would.
FOR_ARTICLE = "wirewatch_for_article"


def is_article(request: Request) -> bool:
    """Whether an article is asked for: there is another run for it."""
    return "pending" in request.cb_kwargs


class HostSlotMiddleware:
    """Waits for the turn of the request's host group; refuses where the worker is stopping or the host rests."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._default_delay = crawler.settings.getfloat("WIREWATCH_DELAY", 1.0)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        spider = self._crawler.spider
        if not isinstance(spider, SourceSpider):
            return
        group = host_group(request.url)
        own = group == host_group(spider.source.url)
        delay = spider.source.delay.total_seconds() if own else self._default_delay
        is_hasty = is_article(request) or request.meta.get(FOR_ARTICLE)
        patience = ARTICLE_PATIENCE if is_hasty else PATIENCE
        try:
            is_ours = await spider.slots.secure(group, delay, patience)
        except StorageError as error:
            raise HeldElsewhereError(
                "the archive did not say whether another worker asks its host"
            ) from error
        if not is_ours:
            if is_article(request):
                spider.held_for(ELSEWHERE)
            raise HeldElsewhereError("another worker asks its host")
        wait = spider.slots.wait_for(group, delay)
        # Not a robots.txt: it may say that the host wants no such delay any more.
        if is_article(request) and wait > PATIENCE:
            # The run's place is for others meanwhile: the article is asked for when its turn has come.
            spider.held_for(wait)
            raise HeldBackError("its turn comes later")
        is_for_pages = not request.meta.get("dont_obey_robotstxt")
        if not await spider.slots.turn(group, delay, is_for_pages=is_for_pages):
            if spider.slots.closing:
                raise HeldBackError("the worker is stopping")
            if spider.slots.rests_for(group):
                raise HeldBackError("the host asked to be left alone")
            raise HeldElsewhereError("another worker asks its host")
        spider.slots.leaves(group, request)

    def process_exception(self, request: Request, exception: Exception) -> None:
        del exception
        spider = self._crawler.spider
        if isinstance(spider, SourceSpider):
            spider.slots.gone(host_group(request.url), request)

    def process_response(self, request: Request, response: Response) -> Response:
        spider = self._crawler.spider
        if isinstance(spider, SourceSpider):
            group, latency = host_group(request.url), request.meta.get("download_latency")
            spider.slots.gone(group, request)
            if latency is not None:
                spider.slots.answered(group, latency, well=response.status == 200)
        return response
