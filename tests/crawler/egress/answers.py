"""Answers that never end, or are more than they seem. Each gets the request's writer and ends when it is closed."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Awaitable, Callable

import brotli
from backports import zstd

from tests.crawler.rigs.raw import Conversation

Answering = Callable[[asyncio.StreamWriter], Awaitable[None]]
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n"
ZEROS = bytes(1_000_000)
#: Unpacks to 200 MB.
TIMES = 200


def conversation(answering: Answering) -> Conversation:
    """Answers robots.txt with 404, and everything else so."""

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if b"/robots.txt" in head.split(b"\r\n", 1)[0]:
            writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        else:
            await answering(writer)
        await writer.drain()

    return converse


def trickle(prefix: bytes, then: bytes) -> Answering:
    """The prefix at once, then this, a byte each fifth of a second, again and again."""

    async def answering(writer: asyncio.StreamWriter) -> None:
        writer.write(prefix)
        while True:
            for byte in then:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(0.2)

    return answering


def endless(prefix: bytes, then: bytes, most: int = 400_000_000) -> Answering:
    """The prefix, then this again and again as fast as it is taken."""

    async def answering(writer: asyncio.StreamWriter) -> None:
        writer.write(prefix)
        for _ in range(most // len(then)):
            writer.write(then)
            await writer.drain()

    return answering


def at_once(*parts: bytes) -> Answering:
    """These bytes, and the end."""

    async def answering(writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()

    return answering


def packed(encoding: str, body: bytes) -> Answering:
    """A body that says how it is packed."""
    head = (
        OK
        + f"Content-Encoding: {encoding}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
    )
    return at_once(head, body)


def gzip_bomb() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(ZEROS) for _ in range(TIMES)) + packer.flush()


def deflate_bomb() -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(ZEROS) for _ in range(TIMES)) + packer.flush()


def brotli_bomb() -> bytes:
    packer = brotli.Compressor(quality=3)
    return b"".join(packer.process(ZEROS) for _ in range(TIMES)) + packer.finish()


def zstd_bomb() -> bytes:
    packer = zstd.ZstdCompressor()
    return b"".join(packer.compress(ZEROS) for _ in range(TIMES)) + packer.flush()


def many_times(times: int) -> bytes:
    body = b"<rss/>"
    for _ in range(times):
        body = gzip.compress(body)
    return body


NOTHING = "a feed without entries"
#: What the answers that never end by themselves are given; robots.txt has to come within it too.
TIMEOUT = "4s"
TIMED_OUT = "no whole answer within 4 s"
CHUNK = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
#: By name, with what must be said of it.
ANSWERS: dict[str, tuple[Answering, str]] = {
    NOTHING: (
        at_once(OK + b"Content-Length: 44\r\n\r\n<rss version='2.0'><channel></channel></rss>"),
        "no entries",
    ),
    "a header of 60 kB": (
        at_once(
            OK + b"X-Policy: " + b"x" * 60_000 + b"\r\nContent-Length: 44\r\n\r\n"
            b"<rss version='2.0'><channel></channel></rss>"
        ),
        "no entries",
    ),
    "status line by the byte": (
        trickle(b"", b"HTTP/1.1 200 OK and so on and so on"),
        TIMED_OUT,
    ),
    "headers by the byte": (trickle(OK, b"X-Slow: yes\r\n"), TIMED_OUT),
    "body by the byte": (trickle(OK + b"Content-Length: 9999\r\n\r\n", b" "), TIMED_OUT),
    "chunks by the byte": (
        trickle(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        TIMED_OUT,
    ),
    "interim answers by the byte": (
        trickle(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        TIMED_OUT,
    ),
    "a hundred thousand headers": (
        at_once(OK, b"".join(b"X-Header-%d: a value\r\n" % number for number in range(100_000)), b"\r\n"),
        "headers of the answer are larger",
    ),
    "endless headers": (endless(OK, b"X-Header: again\r\n" * 1000), "headers of the answer are larger"),
    "one endless header": (endless(OK + b"X-Long: ", b"x" * 65536), "headers of the answer are larger"),
    "one header of many lines": (
        endless(OK + b"X-Long: 1\r\n", b" and so on\r\n" * 1000),
        "headers of the answer are larger",
    ),
    "endless interim answers": (
        endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
        "headers of the answer are larger",
    ),
    "an endless status line": (
        endless(b"HTTP/1.1 200 ", b"OK " * 20_000),
        "headers of the answer are larger",
    ),
    "an endless body": (endless(OK + b"\r\n", b"x" * 65536), "max_response"),
    "endless chunks": (endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", CHUNK), "max_response"),
    "a body of a terabyte": (at_once(OK + b"Content-Length: 1000000000000\r\n\r\n", b"x"), "max_response"),
    "an endless length of a chunk": (
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0" * 65536),
        "cut short",
    ),
    "a gzip bomb": (packed("gzip", gzip_bomb()), "max_response"),
    "a deflate bomb": (packed("deflate", deflate_bomb()), "max_response"),
    "a brotli bomb": (packed("br", brotli_bomb()), "max_response"),
    "a zstd bomb": (packed("zstd", zstd_bomb()), "max_response"),
    "a bomb within a bomb": (packed("gzip, gzip", gzip.compress(gzip_bomb(), 9)), "max_response"),
    "a bomb in two ways": (packed("br, gzip", gzip.compress(brotli_bomb())), "max_response"),
    "packed twenty times": (packed(", ".join(["gzip"] * 20), many_times(20)), "packed 20 times over"),
    "not what it says": (packed("br", b"this is no brotli at all"), "cannot be unpacked"),
    "no zstd": (packed("zstd", b"this is no zstd at all"), "cannot be unpacked"),
}
