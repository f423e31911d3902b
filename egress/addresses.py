"""What kind of address one is: the public internet, or a place that no stranger's link may lead to.

Sources: the IANA registries of special-purpose addresses (RFC 6890 and its successors), and the addresses under which
cloud providers serve a machine's credentials.
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address

_V4: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(network), kind)
    for network, kind in (
        ("0.0.0.0/32", "unspecified"),
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "6to4"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("255.255.255.255/32", "broadcast"),
        ("240.0.0.0/4", "reserved"),
    )
)
_V6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(network), kind)
    for network, kind in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::/96", "IPv4-compatible"),
        ("64:ff9b:1::/48", "NAT64 of a private network"),
        ("100::/64", "discarded"),
        ("2001::/32", "Teredo"),
        ("2001:db8::/32", "documentation"),
        ("2001::/23", "reserved"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")
# Networks whose last 32 bits are an IPv4 address that is connected to in the end.
_CARRIES_V4 = (
    (IPv6Network("::ffff:0:0/96"), "IPv4-mapped"),
    (IPv6Network("::ffff:0:0:0/96"), "IPv4-translated"),
    (IPv6Network("64:ff9b::/96"), "NAT64"),
)
_METADATA = frozenset(
    {
        IPv4Address("100.100.100.200"),
        IPv4Address("168.63.129.16"),
        IPv4Address("169.254.0.23"),
        IPv4Address("169.254.10.10"),
        IPv4Address("169.254.42.42"),
        IPv4Address("169.254.169.254"),
        IPv4Address("169.254.170.2"),
        IPv4Address("169.254.170.23"),
        IPv4Address("192.0.0.192"),
        IPv6Address("fd00:42::42"),
        IPv6Address("fd00:c1::a9fe:a9fe"),
        IPv6Address("fd00:ec2::23"),
        IPv6Address("fd00:ec2::254"),
        IPv6Address("fd20:ce::254"),
        IPv6Address("fe80::a9fe:a9fe"),
    }
)


@lru_cache(maxsize=4096)
def why_not_public(address: Address) -> str | None:
    """What makes an address no part of the public internet, in a few words; None where it is part of it."""
    if isinstance(address, IPv4Address):
        return _told(address, next((kind for network, kind in _V4 if address in network), None))
    for network, form in _CARRIES_V4:
        if _plain(address) in network:
            inner = why_not_public(_last_32_bits(address))
            return f"{inner}, {form}" if inner else None
    plain = _plain(address)
    kind = next((kind for network, kind in _V6 if plain in network), None)
    if kind is None and plain not in _GLOBAL_UNICAST:
        kind = "reserved"
    if kind == "IPv4-compatible":
        kind = f"{why_not_public(_last_32_bits(address)) or 'deprecated'}, IPv4-compatible"
    return _told(plain, kind)


def carries_another(address: Address) -> bool:
    """Whether an address is a form of an IPv4 one."""
    return isinstance(address, IPv6Address) and (
        any(_plain(address) in network for network, _ in _CARRIES_V4)
        or (why_not_public(address) or "").endswith("IPv4-compatible")
    )


def unmapped(address: Address) -> Address:
    """The IPv4 address that an IPv4-mapped one (`::ffff:a.b.c.d`) stands for; every other one without its zone."""
    if isinstance(address, IPv4Address):
        return address
    return address.ipv4_mapped or _plain(address)


def _told(address: Address, kind: str | None) -> str | None:
    if address not in _METADATA:
        return kind
    return f"{kind}, cloud metadata" if kind else "cloud metadata"


def _plain(address: IPv6Address) -> IPv6Address:
    """The address without its zone (`%eth0`), which would make it unequal to itself."""
    return IPv6Address(int(address)) if address.scope_id else address


def _last_32_bits(address: IPv6Address) -> IPv4Address:
    return IPv4Address(int(address) & 0xFFFFFFFF)
