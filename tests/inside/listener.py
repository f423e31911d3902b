"""The forbidden listener, and a record of every address that this process tries to connect to."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network

from tests.inside.ways import Ground

INSIDE = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "224.0.0.0/3",
        "::/96",
        "::ffff:0:0/96",
        "::ffff:0:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
        "fc00::/7",
        "fe80::/9",
        "ff00::/8",
    )
)
"""What this exam calls inside. All of it here is written out: no judge but this list. Only mapped, translated and
tunnelled addresses of inside ones are tried, so whole prefixes may stand for them."""


@dataclass(slots=True)
class Listener:
    """Counts connects. What is sent, if anything, is read and not answered for."""

    port: int = 0
    connects: list[str] = field(default_factory=list)

    async def hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A connect is what counts, not a request."""
        self.connects.append(str(writer.get_extra_info("peername")))
        try:
            await asyncio.wait_for(reader.read(4096), 2)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret")
            await writer.drain()
        except (OSError, TimeoutError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def forbidden() -> AsyncIterator[Listener]:
    """Listen on every address of this machine, IPv4 and (where there is any) IPv6, at one port."""
    listener = Listener()
    sockets = _bound()
    listener.port = sockets[0].getsockname()[1]
    servers = [await asyncio.start_server(listener.hear, sock=each) for each in sockets]
    try:
        yield listener
    finally:
        for server in servers:
            server.close()
            await server.wait_closed()


def _bound() -> list[socket.socket]:
    for _ in range(20):
        first = socket.socket(socket.AF_INET)
        first.bind(("0.0.0.0", 0))
        try:
            second = socket.socket(socket.AF_INET6)
        except OSError:
            return [first]
        try:
            second.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            second.bind(("::", first.getsockname()[1]))
        except OSError:
            second.close()
            if not _has_ipv6():
                return [first]
            first.close()
            continue
        return [first, second]
    raise OSError("no port is free on both IPv4 and IPv6")


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


_recorders: list[list[tuple[str, int]]] = []
_hooked: list[bool] = []


def _on_event(event: str, arguments: tuple[object, ...]) -> None:
    if event != "socket.connect" or not _recorders:
        return
    opened, address = arguments[:2]
    if not isinstance(opened, socket.socket) or opened.type != socket.SOCK_STREAM:
        return  # a look-up's datagrams go to the machine's own name server
    if isinstance(address, tuple) and len(address) >= 2:
        for recorder in _recorders:
            recorder.append((str(address[0]), int(address[1])))


@contextmanager
def attempts() -> Iterator[list[tuple[str, int]]]:
    """Record (address, port) of every connect that Python code of this process tries while the block lasts.

    It sees addresses that nobody listens at, which a listener cannot. It does not see other processes,
    nor C code that connects by itself: for these the listener counts.
    """
    if not _hooked:
        sys.addaudithook(_on_event)
        _hooked.append(True)
    record: list[tuple[str, int]] = []
    _recorders.append(record)
    try:
        yield record
    finally:
        _recorders[:] = [each for each in _recorders if each is not record]


def is_inside(host: str, port: int, ground: Ground) -> bool:
    """Whether an attempt breaks the policy. A host that is no address (never seen at connect) counts as inside."""
    if f"{host}:{port}" == ground.outside:
        return False
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return True
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return any(address in network for network in INSIDE if network.version == address.version)
