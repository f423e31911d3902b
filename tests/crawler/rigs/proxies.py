"""Proxies for tests: HTTP (absolute-form requests, no CONNECT) and SOCKS5 with a user name and a password."""

from __future__ import annotations

import asyncio
import socket
import struct
from dataclasses import dataclass, field
from urllib.parse import urlsplit

HEAD_END = b"\r\n\r\n"


@dataclass(slots=True)
class HttpProxy:
    """Forwards GET requests. `heads` are the requests as they came in, `hosts` whom they were for."""

    heads: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(HEAD_END)).decode("latin-1")
        self.heads.append(head)
        first, *lines = head.removesuffix("\r\n\r\n").split("\r\n")
        method, target, version = first.split(" ")
        address = urlsplit(target)
        self.hosts.append(address.netloc)
        kept = [line for line in lines if not line.lower().startswith(("proxy-", "connection:"))]
        path = f"{address.path}?{address.query}" if address.query else address.path
        request = "\r\n".join([f"{method} {path} {version}", *kept, "Connection: close", "", ""])
        upstream, towards = await asyncio.open_connection(address.hostname, address.port)
        towards.write(request.encode("latin-1"))
        writer.write(await upstream.read())
        await writer.drain()
        towards.close()


@dataclass(slots=True)
class SocksProxy:
    """SOCKS5 (RFC 1928) with user name and password (RFC 1929). `logins` and `hosts` are what it was told."""

    logins: list[tuple[str, str]] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, count = await reader.readexactly(2)
        methods = await reader.readexactly(count)
        if 2 not in methods:
            writer.write(b"\x05\xff")
            return
        writer.write(b"\x05\x02")
        await reader.readexactly(1)
        user = await _text(reader)
        self.logins.append((user, await _text(reader)))
        writer.write(b"\x01\x00")
        _, _, _, kind = await reader.readexactly(4)
        host = socket.inet_ntoa(await reader.readexactly(4)) if kind == 1 else await _text(reader)
        (port,) = struct.unpack("!H", await reader.readexactly(2))
        self.hosts.append(f"{host}:{port}")
        upstream, towards = await asyncio.open_connection(host, port)
        writer.write(b"\x05\x00\x00\x01\x7f\x00\x00\x01" + struct.pack("!H", port))
        await writer.drain()
        await asyncio.gather(_pipe(reader, towards), _pipe(upstream, writer))


async def _text(reader: asyncio.StreamReader) -> str:
    (length,) = await reader.readexactly(1)
    return (await reader.readexactly(length)).decode()


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(65536):
        writer.write(chunk)
        await writer.drain()
    writer.close()
