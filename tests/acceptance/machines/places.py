"""Where everything is: addresses of hosts, lists and articles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.acceptance.machines.edition import Article, Edition, Kind, Source

#: On one network without a namespace; all of 127/8 is this machine.
LOOPBACK = "127.77"
_LISTS = {Kind.RSS: "feed.xml", Kind.ATOM: "atom.xml", Kind.SITEMAP: "news.xml", Kind.LISTING: "news.html"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """A host group of an address is address and port: each host has an address of its own, all have one port.

    `prefix` is the first half of the addresses, such as "127.77".
    """

    prefix: str
    port: int

    def address(self, host: int) -> str:
        return f"{self.prefix}.{host // 200}.{host % 200 + 1}"

    def origin(self, host: int) -> str:
        return f"http://{self.address(host)}:{self.port}"

    def list_url(self, source: Source) -> str:
        return f"{self.origin(source.host)}/{source.number}/{_LISTS[source.kind]}"

    def shown_url(self, article: Article) -> str:
        """The address that lists show, which may redirect to the page."""
        if article.via is not None:
            return f"{self.origin(article.via)}/go/{article.name}"
        return self.page_url(article)

    def page_url(self, article: Article) -> str:
        title = article.wording.title.rpartition(" (")[0]
        slug = re.sub(r"[^a-z0-9]+", "-", title.lower())
        return f"{self.origin(article.host)}/news/2026/{slug}-{article.name}.html"


def hosts_by_address(edition: Edition, places: Places) -> dict[str, int]:
    """The number of each host by its address."""
    return {places.address(host.number): host.number for host in edition.hosts}
