"""robots.txt is obeyed by every request, as RFC 9309 says, and asked for once for all crawls of the process."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http.request import NO_CALLBACK
from twisted.python.failure import Failure

from crawler.egress.errors import BadAnswerError
from crawler.held_back import HeldBackError, HeldElsewhereError
from crawler.middlewares.slots import ELSEWHERE, FOR_ARTICLE, is_article
from crawler.robots import MOST_BYTES, origin_and_path
from crawler.robots_refusals import RobotsForbiddenError, RobotsUnknownError
from crawler.spiders.answers import reason_of
from crawler.spiders.base import SourceSpider
from crawler.urls import host_group
from egress import EgressRefusedError
from storage.errors import StorageError

# RFC 9309, 2.3.1.2; a file behind more of them counts as one that is not there.
MOST_REDIRECTS = 5


class RobotsMiddleware:
    """Refuses what the site's robots.txt forbids, and everything where the site is in trouble.

    The file is asked for through all other middlewares: with the egress guard, in the host's turn, and with the
    source's credentials for its own host group alone.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._agent: str = crawler.settings["USER_AGENT"]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        spider = self._crawler.spider
        if request.meta.get("dont_obey_robotstxt") or not isinstance(spider, SourceSpider):
            return
        try:
            origin, path = origin_and_path(request.url)
        except ValueError:
            raise BadAnswerError("it leads to what is no http or https address") from None
        for_article = is_article(request)
        group, ask = host_group(request.url), partial(self._ask, origin, for_article=for_article)
        try:
            rules = await spider.slots.robots.rules(origin, ask, is_patient=not for_article)
        except HeldElsewhereError:
            if for_article:
                spider.held_for(ELSEWHERE)
            raise
        delay = rules.crawl_delay(self._agent) or 0.0
        spider.slots.slow_down(group, delay, origin)
        if delay:
            # The lease is renewed with it in a while, where this fails.
            with suppress(StorageError):
                await spider.slots.note(group)
        rule = rules.forbidding(request.url, self._agent)
        if rule is not None:
            raise RobotsForbiddenError(path, rule.written)

    async def _ask(self, origin: str, *, for_article: bool) -> bytes:
        """A site's robots.txt; nothing where it has none."""
        asked = Request(
            f"{origin}/robots.txt",
            priority=1000,
            meta={
                "dont_obey_robotstxt": True,
                "redirect_ttl": MOST_REDIRECTS,
                FOR_ARTICLE: for_article,
            },
            callback=NO_CALLBACK,
        )
        try:
            response = await self._crawler.engine.download_async(asked)
        except (HeldBackError, EgressRefusedError):
            raise
        except IgnoreRequest as error:
            if "max redirections" in str(error):
                return b""
            raise RobotsUnknownError(
                f"cannot be read: {reason_of(Failure(error))}", is_unreachable=False
            ) from error
        except Exception as error:
            raise RobotsUnknownError(
                f"cannot be had: {reason_of(Failure(error))}", is_unreachable=True
            ) from error
        if response.status >= 500:
            raise RobotsUnknownError(
                f"answered {response.status}, so that nobody can say what is allowed", is_unreachable=False
            )
        return response.body[:MOST_BYTES] if 200 <= response.status < 300 else b""
