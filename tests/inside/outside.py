"""The site that the config names: serves a way's answers, remembers what it was sent, and is a proxy when asked."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.cms_sites.site import ELSE, Answer
from tests.inside.ways import Names

NOT_THERE = Answer(body=b"not here", status=404)
WAIT_SECONDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One request: its target as sent, and its head as text."""

    target: str
    head: str


@dataclass(slots=True)
class Outside:
    """A server written without a framework, so that a header may hold what a way needs it to."""

    host: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    resolver: "Resolver" = field(default_factory=lambda: Resolver({}))
    heard: list[Heard] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request and close; what names another host is forwarded, as a proxy does."""
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), WAIT_SECONDS)
            method, target = head.split(b" ", 2)[:2]
            name = target.decode("latin-1")
            self.heard.append(Heard(target=name, head=head.decode("latin-1")))
            if method == b"CONNECT":
                host, _, port = name.rpartition(":")
                await self._tunnel(host, int(port), reader, writer)
            elif name.startswith("http://") and urlsplit(name).netloc != self.host:
                await self._forward(name, head, writer)
            else:
                path = name.removeprefix(f"http://{self.host}")
                writer.write(in_full(self.answers.get(path) or self.answers.get(ELSE, NOT_THERE)))
            await writer.drain()
        except (OSError, ValueError, TimeoutError, LookupError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _reach(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        address = self.resolver.look_up(host.strip("[]"))[0]
        return await asyncio.wait_for(asyncio.open_connection(address, port), WAIT_SECONDS)

    async def _forward(self, url: str, head: bytes, writer: asyncio.StreamWriter) -> None:
        asked = urlsplit(url)
        reader, onward = await self._reach(asked.hostname or "", asked.port or 80)
        onward.write(head)
        writer.write(await asyncio.wait_for(reader.read(65536), WAIT_SECONDS))
        onward.close()

    async def _tunnel(
        self, host: str, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        far, onward = await self._reach(host, port)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        onward.write(await asyncio.wait_for(reader.read(65536), WAIT_SECONDS))
        writer.write(await asyncio.wait_for(far.read(65536), WAIT_SECONDS))
        onward.close()


class Resolver:
    """Answers look-ups from a way's names alone: nothing is asked of the real name service."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.asked: list[str] = []

    def look_up(self, host: str) -> tuple[str, ...]:
        """The addresses for this look-up of a host; an address is its own. Raises LookupError for other names."""
        name = host.lower().rstrip(".")
        if name not in self._names:
            if name.replace(".", "").isdigit() or ":" in name:
                return (name,)
            raise LookupError(host)
        turn = self.asked.count(name)
        self.asked.append(name)
        turns = self._names[name]
        return turns[min(turn, len(turns) - 1)]


@asynccontextmanager
async def serving() -> AsyncIterator[Outside]:
    """Listen at 127.0.0.1; `host` is known then, `answers` and `resolver` are set by who uses it."""
    outside = Outside()
    server = await asyncio.start_server(outside.serve, "127.0.0.1", 0)
    outside.host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield outside
    finally:
        server.close()
        await server.wait_closed()


def in_full(answer: Answer) -> bytes:
    """An answer on the wire; header values are sent as UTF-8, whatever they hold."""
    lines = [
        f"HTTP/1.1 {answer.status} Said",
        f"Content-Type: {answer.content_type}",
        f"Content-Length: {len(answer.body)}",
        *(f"{name}: {value}" for name, value in answer.headers),
        "Connection: close",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + answer.body
