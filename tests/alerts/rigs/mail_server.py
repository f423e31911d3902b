"""A real SMTP server (aiosmtpd) in the test's own loop."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.alerts.rigs.answers import port_of

OnData = Callable[[SMTP, Envelope], Awaitable[str]]
OnRecipient = Callable[[str], str]


async def _take(_server: SMTP, _envelope: Envelope) -> str:
    return "250 taken"


def _welcome(_address: str) -> str:
    return "250 OK"


@dataclass(slots=True, kw_only=True)
class MailServer:
    """`on_data` and `on_recipient` answer; `mails` holds what was accepted, `recipients` for whom."""

    on_data: OnData = _take
    on_recipient: OnRecipient = _welcome
    password: str | None = None
    login_refusal: str = "535 5.7.8 no"
    tls: ssl.SSLContext | None = None
    implicit_tls: bool = False
    mails: list[bytes] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    _server: asyncio.Server | None = None
    _sessions: list[SMTP] = field(default_factory=list)

    async def start(self) -> int:
        """Listen on a free port of loopback, and return it."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            self._session, "127.0.0.1", 0, ssl=self.tls if self.implicit_tls else None
        )
        return port_of(self._server)

    async def stop(self) -> None:
        """Stop listening, cut every connection, and wait until the last session is over."""
        assert self._server is not None
        self._server.close()
        for session in self._sessions:
            if isinstance(session.transport, asyncio.WriteTransport):
                session.transport.abort()
        handlers = [task for task in asyncio.all_tasks() if "SMTP._handle_client" in repr(task.get_coro())]
        for handler in handlers:
            # aiosmtpd leaves one waiting for ever when a TLS handshake failed
            handler.cancel()
        if handlers:
            await asyncio.wait(handlers)

    def _session(self) -> SMTP:
        session = SMTP(
            self,
            hostname="mail.example",
            loop=asyncio.get_running_loop(),
            tls_context=None if self.implicit_tls else self.tls,
            require_starttls=self.tls is not None and not self.implicit_tls,
            auth_require_tls=False,
            authenticator=self._authenticate,
        )
        self._sessions.append(session)
        return session

    def _authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        assert self.password is not None
        if data.password == self.password.encode():
            return AuthResult(success=True)
        return AuthResult(success=False, handled=False, message=self.login_refusal)

    async def handle_RCPT(
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        # not left to aiosmtpd, which warns where a login is required without TLS
        if self.password is not None and not session.authenticated:
            return "530 5.7.0 log in first"
        answer = self.on_recipient(address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = await self.on_data(server, envelope)
        if answer.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            self.mails.append(content)
            self.recipients.append(list(envelope.rcpt_tos))
            self.encrypted.append(session.ssl is not None or self.implicit_tls)
        return answer
