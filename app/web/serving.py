"""The desk's own process: one server on one address, until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

import uvicorn
from fastapi import FastAPI

from app.web.live import Pulse

# Seconds for what is being answered.
_GRACE = 2
_BACKLOG = 128
_STOPPING = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A socket that listens, and where."""

    listener: socket.socket
    host: str
    port: int

    @property
    def url(self) -> str:
        """The address to open in a browser."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


def bind(host: str, port: int) -> Bound:
    """Listen on an address of this machine; port 0 is any that is free.

    Raises:
        OSError: the address is not this machine's, or the port is taken or not allowed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends at once (TCP_NODELAY) only what is said to be TCP: else each page waits 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return Bound(listener=listener, host=host, port=listener.getsockname()[1])


class _Server(uvicorn.Server):
    """One that ends well when it is told to stop, where uvicorn's own then dies of the signal."""

    def __init__(self, settings: uvicorn.Config, pulse: Pulse) -> None:
        super().__init__(settings)
        self._pulse = pulse

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()

        def stop(number: int, frame: FrameType | None) -> None:
            self.handle_exit(number, frame)
            loop.call_soon_threadsafe(self._pulse.stop)

        before = {number: signal.signal(number, stop) for number in _STOPPING}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def serve(application: FastAPI, bound: Bound) -> None:
    """Answer until SIGTERM or SIGINT."""
    settings = uvicorn.Config(
        application,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=_GRACE,
    )
    _Server(settings, application.state.pulse).run(sockets=[bound.listener])
