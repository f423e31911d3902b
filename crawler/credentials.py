"""A source's credentials as they are sent, and to which addresses: by crawls and by the commands that ask alike."""

from __future__ import annotations

import base64

from crawler.source import Credentials, Source
from crawler.urls import host_group


def secret_headers(credentials: Credentials) -> dict[str, str]:
    """The headers that carry the credentials, in clear."""
    headers = {name: value.get_secret_value() for name, value in credentials.headers.items()}
    if credentials.basic_auth is not None:
        user, password = credentials.basic_auth
        pair = f"{user}:{password.get_secret_value()}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode('ascii')}"
    if credentials.cookies:
        headers["Cookie"] = "; ".join(
            f"{name}={value.get_secret_value()}" for name, value in credentials.cookies.items()
        )
    return headers


def is_https(url: str) -> bool:
    """Whether what is sent to `url` can be read by nobody on the way."""
    return url[:6].casefold() == "https:"


def headers_for(source: Source, url: str) -> dict[str, str]:
    """What a request to `url` carries of the source's own, in clear.

    Nothing to another host group; and no secret in clear to its own one, where the source is read by https.
    """
    if host_group(url) != host_group(source.url):
        return {}
    agent = source.credentials.user_agent
    own = {} if agent is None else {"User-Agent": agent}
    is_safe = is_https(url) or not is_https(source.url)
    return own | secret_headers(source.credentials) if is_safe else own
