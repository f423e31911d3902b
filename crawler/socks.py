"""Requests through a SOCKS proxy, which Scrapy's default handler does not speak."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from scrapy import Request
from scrapy.core.downloader.handlers._httpx import HttpxDownloadHandler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response


class SocksDownloadHandler(HttpxDownloadHandler):
    """Scrapy's handler over httpx, with a limit on the whole answer.

    Its own limit holds for each read alone: a server that sends a byte now and then would keep it for ever.
    """

    # Scrapy would warn of it at every run of the source.
    experimental: ClassVar[bool] = False

    async def download_request(self, request: Request) -> Response:
        seconds: float = request.meta["download_timeout"]
        try:
            async with asyncio.timeout(seconds):
                return await super().download_request(request)
        except TimeoutError as error:
            raise DownloadTimeoutError(
                f"Getting {request.url} took longer than {seconds} seconds."
            ) from error
