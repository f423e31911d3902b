"""What a crawl may connect to."""

from __future__ import annotations

import asyncio
import socket
from ipaddress import ip_address

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.spiders.base import SourceSpider
from egress import Policy
from egress.policy import endpoint

# A dead name server must not keep a request for longer than a dead site would.
LONGEST_LOOK_UP = 10.0


def policy_of(crawler: Crawler) -> Policy:
    """The policy of the settings, with the source's own address named."""
    policy = crawler.settings.get("WIREWATCH_EGRESS")
    if not isinstance(policy, Policy):
        policy = Policy()
    spider = crawler.spider
    return policy.naming_urls(spider.source.url) if isinstance(spider, SourceSpider) else policy


async def check_target(policy: Policy, request: Request) -> None:
    """Check whom a proxy is asked for, as far as it can be told from here.

    The proxy looks the name up itself, and may find another address than we do: what is looked up here is not
    what it connects to. A name that nobody here knows is left to it.

    Raises:
        EgressRefusedError: the host is spelled as, or resolves to, an address that may not be connected to.
    """
    place = endpoint(request.url)
    if place is None or policy.check_host(*place):
        return
    host, port = place
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(LONGEST_LOOK_UP):
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return
    for address in {str(info[4][0]) for info in found}:
        policy.check(host, port, str(ip_address(address.partition("%")[0])))
