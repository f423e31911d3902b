"""Hosts as people and libraries spell them: an address in any of its forms, a name of this machine, or a name."""

from __future__ import annotations

import re
import unicodedata
from ipaddress import IPv4Address, IPv6Address

from egress.addresses import Address

_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_OWN_NAMES = frozenset(
    {"localhost", "localhost.localdomain", "localhost4", "localhost6", "ip6-localhost", "ip6-loopback"}
)
LOOPBACK: tuple[Address, ...] = (IPv4Address("127.0.0.1"), IPv6Address("::1"))


def plain(host: str) -> str:
    """A host in the form in which two spellings of one are equal: no brackets, no last dot, small letters."""
    text = unicodedata.normalize("NFKC", host).replace("\u3002", ".")
    return text.strip().strip("[]").rstrip(".").casefold()


def literal(host: str) -> Address | None:
    """The address that a host spells; None for a name.

    Takes every form that `inet_aton` takes (`2130706433`, `0x7f.1`, `0177.0.0.1`), full-width digits, brackets and
    IPv6 zones, since one of the libraries behind us takes each of them.
    """
    text = plain(host)
    if ":" in text:
        try:
            return IPv6Address(text.partition("%")[0])
        except ValueError:
            return None
    return _aton(text)


def is_this_machine(host: str) -> bool:
    """Whether a name stands for loopback wherever it is looked up (RFC 6761, 6.3)."""
    name = plain(host)
    return name in _OWN_NAMES or name.endswith(".localhost")


def _aton(text: str) -> IPv4Address | None:
    parts = text.split(".")
    if not 1 <= len(parts) <= 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    numbers = [_number(part) for part in parts]
    if None in numbers:
        return None
    *octets, last = [number or 0 for number in numbers]
    if any(octet > 255 for octet in octets) or last >= 256 ** (4 - len(octets)):
        return None
    value = last
    for place, octet in enumerate(octets):
        value += octet << (8 * (3 - place))
    return IPv4Address(value)


def _number(part: str) -> int | None:
    """A decimal, octal (leading 0) or hexadecimal (0x) number of at most 32 bits or so."""
    if len(part) > 32:
        return None
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    try:
        return int(part, 8) if part.startswith("0") else int(part)
    except ValueError:
        return None
