"""The egress guard where the deliveries' sockets are: for aiohttp and for SMTP."""

from __future__ import annotations

import asyncio
import socket

import aiohttp
from aiohttp.connector import AddrInfoType, SocketFactoryType
from yarl import URL

from egress import EgressRefusedError, Policy


def guarded_sockets(policy: Policy, host: str, port: int) -> SocketFactoryType:
    """Makes aiohttp's sockets for one host: each is asked about where it is about to connect to."""

    def make(info: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = info
        policy.check(host, port, str(address[0]))
        return socket.socket(family=family, type=kind, proto=protocol)

    return make


def guarded_session(policy: Policy, url: URL, timeout: float) -> aiohttp.ClientSession:
    """A session for one address, which it may connect to as the policy says; `timeout` is seconds for one request."""
    sockets = guarded_sockets(policy, url.host or "", url.port or 0)
    return aiohttp.ClientSession(
        # shorter than servers wait: a POST on a connection that they are closing would be lost
        connector=aiohttp.TCPConnector(keepalive_timeout=3, socket_factory=sockets),
        timeout=aiohttp.ClientTimeout(total=timeout),
        headers={"User-Agent": "wirewatch"},
        cookie_jar=aiohttp.DummyCookieJar(),
        # no proxy, no .netrc: what is not in the configuration is not used
        trust_env=False,
        auto_decompress=False,
    )


async def connected(policy: Policy, host: str, port: int) -> socket.socket:
    """A socket that is connected to a host: looked up once, checked, and connected to what was checked.

    Raises:
        OSError: it could not be connected; an `EgressRefusedError` where it must not.
    """
    loop = asyncio.get_running_loop()
    failed: OSError = OSError(f"{host} has no address")
    refused: EgressRefusedError | None = None
    for family, kind, protocol, _, address in await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        try:
            policy.check(host, port, str(address[0]))
        except EgressRefusedError as error:
            refused = error
            continue
        made = socket.socket(family=family, type=kind, proto=protocol)
        made.setblocking(False)
        try:
            await loop.sock_connect(made, address)
        except OSError as error:
            made.close()
            failed = error
        except BaseException:
            made.close()
            raise
        else:
            return made
    raise refused or failed
