"""The rig of the webhook channel."""

from __future__ import annotations

from aiohttp import web
from pydantic import SecretStr
from standardwebhooks import Webhook, WebhookVerificationError

from alerts.channels.webhook import WebhookChannel, WebhookSettings
from tests.alerts.rigs.answers import TIMEOUT, Answer, RawServer, Rig, reset

KEY = "whsec_c2lnbmluZy1rZXktb2YtdGhlLXJlY2VpdmVy"
TOKEN = "T0K3N-in-the-path"
BEARER = "bearer-of-the-header"
_STATUS = {Answer.TEMPORARY: 503, Answer.PERMANENT: 422, Answer.UNAUTHORISED: 403}


class WebhookRig(Rig):
    """Verifies every signature, as a receiver would."""

    secrets = (KEY, KEY.removeprefix("whsec_"), TOKEN, "p4ssw0rd", "in-the-query", BEARER)

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer)
        self._raw: RawServer | None = None
        self._runner: web.AppRunner | None = None

    async def start(self, port: int) -> None:
        if self.answer in (Answer.GARBAGE, Answer.CLOSED):
            self._raw = RawServer(self.answer)
            port = await self._raw.start()
        elif port == 0:
            app = web.Application()
            app.router.add_post("/hooks/{token}", self._receive)
            self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
            await self._runner.setup()
            site = web.TCPSite(self._runner, "127.0.0.1", 0)
            await site.start()
            port = self._runner.addresses[0][1]
        self.channel = WebhookChannel(
            "hook",
            WebhookSettings(
                url=SecretStr(f"http://user:p4ssw0rd@127.0.0.1:{port}/hooks/{TOKEN}?key=in-the-query"),
                secret=SecretStr(KEY),
                headers={"X-Bearer": SecretStr(BEARER)},
                timeout=TIMEOUT,
            ),
        )

    async def stop(self) -> None:
        if self._raw is not None:
            await self._raw.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _receive(self, request: web.Request) -> web.Response:
        body = await request.read()
        try:
            verified = Webhook(KEY).verify(body, dict(request.headers))
        except WebhookVerificationError as error:
            return web.Response(status=401, text=str(error))
        match self.answer:
            case Answer.HANG:
                await self.released.wait()
            case Answer.RESET:
                reset(request.transport)
            case Answer.ACCEPTED:
                assert verified["data"]["delivery_id"] == request.headers["webhook-id"]
                self.received.append(request.headers["webhook-id"])
        return web.Response(status=_STATUS.get(self.answer, 200), text=self.echo)
