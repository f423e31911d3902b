"""The other side of the heartbeat: who is called after each pass, and raises the alarm when the calls stop."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from pydantic import SecretStr

from alerts.heartbeat import HeartbeatSettings


class Watcher:
    """Keeps the calls, and when the last one came by the monotonic clock; answers them."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.called_at = 0.0
        self.status = 200
        self.location: str | None = None
        self.url = ""

    def settings(self) -> HeartbeatSettings:
        """Those of a configuration that gives the address alone."""
        return HeartbeatSettings(url=SecretStr(self.url))

    async def answer(self, request: web.Request) -> web.Response:
        self.calls.append(f"{request.method} {request.path}")
        self.called_at = time.monotonic()
        headers = {} if self.location is None else {"Location": self.location}
        return web.Response(status=self.status, headers=headers)


@asynccontextmanager
async def watching() -> AsyncIterator[Watcher]:
    watcher = Watcher()
    app = web.Application()
    app.router.add_route("*", "/{name}", watcher.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    watcher.url = f"http://127.0.0.1:{runner.addresses[0][1]}/s3cret-ping"
    try:
        yield watcher
    finally:
        await runner.cleanup()
