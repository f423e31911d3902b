"""The rig of a channel that posts JSON: a server on loopback that answers as it is told."""

from __future__ import annotations

import json
import re
from abc import abstractmethod
from typing import Any

from aiohttp import web

from alerts.channels import Channel
from tests.alerts.rigs.answers import Answer, RawServer, Rig, reset

STATUS = {Answer.TEMPORARY: 503, Answer.PERMANENT: 422, Answer.UNAUTHORISED: 403}
_DELIVERY = re.compile(r"delivery ([0-9a-f]+)")


class HttpRig(Rig):
    """What all of them share; `bodies` holds what was accepted."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer)
        self.bodies: list[dict[str, Any]] = []
        self._raw: RawServer | None = None
        self._runner: web.AppRunner | None = None

    async def start(self, port: int) -> None:
        if self.answer in (Answer.GARBAGE, Answer.CLOSED):
            self._raw = RawServer(self.answer)
            port = await self._raw.start()
        elif port == 0:
            app = web.Application()
            app.router.add_post("/{path:.*}", self._receive)
            self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
            await self._runner.setup()
            await web.TCPSite(self._runner, "127.0.0.1", 0).start()
            port = self._runner.addresses[0][1]
        self.channel = self.make(f"http://127.0.0.1:{port}")

    @abstractmethod
    def make(self, server: str) -> Channel:
        """The channel that posts to this server."""

    async def stop(self) -> None:
        if self._raw is not None:
            await self._raw.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    async def delivery_id(self, request: web.Request) -> str:
        """The id that what was received carries."""
        found = _DELIVERY.search(json.dumps(await request.json()))
        assert found is not None
        return found[1]

    async def _receive(self, request: web.Request) -> web.Response:
        match self.answer:
            case Answer.HANG:
                await self.released.wait()
            case Answer.RESET:
                reset(request.transport)
            case Answer.ACCEPTED:
                self.received.append(await self.delivery_id(request))
                self.bodies.append(await request.json())
        return web.Response(status=STATUS.get(self.answer, 200), text=self.echo)
