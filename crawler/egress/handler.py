"""Scrapy's download handler with the egress guard, a bound on headers, and TLS that says why it failed."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any, cast

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler, _ResponseReader, _ScrapyAgent
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError, ResponseDataLossError
from scrapy.http import Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.web.client import Agent, ResponseFailed
from twisted.web.iweb import UNKNOWN_LENGTH, IPolicyForHTTPS

from crawler.body_budget import BODIES, Holding
from crawler.egress.certificates import ExplainingContextFactory
from crawler.egress.errors import BadAnswerError
from crawler.egress.guard import check_target, policy_of
from crawler.egress.kept_connections import KeptConnectionFactory
from crawler.egress.reactor import GuardedReactor
from crawler.spiders.base import SourceSpider
from crawler.urls import host_group
from egress import Policy
from egress.policy import endpoint


class PacedReader(_ResponseReader):
    """Takes a body as far as there is room for it; the server waits meanwhile, and the answer's time goes on."""

    holding: Holding

    def dataReceived(self, data: bytes) -> None:
        super().dataReceived(data)
        if self._finished.called:
            self.holding.close()
        elif not self.holding.grow(len(data)):
            self._pause()

    def _pause(self) -> None:
        transport: Any = self.transport
        transport.pauseProducing()
        self.holding.when_admitted(transport.resumeProducing)


class GuardedAgent(_ScrapyAgent):
    """Sends one request; every connection that it opens asks the policy, and the body takes of the budget."""

    policy = Policy()

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.holding = Holding(BODIES)

    def _get_agent(self, request: Request, timeout: float) -> Agent:
        agent: Any = super()._get_agent(request, timeout)
        proxy = request.meta.get("proxy")
        host, _ = endpoint(proxy or request.url) or ("", 0)
        # The source's proxy stands in the configuration: it may be anywhere, and is reached as a proxy alone.
        policy = self.policy.naming_urls(proxy) if proxy else self.policy
        agent._reactor = agent._endpointFactory._reactor = GuardedReactor(agent._reactor, policy, host)
        guarded: Agent = agent
        return guarded

    def _cb_bodyready(self, txresponse: Any, request: Request) -> Any:
        self.holding.length = None if txresponse.length is UNKNOWN_LENGTH else txresponse.length
        ready = super()._cb_bodyready(txresponse, request)
        reader = getattr(txresponse, "_bodyProtocol", None)
        # The class cannot be chosen otherwise. What came with the headers is read already, and little.
        if isinstance(reader, _ResponseReader):
            reader.__class__ = PacedReader
            cast("PacedReader", reader).holding = self.holding
        return ready


class GuardedDownloadHandler(HTTP11DownloadHandler):
    """Downloads over http and https, directly or through an HTTP proxy."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._policy = policy_of(crawler)
        self._timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        pool: Any = self._pool
        pool._factory = partial(KeptConnectionFactory, self._patience, self._sent)
        self._contextFactory = cast("IPolicyForHTTPS", ExplainingContextFactory.from_crawler(crawler))

    async def download_request(self, request: Request) -> Response:
        if request.meta.get("proxy"):
            await check_target(self._policy, request)
        agent = GuardedAgent(
            contextFactory=self._contextFactory,
            bindAddress=self._bind_address,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
            tls_verbose_logging=self._tls_verbose_logging,
        )
        agent.policy = self._policy
        try:
            response = await self._downloaded(agent, request)
        except BaseException:
            agent.holding.close()
            raise
        BODIES.keep(agent.holding, response)
        return response

    def _patience(self, url: str) -> float:
        """The seconds for which a used connection may be silent: a host that is slow has all its time."""
        spider = self._crawler.spider
        usual = spider.slots.latency(host_group(url)) if isinstance(spider, SourceSpider) else 0.0
        return max(self._timeout / 2, 2 * usual)

    def _sent(self, url: str) -> None:
        spider = self._crawler.spider
        if isinstance(spider, SourceSpider):
            loop = asyncio.get_running_loop()
            # The reactor writes in the next round of the loop, behind what it calls then: in the one after it is done.
            loop.call_soon(loop.call_soon, spider.slots.sent, host_group(url))

    async def _downloaded(self, agent: GuardedAgent, request: Request) -> Response:
        try:
            with wrap_twisted_exceptions():
                response: Response = await maybe_deferred_to_future(agent.download_request(request))
        except DownloadFailedError as error:
            raise _named(error) from error
        except ResponseDataLossError as error:
            raise BadAnswerError("the answer is cut short") from error
        return response


def _named(error: DownloadFailedError) -> Exception:
    """The error with a name of its own that stands among those that Twisted packs into one."""
    failed = error.__cause__
    reasons = failed.reasons if isinstance(failed, ResponseFailed) else []
    return next((one.value for one in reasons if isinstance(one.value, BadAnswerError)), error)
