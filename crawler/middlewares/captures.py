"""What comes for an article is held as it came until the archive has decided whether it keeps it."""

from __future__ import annotations

import asyncio
from io import BytesIO
from typing import IO, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from crawler.spiders.base import SourceSpider
from crawler.wire_answers import ANSWER, MOST_IN_MEMORY, held, wire_answer
from storage.clock import utc_now

_REQUESTED_AT = "requested_at"


class CaptureMiddleware:
    """Stands next to the downloader, where a request is all that is sent and an answer is still packed."""

    def __init__(self, spider: SourceSpider) -> None:
        self._spider = spider

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not isinstance(crawler.spider, SourceSpider):
            raise NotConfigured("not a source's spider")
        return cls(crawler.spider)

    def process_request(self, request: Request) -> None:
        request.meta[_REQUESTED_AT] = utc_now()

    async def process_response(self, request: Request, response: Response) -> Response:
        folder = self._spider.frontier.captures_folder
        if folder is None or response.status != 200 or "pending" not in request.cb_kwargs:
            return response
        body: IO[bytes]
        try:
            if len(response.body) > MOST_IN_MEMORY:
                body = await asyncio.to_thread(held, response.body, folder)
            else:
                body = BytesIO(response.body)
        except OSError:
            # The disk takes nothing: that is told where the archive wants to keep it.
            body = BytesIO(response.body)
        requested_at = request.meta[_REQUESTED_AT]
        request.meta[ANSWER] = wire_answer(request, response, self._spider.secrets, requested_at, body)
        return response
