"""The refusal to connect."""

from __future__ import annotations


class EgressRefusedError(OSError):
    """A connection was refused here, before anything left. One line, without secrets.

    An OSError, as a connection that the other side refuses is one: libraries hand it on untouched.
    """

    def __init__(self, address: str, reason: str, *, host: str | None = None) -> None:
        whose = f"; an address of {host}" if host else ""
        super().__init__(f"refused to connect to {address} ({reason}{whose})")
        self.address = address
        self.reason = reason
        self.host = host
