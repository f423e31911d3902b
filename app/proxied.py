"""A client that asks one host through its source's proxy, and every other directly."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx2

from app.config.tables import Manners
from app.fetching import client_for
from crawler.egress.backends import GuardedBackend
from egress import Policy


def client_through(proxy: str, url: str, manners: Manners, policy: Policy) -> httpx2.Client:
    """A client for the source at `url`. Its proxy may be anywhere, as the configuration names it; nothing else may."""
    transport = httpx2.HTTPTransport(proxy=proxy)
    client = client_for(manners, policy, {f"all://{urlsplit(url).netloc}": transport})
    transport._pool._network_backend = GuardedBackend(policy.naming_urls(proxy))
    return client
