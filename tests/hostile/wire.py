"""HTTP as bytes on a socket: a request read leniently, and a reply that may be as wrong as it likes."""

import asyncio
import socket
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LONGEST_REQUEST = 1 << 20
CHUNK = 1 << 16
"""Bytes written between two looks at whether the client is still there."""

Headers = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What one client asked. A TLS greeting on a plain port has the method ``TLS`` and no path."""

    case: str
    base: str
    """Scheme, address and port under which the case is served, without a slash at the end."""
    trap_port: int
    """A port that nobody may connect to: whoever follows a link there has left the site for an inside address."""
    method: str
    target: str
    headers: Mapping[str, str]
    """By name in lower case."""
    number: int
    """1 for the first request of this path, 2 for the next one, ..."""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def trap(self) -> str:
        return f"http://127.0.0.1:{self.trap_port}"

    @property
    def conditional(self) -> bool:
        return "if-none-match" in self.headers or "if-modified-since" in self.headers


def head(status: str, headers: Headers = ()) -> bytes:
    """The status line and headers with the empty line after them; nothing is checked or added."""
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")


class Reply:
    """Writes raw bytes to one client. Everything raises ConnectionError once the client has gone."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        writer.transport.set_write_buffer_limits(high=CHUNK)

    async def write(self, data: bytes) -> None:
        for start in range(0, len(data), CHUNK):
            if self._writer.transport.is_closing():
                raise ConnectionResetError
            self._writer.write(data[start : start + CHUNK])
            await self._writer.drain()

    async def stream(self, chunks: Iterable[bytes]) -> None:
        for chunk in chunks:
            await self.write(chunk)
            await asyncio.sleep(0)

    async def send(
        self,
        body: bytes,
        *,
        status: str = "200 OK",
        media_type: str = "application/rss+xml; charset=utf-8",
        headers: Headers = (),
    ) -> None:
        """A faultless answer, as far as HTTP is concerned."""
        length = (("Content-Type", media_type), ("Content-Length", str(len(body))), ("Connection", "close"))
        await self.write(head(status, (*length, *headers)) + body)

    async def trickle(self, data: bytes, *, every: float = 1.0) -> None:
        """One byte each ``every`` seconds."""
        for start in range(len(data)):
            await self.write(data[start : start + 1])
            await asyncio.sleep(every)

    async def hang(self) -> None:
        """Say no more, until the client goes away."""
        while await self._reader.read(CHUNK):
            pass

    def reset(self) -> None:
        """Break the connection off with an RST in place of an orderly end."""
        connection = self._writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()

    async def reset_after_delivery(self) -> None:
        """Break off once all that was written has left this process."""
        self._writer.transport.set_write_buffer_limits(high=0)
        await self._writer.drain()
        await asyncio.sleep(0.05)  # the client must have had a chance to read, or the kernel throws it away
        self.reset()


async def asked(reader: asyncio.StreamReader) -> tuple[str, str, dict[str, str]] | None:
    """Method, target and headers of the next request; None when the client said nothing that can be answered."""
    first = await reader.read(1)
    if not first:
        return None
    if first == b"\x16":
        return "TLS", "", {}
    try:
        text = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return None
    line, *fields = text.rstrip().split("\r\n")
    words = line.split(" ")
    if len(words) < 2:
        return None
    pairs = (field.partition(":") for field in fields)
    return words[0], words[1], {name.strip().lower(): value.strip() for name, _, value in pairs}
