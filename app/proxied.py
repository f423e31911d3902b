"""A client that asks one site through its source's proxy, and every other directly."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import httpx2

from app.config.tables import Manners
from app.fetching import client_for
from crawler.egress.backends import GuardedBackend
from crawler.urls import registrable_domain
from egress import EgressRefusedError, Policy
from egress.policy import endpoint


class ProxiedTransport(httpx2.HTTPTransport):
    """Through a proxy that may be anywhere, as the configuration names it; what is asked of it may not."""

    def __init__(self, proxy: str, policy: Policy) -> None:
        super().__init__(proxy=proxy)
        self._policy = policy

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        try:
            check_target(self._policy, str(request.url))
        except EgressRefusedError as error:
            raise httpx2.ConnectError(str(error), request=request) from None
        return super().handle_request(request)


def client_through(proxy: str, url: str, manners: Manners, policy: Policy) -> httpx2.Client:
    """A client for the source at `url`: all hosts of its site are asked through the proxy, as crawls do it."""
    transport = ProxiedTransport(proxy, policy)
    site = registrable_domain(url)
    hosts = f"*{site}" if site is not None else urlsplit(url).netloc.rpartition("@")[2]
    client = client_for(manners, policy, {f"all://{hosts}": transport})
    transport._pool._network_backend = GuardedBackend(policy.naming_urls(proxy))
    return client


def check_target(policy: Policy, url: str) -> None:
    """Check whom a proxy is asked for, as far as it can be told from here (see `crawler.egress.guard`).

    Raises:
        EgressRefusedError: the host is spelled as, or resolves to, an address that may not be connected to.
    """
    place = endpoint(url)
    if place is None or policy.check_host(*place):
        return
    host, port = place
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return
    for address in {str(info[4][0]) for info in found}:
        policy.check(host, port, address)
