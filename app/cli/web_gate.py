"""Whether the desk may be opened on an address, and to whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.web.security.gate import Gate
    from storage.database import Database


def gate_given(
    database: Database,
    address: str,
    *,
    hostnames: Sequence[str],
    require_token: bool,
    behind_proxy: bool,
) -> tuple[Gate, frozenset[str]]:
    """What the desk asks of whoever comes, and the hosts that it is asked for, when it listens on an IP address.

    Tokens are needed wherever somebody else may come: on every address but loopback, and there behind a proxy and
    by other names.

    Raises:
        GateError: it would let in nobody, or what is given is no name of a host.
    """
    from app.web.security.gate import Gate, GateError, hosts_of, is_loopback
    from storage.access import Tokens
    from storage.clock import utc_now

    required = require_token or behind_proxy or bool(hostnames) or not is_loopback(address)
    if required and not Tokens(database).any_living(utc_now()):
        raise GateError(
            f"the desk on {address} asks for tokens, and there is none that lives: "
            "make one with wirewatch token create NAME --scope read"
        )
    hosts = hosts_of(address, hostnames)
    if not hosts:
        raise GateError(f"{address} is no name to ask for: say by --hostname how browsers call this desk")
    return Gate(token_required=required, behind_proxy=behind_proxy), hosts
