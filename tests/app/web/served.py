"""The desk on a port of this machine."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from app.web.application import build
from storage.database import Database
from tests.app.web.filled import LIMITLESS, desk_over


@contextmanager
def served(database: Database) -> Iterator[int]:
    """Its port."""
    listener = socket.create_server(("127.0.0.1", 0))
    port: int = listener.getsockname()[1]
    application = build(desk_over(database), hosts=["127.0.0.1"], limit=LIMITLESS)
    server = uvicorn.Server(uvicorn.Config(application, log_config=None, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        until(lambda: server.started)
        yield port
    finally:
        server.should_exit = True
        thread.join(30)
        listener.close()


def until(condition: Callable[[], bool]) -> None:
    """Wait for something to become true, for half a minute."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)
