"""No request leaves before its host group's turn: the source's own, redirects, robots.txt, pages elsewhere.

What the answers took makes the next turns later.
"""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.held_back import HeldBackError
from crawler.host_slots import PATIENCE
from crawler.spiders.base import SourceSpider
from crawler.urls import host_group


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
        wait = spider.slots.wait_for(group, delay)
        if "pending" in request.cb_kwargs and wait > PATIENCE:
            # The run's place is for others meanwhile: the article is asked for when its turn has come.
            spider.held_for(wait)
            raise HeldBackError("its turn comes later")
        is_for_pages = not request.meta.get("dont_obey_robotstxt")
        if not await spider.slots.turn(group, delay, is_for_pages=is_for_pages):
            why = "the worker is stopping" if spider.slots.closing else "the host asked to be left alone"
            raise HeldBackError(why)

    def process_response(self, request: Request, response: Response) -> Response:
        spider = self._crawler.spider
        latency = request.meta.get("download_latency")
        if isinstance(spider, SourceSpider) and latency is not None:
            spider.slots.answered(host_group(request.url), latency, well=response.status == 200)
        return response
