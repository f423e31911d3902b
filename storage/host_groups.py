"""The hosts that belong together, as whoever registered their name does. Fetches nothing."""

from __future__ import annotations

import ipaddress
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import tldextract

_USUAL_PORTS = (None, 80, 443)


def outlet_of(url: str) -> str:
    """Who publishes under an address of the archive, as far as addresses tell: the registrable domain.

    Where there is none (IP addresses, `localhost`), the host, and its port if it is an unusual one.
    """
    parts = urlsplit(url)
    hostname = parts.hostname or ""
    port = "" if parts.port in _USUAL_PORTS else f":{parts.port}"
    return registrable(hostname) or f"{hostname}{port}"


@lru_cache(maxsize=2_048)
def registrable(hostname: str) -> str | None:
    """The part of a host name that its owner registered (public suffix list, private part included).

    None for addresses, `localhost` and names under no public suffix.
    """
    try:
        ipaddress.ip_address(hostname.strip("[]"))
    except ValueError:
        return _suffixes()(hostname.rstrip(".")).top_domain_under_public_suffix or None
    return None


@cache
def _suffixes() -> tldextract.TLDExtract:
    import tldextract  # brings an HTTP client with it, for which a command that has no address would wait

    # without addresses to fetch the list from, the copy inside the package is used and nothing goes out
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
