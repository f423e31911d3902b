"""The egress guard for httpx: a backend that looks a name up once, checks, and connects to what was checked."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

import anyio
import httpcore2
import httpx2
from httpcore2._backends.anyio import AnyIOBackend
from httpcore2._backends.sync import SyncBackend

from egress import EgressRefusedError, Policy

SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


#: Until when the request of this thread may take, by the monotonic clock.
DEADLINE: ContextVar[float | None] = ContextVar("deadline", default=None)


class RefusedConnectError(httpcore2.ConnectError):
    """How httpx hears of a refusal; the words are the refusal's. The pool drops an error's cause, not what it holds."""

    def __init__(self, refusal: EgressRefusedError) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


class GuardedAsyncBackend(httpcore2.AsyncNetworkBackend):
    """Connections of an event loop."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._inner = AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        with anyio.move_on_after(timeout) as scope:
            try:
                found = await anyio.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            except (OSError, UnicodeError) as error:
                raise httpcore2.ConnectError(str(error)) from error
        if scope.cancelled_caught:
            raise httpcore2.ConnectTimeout(f"{host} was not looked up in time")
        failed: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in _addresses(found):
            try:
                self._policy.check(host, port, address)
                return await self._inner.connect_tcp(
                    address, port, timeout, local_address=local_address, socket_options=socket_options
                )
            except EgressRefusedError as error:
                failed = RefusedConnectError(error)
            except httpcore2.ConnectError as error:
                failed = error
        raise failed

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


class GuardedBackend(httpcore2.NetworkBackend):
    """Connections of a thread, on which nothing is waited for beyond `DEADLINE`."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._inner = SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore2.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(str(error)) from error
        failed: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in _addresses(found):
            try:
                self._policy.check(host, port, address)
                stream = self._inner.connect_tcp(
                    address,
                    port,
                    left(timeout),
                    local_address=local_address,
                    socket_options=socket_options,
                )
                return TimedStream(stream)
            except EgressRefusedError as error:
                failed = RefusedConnectError(error)
            except httpcore2.ConnectError as error:
                failed = error
        raise failed

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


class TimedStream(httpcore2.NetworkStream):
    """A connection on which nothing is waited for beyond `DEADLINE`: a byte now and then would keep it for ever."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, left(timeout))
        return TimedStream(stream)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def guard(client: httpx2.Client, policy: Policy) -> None:
    """Put the guard into a client, whatever proxies it has."""
    for transport in (client._transport, *client._mounts.values()):
        if isinstance(transport, httpx2.HTTPTransport):
            transport._pool._network_backend = GuardedBackend(policy)
        elif transport is not None:
            raise TypeError("httpx no longer has the transport that the guard is put into")


def left(timeout: float | None) -> float | None:
    """The seconds that may still be waited, None where nothing bounds them.

    Raises:
        httpcore2.ReadTimeout: none.
    """
    deadline = DEADLINE.get()
    if deadline is None:
        return timeout
    remaining = deadline - time.monotonic()
    if remaining <= 0:
        raise httpcore2.ReadTimeout("took too long")
    return remaining if timeout is None else min(timeout, remaining)


def _addresses(found: Iterable[tuple[Any, ...]]) -> list[str]:
    """The addresses of an answer of `getaddrinfo`, each once, in its order."""
    return [*dict.fromkeys(str(info[4][0]) for info in found)]
