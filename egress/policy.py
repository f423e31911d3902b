"""Whether a socket may connect: to the public internet always, and inside only where the configuration says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address, ip_network
from typing import Self
from urllib.parse import urlsplit

from egress.addresses import Address, carries_another, unmapped, why_not_public
from egress.errors import EgressRefusedError
from egress.spelling import LOOPBACK, is_this_machine, literal, plain

Network = IPv4Network | IPv6Network
_NAME = re.compile(r"(?=.{1,253}\Z)[\w-]+(?:\.[\w-]+)*")
_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What may be connected to beside the public internet.

    `named` are addresses with a port that the configuration itself spells out (a source's url, a proxy, a channel):
    whoever writes `http://127.0.0.1:8080/feed` means that. They are allowed to those who ask for the address, and
    not to a name that resolves to it, nor in another form (`::ffff:127.0.0.1`). `hosts` and `networks` are what
    `[egress] allow` lists, with a port or without; a host that stands there may resolve to anything.
    """

    named: frozenset[tuple[Address, int]] = frozenset()
    hosts: frozenset[tuple[str, int | None]] = frozenset()
    networks: frozenset[tuple[Network, int | None]] = frozenset()

    @classmethod
    def allowing(cls, entries: Iterable[str]) -> Self:
        """A policy that allows these hosts, addresses and networks.

        Raises:
            ValueError: an entry is none of "host", "host:port", "10.0.0.0/8"; the message does not quote it.
        """
        hosts: set[tuple[str, int | None]] = set()
        networks: set[tuple[Network, int | None]] = set()
        for entry in entries:
            place, port = _place(entry)
            if isinstance(place, str):
                hosts.add((place, port))
            else:
                networks.add((place, port))
        return cls(hosts=frozenset(hosts), networks=frozenset(networks))

    def naming(self, *places: tuple[str, int], localhost: bool = False) -> Self:
        """This policy, with these hosts and ports named by the configuration.

        Those that are names change nothing: what they resolve to is not for the configuration to say. Nor do
        addresses in another form than the plain one (`2130706433`, `0.0.0.0`, `::ffff:127.0.0.1`): nobody who means
        127.0.0.1 writes so. `localhost` takes that name for the loopback addresses, as whoever writes down where
        his own mail server or receiver is may do.
        """
        found = {
            (address, port)
            for host, port in places
            for address in (LOOPBACK if localhost and host.casefold() == "localhost" else _plainly(host))
            if why_not_public(address)
        }
        return replace(self, named=self.named | found) if found else self

    def naming_urls(self, *urls: str, localhost: bool = False) -> Self:
        """This policy, with the hosts and ports of these addresses named (see `naming`)."""
        places = (place for url in urls if (place := endpoint(url)) is not None)
        return self.naming(*places, localhost=localhost)

    def check(self, host: str, port: int, address: str) -> None:
        """Pass where a socket that was asked for by `host` may connect to `address`.

        Raises:
            EgressRefusedError: it may not.
        """
        where: Address = ip_address(address.partition("%")[0])
        reason = why_not_public(where)
        if reason is None:
            return
        if _spelled(host) and (where, port) in self.named:
            return
        name = plain(host)
        where = unmapped(where)
        if (name, None) in self.hosts or (name, port) in self.hosts:
            return
        if any(where in network and its_port in (None, port) for network, its_port in self.networks):
            return
        raise EgressRefusedError(str(where), reason, host=None if literal(host) else host)

    def check_host(self, host: str, port: int) -> bool:
        """Check a host that somebody else will look up, as far as its spelling tells; False where it does not.

        Raises:
            EgressRefusedError: the host spells an address that may not be connected to.
        """
        spelled = _spelled(host)
        for address in spelled:
            self.check(host, port, str(address))
        return bool(spelled)


def endpoint(url: str) -> tuple[str, int] | None:
    """The host and the port of an address; None where it has none."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port or _PORTS.get(parts.scheme.lower(), 0)
    except ValueError:
        return None
    return (parts.hostname, port) if parts.hostname and port else None


def _spelled(host: str) -> tuple[Address, ...]:
    """The addresses that a host means without being looked up."""
    return LOOPBACK if is_this_machine(host) else _literal(host)


def _plainly(host: str) -> tuple[Address, ...]:
    """The address that a host spells in its plain form and that stands for no other one."""
    address = literal(host)
    if address is None or address.is_unspecified:
        return ()
    text = host.strip("[]").casefold()
    is_plain = text == str(address) if isinstance(address, IPv4Address) else "." not in text
    return (address,) if is_plain and not carries_another(address) else ()


def _literal(host: str) -> tuple[Address, ...]:
    address = literal(host)
    return () if address is None else (address,)


def _place(entry: str) -> tuple[str | Network, int | None]:
    if "/" in entry:
        try:
            return ip_network(entry.strip()), None
        except ValueError:
            raise ValueError(
                'must be a network such as "10.0.0.0/8": an address with no bit set behind its length'
            ) from None
    host, port = _split(entry.strip())
    if is_this_machine(host):
        return plain(host), port
    address = literal(host)
    if address is not None:
        return ip_network(unmapped(address)), port
    if not _NAME.fullmatch(plain(host)):
        raise ValueError('must be "host", "host:port", an address, or a network such as "10.0.0.0/8"')
    return plain(host), port


def _split(entry: str) -> tuple[str, int | None]:
    """Host and port; an IPv6 address with a port stands in brackets."""
    host, colon, port = entry.rpartition(":")
    if not colon or (":" in host and not host.endswith("]")) or entry.endswith("]"):
        return entry, None
    if not port.isascii() or not port.isdecimal() or not 1 <= int(port[:6]) <= 65535:
        raise ValueError("has a port that is no number from 1 to 65535")
    return host, int(port)
