"""Addresses for mail: read once, from the configuration, so that nothing later can go wrong with them."""

from __future__ import annotations

from email.headerregistry import Address
from email.utils import parseaddr

from alerts.cleaning import one_line


def mailbox(text: str) -> Address:
    """Read `name@host` or `Some Name <name@host>`; the host may be international, the name before it may not.

    Raises:
        ValueError: this is no such address.
    """
    display, plain = parseaddr(text)
    name, at, host = plain.rpartition("@")
    if text != one_line(text) or not at or not name or not host:
        raise ValueError(f"{one_line(text, 100)!r} is no mail address")
    try:
        ascii_host = host.encode("idna").decode("ascii")
        # a name that needs quoting or SMTPUTF8 is refused by most servers, and is most often a slip
        name.encode("ascii")
        return Address(display_name=one_line(display, 100), addr_spec=f"{name}@{ascii_host}")
    except (UnicodeError, ValueError, IndexError) as error:
        raise ValueError(f"{one_line(text, 100)!r} is no mail address") from error
