"""Requests through a SOCKS proxy, which Scrapy's default handler does not speak."""

from __future__ import annotations

import asyncio
from typing import ClassVar

import httpx2
from scrapy import Request
from scrapy.core.downloader.handlers._httpx import HttpxDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response

from crawler.body_budget import BODIES, Holding
from crawler.egress.backends import GuardedAsyncBackend, RefusedConnectError
from crawler.egress.guard import check_target, policy_of
from egress import EgressRefusedError


class SocksDownloadHandler(HttpxDownloadHandler):
    """Scrapy's handler over httpx, with the egress guard and a limit on the whole answer.

    Its own limit holds for each read alone: a server that sends a byte now and then would keep it for ever.
    """

    # Scrapy would warn of it at every run of the source.
    experimental: ClassVar[bool] = False

    def __init__(self, crawler: Crawler) -> None:
        self._policy = policy_of(crawler)
        super().__init__(crawler)

    def _make_client(self, proxy_url: str | None = None) -> httpx2.AsyncClient:
        client = super()._make_client(proxy_url)
        policy = self._policy.naming_urls(proxy_url) if proxy_url else self._policy
        transport = client._transport
        if not isinstance(transport, httpx2.AsyncHTTPTransport):
            raise TypeError("httpx no longer has the transport that the guard is put into")
        transport._pool._network_backend = GuardedAsyncBackend(policy)
        return client

    async def download_request(self, request: Request) -> Response:
        seconds: float = request.meta["download_timeout"]
        try:
            async with asyncio.timeout(seconds):
                if request.meta.get("proxy"):
                    await check_target(self._policy, request)
                response = await super().download_request(request)
        except EgressRefusedError:
            raise
        except TimeoutError as error:
            raise DownloadTimeoutError(
                f"Getting {request.url} took longer than {seconds} seconds."
            ) from error
        except Exception as error:
            if (refusal := refusal_in(error)) is not None:
                raise refusal from None
            raise
        holding = Holding(BODIES)
        holding.grow(len(response.body))
        BODIES.keep(holding, response)
        return response


def refusal_in(error: BaseException) -> EgressRefusedError | None:
    """The refusal to connect that an error of a library stands for."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, EgressRefusedError):
            return seen
        if isinstance(seen, RefusedConnectError):
            return seen.refusal
        seen = seen.__cause__ or seen.__context__
    return None
