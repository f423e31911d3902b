"""A small HTTP/1.1 server that knows from the kernel when a request arrived, however late it comes to look at it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

#: SO_TIMESTAMPNS of socket(7): each packet bears the time of its arrival. Sockets have it from the one that listens.
_SO_TIMESTAMPNS = 35
_TIMESPEC = struct.Struct("qq")
_END = b"\r\n\r\n"
_MOST = 65536


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One request without a body. `at` is in seconds of the monotonic clock, `address` the one it came to.

    Names of headers are in small letters.
    """

    at: float
    address: str
    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One answer."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class ArrivalServer:
    """Answers each request by a function that does not wait."""

    def __init__(self, answer: Callable[[Arrival], Response]) -> None:
        self._answer = answer
        self._connections: set[asyncio.Task[None]] = set()
        self._listeners: list[socket.socket] = []

    def listen(self, addresses: Sequence[str], port: int) -> None:
        """Listen at all addresses from now on."""
        loop = asyncio.get_running_loop()
        for address in addresses:
            listener = socket.socket()
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
            listener.bind((address, port))
            listener.listen(512)
            listener.setblocking(False)
            loop.add_reader(listener, self._accept, listener)
            self._listeners.append(listener)

    async def close(self) -> None:
        """Close all that is open."""
        for listener in self._listeners:
            asyncio.get_running_loop().remove_reader(listener)
            listener.close()
        for task in self._connections:
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(BlockingIOError, ConnectionError):
            connection, _ = listener.accept()
            connection.setblocking(False)
            task = asyncio.create_task(self._serve(connection))
            self._connections.add(task)
            task.add_done_callback(self._connections.discard)

    async def _serve(self, connection: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        address: str = connection.getsockname()[0]
        waiting, began = b"", 0.0
        with connection, contextlib.suppress(ConnectionError):
            while True:
                received, at = await _received(loop, connection)
                if not received:
                    return
                if not waiting:
                    began = at
                waiting += received
                while _END in waiting:
                    head, _, waiting = waiting.partition(_END)
                    response = self._answer(_arrival(head, began, address))
                    await loop.sock_sendall(connection, _written(response))
                    began = at


async def _received(loop: asyncio.AbstractEventLoop, connection: socket.socket) -> tuple[bytes, float]:
    """What came, and when; nothing where the other side has gone."""
    while True:
        try:
            data, ancillary, _, _ = connection.recvmsg(_MOST, 1024)
        except BlockingIOError:
            readable = loop.create_future()
            loop.add_reader(connection, _settle, readable)
            try:
                await readable
            finally:
                loop.remove_reader(connection)
            continue
        behind = 0.0
        for _, kind, stamp in ancillary:
            if kind == _SO_TIMESTAMPNS:
                seconds, nanoseconds = _TIMESPEC.unpack(stamp[: _TIMESPEC.size])
                behind = time.time() - seconds - nanoseconds / 1e9
        return data, time.monotonic() - behind


def _settle(readable: asyncio.Future[None]) -> None:
    if not readable.done():
        readable.set_result(None)


def _arrival(head: bytes, at: float, address: str) -> Arrival:
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    return Arrival(at=at, address=address, path=first.split(" ")[1], headers=headers)


def _written(response: Response) -> bytes:
    headers = {**response.headers, "Content-Length": str(len(response.body))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {response.status} Yes\r\n{lines}\r\n".encode() + response.body
