"""Packed bodies are unpacked within bounds: of size, of how often they are packed, and of what all bodies may take."""

from __future__ import annotations

import asyncio
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response
from scrapy.utils._compression import _DecompressionMaxSizeExceeded

from crawler.body_budget import BODIES, Holding
from crawler.egress.errors import BadAnswerError
from crawler.unpacking import unpacked


class BoundedCompressionMiddleware:
    """Unpacks what is small at once, and a large body when there is room for it."""

    def __init__(self, crawler: Crawler) -> None:
        self._unpacking = _Unpacking(crawler=crawler)
        self._seconds = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self._most = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        self._unpacking.process_request(request)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        if b"Content-Encoding" not in response.headers or self._unpacking.is_small(response):
            return self._unpacking.process_response(request, response)
        packed = BODIES.taken(response) or Holding(BODIES)
        body = Holding(BODIES)
        try:
            if not BODIES.admits(packed, self._most):
                # A bomb must not wait for its end; what is none is unpacked once more when it may stay.
                self._unpacking.process_response(request, response)
                await self._room(request, packed)
            unpacked = self._unpacking.process_response(request, response)
            if isinstance(unpacked, Response):
                body.grow(len(unpacked.body))
                BODIES.keep(body, unpacked)
            return unpacked
        finally:
            packed.close()

    async def _room(self, request: Request, packed: Holding) -> None:
        try:
            async with asyncio.timeout(self._seconds / 2):
                await packed.admitted(self._most)
        except TimeoutError as error:
            raise DownloadTimeoutError(
                f"Getting {request.url} took longer than {self._seconds / 2:g} seconds to be unpacked."
            ) from error


class _Unpacking(HttpCompressionMiddleware):
    """Scrapy's, which bounds each layer by DOWNLOAD_MAXSIZE, with a bound on the layers and an error with a name."""

    _small: tuple[bytes, tuple[bytes, list[bytes]]] | None = None

    def is_small(self, response: Response) -> bool:
        """Whether the body is small when unpacked, or cannot be unpacked at all."""
        try:
            packings = response.headers.getlist("Content-Encoding")
            unpacked = self._handle_encoding(response.body, packings, BODIES.small)
        except _DecompressionMaxSizeExceeded:
            return False
        except (BadAnswerError, IgnoreRequest):
            return True
        self._small = response.body, unpacked
        return True

    def _handle_encoding(
        self, body: bytes, content_encoding: list[bytes], max_size: int
    ) -> tuple[bytes, list[bytes]]:
        if (known := self._small) is not None:
            self._small = None
            if known[0] is body:
                return known[1]
        return unpacked(body, content_encoding, max_size)
