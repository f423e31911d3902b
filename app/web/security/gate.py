"""How the desk is reached, and so what it asks of whoever comes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import Scope

from app.web.security.hosts import LOOPBACK, host_in


class GateError(ValueError):
    """The desk cannot be opened as asked; the message says what to do."""


# A name of letters, digits, hyphens and dots, or an IPv6 address in brackets.
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]")
# A proxy names itself or its client in these; a browser never does.
_OF_PROXIES = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Whether tokens are needed, and whether a proxy that speaks TLS stands before the desk.

    Behind a proxy the desk's origin is https, its cookie is `Secure`, and the client is the last address of
    X-Forwarded-For: the one that the proxy itself saw.
    """

    token_required: bool = False
    behind_proxy: bool = False

    @property
    def cookie(self) -> str:
        """The name of the cookie.

        Browsers take `__Host-` by TLS and from this very host alone (draft-ietf-httpbis-rfc6265bis, 4.1.3.2).
        """
        return "__Host-wirewatch" if self.behind_proxy else "wirewatch_session"

    def scheme(self, scope: Scope) -> str:
        """The scheme by which the browser asked."""
        return "https" if self.behind_proxy else str(scope["scheme"])

    def client(self, scope: Scope) -> str | None:
        """The address of whoever asks; None where no network lies between."""
        if self.behind_proxy:
            named = ",".join(Headers(scope=scope).getlist("x-forwarded-for")).rpartition(",")[2].strip()
            if _is_address(named):
                return named
        found = scope.get("client")
        return None if found is None else str(found[0])


#: On loopback: whoever is on this machine may do all.
OPEN = Gate()


def is_loopback(address: str) -> bool:
    """Whether an IP address leads nowhere but to this machine."""
    return ip_address(address).is_loopback


def came_by_proxy(headers: Headers) -> bool:
    """Whether a proxy passed a request on: then who asks may be anywhere."""
    return any(name in headers for name in _OF_PROXIES)


def hosts_of(address: str, hostnames: Iterable[str]) -> frozenset[str]:
    """The hosts by which a desk may be asked for that listens on an IP address: it, and the names that it was given.

    Raises GateError for what is no name of a host.
    """
    bound = ip_address(address)
    literal = f"[{bound.compressed}]" if bound.version == 6 else str(bound)
    found = set(LOOPBACK) if bound.is_loopback else set()
    if not bound.is_unspecified:
        found.add(literal)
    for name in hostnames:
        host = host_in(name)
        if host is None or host != name.lower() or not _HOST.fullmatch(host):
            raise GateError(f"{name!r} is no name of a host: give it without a scheme and a port")
        found.add(host)
    return frozenset(found)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
