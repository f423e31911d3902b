"""Serves cases, each on a port of its own, and calm sources beside them."""

import asyncio
import contextlib
import socket
import ssl
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.hostile.case import Case, Handler
from tests.hostile.certificates import Authority, authority
from tests.hostile.newsroom import good, site
from tests.hostile.wire import LONGEST_REQUEST, Reply, Request, asked

ADDRESS = "127.0.0.1"
_FAREWELL = 2.0
"""Seconds that a client has to take the last bytes before it is cut off."""


class Served(dict[str, str]):
    """The URL of each case by its name, with what was seen while they were served."""

    def __init__(self, *, trap_port: int, authority_path: Path) -> None:
        super().__init__()
        self.trap_port = trap_port
        self.authority_path = authority_path
        """PEM of the only authority under which the case with the good certificate verifies."""
        self.trapped: list[str] = []
        """A line for each connection to the port that nobody may connect to: what was asked there. Must stay empty."""
        self.requests: Counter[str] = Counter()
        """Requests by case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request that a calm source got."""

    target: str
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CalmSource:
    name: str
    url: str
    asked: list[Asked] = field(default_factory=list)


class _Ports:
    """Open ports and the clients on them; on exit every client is cut off, also one that hangs."""

    def __init__(self) -> None:
        self._servers: list[asyncio.Server] = []
        self._sockets: list[socket.socket] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "_Ports":
        return self

    async def __aexit__(self, *_: object) -> None:
        for server in self._servers:
            server.close()
        for bound in self._sockets:
            bound.close()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)  # aborted transports close their sockets in the loop's next turn

    def refusing(self) -> int:
        """A port that is taken and refuses connections."""
        bound = socket.socket()
        bound.bind((ADDRESS, 0))
        self._sockets.append(bound)
        port: int = bound.getsockname()[1]
        return port

    async def answering(
        self, desk: "_Desk", *, address: str = ADDRESS, port: int = 0, tls: ssl.SSLContext | None = None
    ) -> int:
        def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            # a task of our own: Python 3.11 logs an error for each of its own that is cancelled
            task = asyncio.create_task(_attend(desk, reader, writer))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            task.add_done_callback(lambda _: writer.transport.abort())

        server = await asyncio.start_server(
            accept, address, port, ssl=tls, limit=LONGEST_REQUEST, backlog=512, start_serving=True
        )
        self._servers.append(server)
        chosen: int = server.sockets[0].getsockname()[1]
        return chosen


@dataclass(slots=True, kw_only=True)
class _Desk:
    """Who answers on one port."""

    name: str
    handler: Handler
    trap_port: int = 0
    scheme: str = "http"
    reads: bool = True
    """False when the handler is called before the client has said anything."""
    record: list[Asked] = field(default_factory=list)
    totals: Counter[str] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reply = Reply(reader, writer)
        port = writer.get_extra_info("sockname")[1]
        base = f"{self.scheme}://{ADDRESS}:{port}"
        if not self.reads:
            await self.handler(self._request(base, "", "", {}), reply)
            return
        read = await asked(reader)
        if read is not None:
            await self.handler(self._request(base, *read), reply)

    def _request(self, base: str, method: str, target: str, headers: dict[str, str]) -> Request:
        path = target.partition("?")[0]
        self.numbers[path] += 1
        self.totals[self.name] += 1
        self.record.append(Asked(target=target, asked_at=datetime.now(UTC)))
        del self.record[:-10_000]
        return Request(
            case=self.name,
            base=base,
            trap_port=self.trap_port,
            method=method,
            target=target,
            headers=headers,
            number=self.numbers[path],
        )


async def _attend(desk: _Desk, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        await desk.handle(reader, writer)
        async with asyncio.timeout(_FAREWELL):
            writer.close()
            await writer.wait_closed()
    except (OSError, ssl.SSLError, TimeoutError):
        pass  # the client has gone, which is what it should do


@contextlib.asynccontextmanager
async def serving(cases: Iterable[Case]) -> AsyncIterator[Served]:
    """Each case on its own port of 127.0.0.1, and one port more that nobody may connect to."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        signing = authority(Path(folder))
        async with _Ports() as ports:
            served = await _with_trap(ports, signing)
            for case in cases:
                scheme = "http" if case.tls is None else "https"
                desk = _Desk(
                    name=case.name,
                    handler=case.handler,
                    trap_port=served.trap_port,
                    scheme=scheme,
                    reads=case.reads,
                    totals=served.requests,
                )
                tls = None if case.tls is None else signing.context(case.tls)
                port = await ports.answering(desk, tls=tls) if case.listens else ports.refusing()
                served[case.name] = f"{scheme}://{ADDRESS}:{port}{case.path}"
            yield served


async def _with_trap(ports: _Ports, signing: Authority) -> Served:
    """The trap listens on every spelling of this machine that the cases use: IPv4, its neighbour, and IPv6."""
    lines: list[str] = []

    async def caught(request: Request, reply: Reply) -> None:
        lines.append("a connection")
        await reply.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    desk = _Desk(name="trap", handler=caught, reads=False)
    port = await ports.answering(desk)
    for address in ("127.0.0.2", "::1"):
        with contextlib.suppress(OSError):  # a machine without IPv6, or with one loopback address
            await ports.answering(desk, address=address, port=port)
    served = Served(trap_port=port, authority_path=signing.path)
    served.trapped = lines
    return served


@contextlib.asynccontextmanager
async def calm_sources(count: int) -> AsyncIterator[list[CalmSource]]:
    """Well-behaved feeds of three articles, each on its own port, that write down when they were asked for what."""
    async with _Ports() as ports:
        calm: list[CalmSource] = []
        for number in range(1, count + 1):
            desk = _Desk(name=f"calm-{number}", handler=site(good))
            port = await ports.answering(desk)
            url = f"http://{ADDRESS}:{port}/feed.xml"
            calm.append(CalmSource(name=desk.name, url=url, asked=desk.record))
        yield calm


@contextlib.asynccontextmanager
async def answering_all(handlers: Mapping[str, Handler]) -> AsyncIterator[dict[str, str]]:
    """Each of them on its own port; scheme, address and port by name."""
    async with _Ports() as ports:
        yield {
            name: f"http://{ADDRESS}:{await ports.answering(_Desk(name=name, handler=handler))}"
            for name, handler in handlers.items()
        }
