"""What another side can do to a notice, and what a rig offers to the contract."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from abc import ABC, abstractmethod
from enum import StrEnum
from types import TracebackType
from typing import Self

from alerts.channels import Channel

# Where nobody answers, the wait for it is what the test takes; anywhere else a loaded machine has all the time.
_SHORT, _LONG = 1.5, 50.0


class Answer(StrEnum):
    """How the other side behaves."""

    ACCEPTED = "accepted"
    TEMPORARY = "temporary refusal"
    PERMANENT = "permanent refusal"
    UNAUTHORISED = "credentials refused"
    HANG = "no answer"
    RESET = "connection reset while the notice is sent"
    GARBAGE = "bytes that are no protocol"
    CLOSED = "connection closed at once"
    REFUSED = "nobody listens"


class Rig(ABC):
    """A channel and a server for it; the server puts the channel's secrets into whatever it answers."""

    channel: Channel
    secrets: tuple[str, ...]

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.received: list[str] = []
        self.released = asyncio.Event()

    @property
    def timeout(self) -> float:
        """Seconds after which the channel gives a notice up."""
        return _SHORT if self.answer is Answer.HANG else _LONG

    @property
    def echo(self) -> str:
        """All secrets, and what would break a log."""
        return " ".join(self.secrets) + " \x1b[31m"

    @abstractmethod
    async def start(self, port: int) -> None:
        """Serve on the port, or on a free one for 0, and make the channel."""

    @abstractmethod
    async def stop(self) -> None:
        """Stop serving."""

    async def __aenter__(self) -> Self:
        await self.start(_unused_port() if self.answer is Answer.REFUSED else 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.channel.close()
        self.released.set()
        await self.stop()


def reset(transport: asyncio.BaseTransport | None) -> None:
    """Close a connection with RST."""
    assert isinstance(transport, asyncio.WriteTransport)
    plain = transport.get_extra_info("socket")
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


class RawServer:
    """A server below any protocol, for GARBAGE and CLOSED."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._sessions: set[asyncio.Task[None] | None] = set()

    async def start(self) -> int:
        """Listen on a free port of loopback, and return it."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return port_of(self._server)

    async def stop(self) -> None:
        """Stop listening and wait until the last connection is closed."""
        self._server.close()
        await asyncio.gather(*(session for session in self._sessions if session))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._sessions.add(asyncio.current_task())
        with contextlib.suppress(ConnectionError):
            if self._answer is Answer.GARBAGE:
                writer.write(b"\x00\xff<html>\r\n\r\n" * 20)
                await reader.read(64)
            writer.close()
            await writer.wait_closed()


def port_of(server: asyncio.Server) -> int:
    """The port that a server listens on."""
    port = server.sockets[0].getsockname()[1]
    assert isinstance(port, int)
    return port


def _unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        assert isinstance(port, int)
        return port
