"""A stream ends when what let it in does, asked over a real connection."""

from __future__ import annotations

import asyncio
import http.client
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager

import pytest
import uvicorn
from starlette.responses import StreamingResponse

from app.web.serving import bind
from storage.access import Tokens
from tests.app.web.security.doors import HOST, Door

TICK = b"tick\n"


async def ticking() -> StreamingResponse:
    """A stream that would never end."""

    async def ticks() -> AsyncIterator[bytes]:
        while True:
            yield TICK
            await asyncio.sleep(0.005)

    return StreamingResponse(ticks())


@pytest.fixture
def port(door: Door) -> Iterator[int]:
    """The port of a desk that has a stream."""
    door.application.add_api_route("/ticks", ticking)
    bound = bind("127.0.0.1", 0)
    config = uvicorn.Config(door.application, log_config=None, ws="none", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: server.run(sockets=[bound.listener]))
    thread.start()
    yield bound.port
    server.should_exit = True
    thread.join(30)
    bound.listener.close()


@contextmanager
def stream(port: int, secret: str) -> Iterator[http.client.HTTPResponse]:
    """The answer to whoever listens with a token, while the block lasts."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/ticks", headers={"Host": HOST, "Authorization": f"Bearer {secret}"})
    with closing(connection), connection.getresponse() as answer:
        yield answer


def test_a_stream_goes_on_while_its_token_lives_and_ends_with_it(door: Door, port: int) -> None:
    with stream(port, door.token("anna")) as hers, stream(port, door.token("ben")) as his:
        Tokens(door.database).revoke("anna", door.clock.now)
        # It was asked a moment ago, and is taken at its word for ten seconds.
        assert hers.read(len(TICK) * 20) == TICK * 20
        door.clock.pass_(seconds=10)
        assert set(hers.read().splitlines()) <= {TICK.strip()}
        assert his.read(len(TICK) * 20) == TICK * 20
        Tokens(door.database).revoke("ben", door.clock.now)
        door.clock.pass_(seconds=10)
        assert set(his.read().splitlines()) <= {TICK.strip()}
    with stream(port, "wirewatch_none") as refused:
        assert refused.status == 401
