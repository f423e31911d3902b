"""What is polled: a source as the crawler needs it, credentials included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from pydantic import SecretStr

from storage.records import SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What a source's own host group is sent, and no other host (see `crawler.credentials`).

    `basic_auth` is (user, password); `proxy` an http, https, socks5 or socks5h URL.
    """

    headers: Mapping[str, SecretStr] = field(default_factory=dict)
    cookies: Mapping[str, SecretStr] = field(default_factory=dict)
    basic_auth: tuple[str, SecretStr] | None = None
    user_agent: str | None = None
    proxy: SecretStr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One `[[sources]]` row.

    `links` is the CSS selector of the links that a listing page shows to its articles, `next_link` that of the link to
    its next page, where that does not say so itself. `delay` is the least
    time between two requests to the source's host group.
    """

    name: str
    kind: SourceKind
    url: str
    interval: timedelta
    delay: timedelta
    tell_backlog: bool = False
    links: str | None = None
    next_link: str | None = None
    credentials: Credentials = field(default_factory=Credentials)
