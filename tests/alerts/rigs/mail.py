"""The rig of the email channel."""

from __future__ import annotations

import base64
import re

from aiosmtpd.smtp import SMTP, Envelope
from pydantic import SecretStr

from alerts.channels.email import EmailChannel, EmailSettings, Security
from tests.alerts.rigs.answers import Answer, RawServer, Rig, reset
from tests.alerts.rigs.mail_server import MailServer

PASSWORD = "correct horse+battery/staple"
_MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([0-9a-f]+)@", re.MULTILINE)


class MailRig(Rig):
    """Logs in with a password, in clear, for TLS has tests of its own."""

    secrets = (PASSWORD, base64.b64encode(f"\0watcher\0{PASSWORD}".encode()).decode())

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer)
        self._raw: RawServer | None = None
        self._mail: MailServer | None = None

    async def start(self, port: int) -> None:
        if self.answer in (Answer.GARBAGE, Answer.CLOSED):
            self._raw = RawServer(self.answer)
            port = await self._raw.start()
        elif port == 0:
            self._mail = MailServer(
                on_data=self._on_data,
                password="another" if self.answer is Answer.UNAUTHORISED else PASSWORD,
                login_refusal=f"535 5.7.8 no {self.echo}",
            )
            port = await self._mail.start()
        self.channel = EmailChannel(
            "mail",
            EmailSettings(
                host="127.0.0.1",
                port=port,
                security=Security.NONE,
                username="watcher",
                password=SecretStr(PASSWORD),
                sender="wirewatch <watch@desk.example>",
                recipients=("analyst@desk.example",),
                timeout=self.timeout,
            ),
        )

    async def stop(self) -> None:
        for server in (self._raw, self._mail):
            if server is not None:
                await server.stop()

    async def _on_data(self, server: SMTP, envelope: Envelope) -> str:
        match self.answer:
            case Answer.TEMPORARY:
                return f"451 4.3.0 later {self.echo}"
            case Answer.PERMANENT:
                return f"554 5.7.1 never {self.echo}"
            case Answer.HANG:
                await self.released.wait()
            case Answer.RESET:
                reset(server.transport)
                return "451 gone"
        content = envelope.content
        assert isinstance(content, bytes)
        found = _MESSAGE_ID.search(content)
        assert found is not None
        self.received.append(found[1].decode())
        return f"250 queued {self.echo}"
