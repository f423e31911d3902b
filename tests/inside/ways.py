"""What a way inside is: a source that the config names, and what its site does to send the worker elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from typing import Literal

from tests.cms_sites.site import Answer

# Public addresses of a name service's sink (AS112): as public as any, and nothing of value hears a page request.
PUBLIC, PUBLIC_V6 = "192.31.196.77", "2620:4f:8000::77"

UNHEARD = (
    "10.0.0.1",
    "172.16.0.1",
    "192.168.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "169.254.169.254",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "fd00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "64:ff9b::a00:1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "::127.0.0.1",
)
"""Inside addresses that nobody listens at: an attempt shows in `listener.attempts` alone."""

Names = Mapping[str, tuple[tuple[str, ...], ...]]
"""Per host name (lower case, no dot at the end) the addresses for each look-up in turn; the last one repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where a way is tried."""

    outside: str
    """host:port of the site that the config names; the one thing inside that may be connected to."""
    inside_port: int
    """The port of the forbidden listener, which hears it on every address of this machine."""

    @property
    def url(self) -> str:
        """The outside site's base URL."""
        return f"http://{self.outside}"

    @property
    def inside(self) -> str:
        """host:port of the forbidden listener, plainly spelled."""
        return f"127.0.0.1:{self.inside_port}"

    @property
    def goal(self) -> str:
        """The plainest URL of the forbidden listener."""
        return f"http://{self.inside}/secret"


Text = Callable[[Ground], str]
Answers = Callable[[Ground], Mapping[str, Answer]]


def at_the_feed(ground: Ground) -> str:
    """Where most ways begin."""
    return f"{ground.url}/start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way inside; it fails if the worker connects to any inside address but `Ground.outside`."""

    name: str
    about: str
    kind: Literal["feed", "sitemap", "listing"] = "feed"
    links: str | None = None
    """For a listing: the CSS selector of its links."""
    source_url: Text = at_the_feed
    answers: Answers
    names: Names = field(default_factory=dict)
    proxy: Text | None = None


def bracketed(address: str) -> str:
    """An address as a URL's host."""
    return f"[{address}]" if isinstance(ip_address(address), IPv6Address) else address
