"""A mail server on loopback that keeps what it is sent, and refuses when told to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import StrEnum
from typing import Literal
from weakref import WeakSet

from aiosmtpd.smtp import SMTP, Envelope, Session

from app.demo.received import Received

_HOST = "127.0.0.1"
_REFUSALS = {
    421: "4.3.2 Service not available, closing transmission channel",
    450: "4.2.1 Mailbox unavailable, try again later",
    550: "5.1.1 No such mailbox here",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedMail:
    """A message as it was accepted, for all recipients of one transaction."""

    received_at: datetime
    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage

    @property
    def delivery_id(self) -> str | None:
        """The left side of the Message-ID, which every retry of a delivery shares."""
        return str(self.message.get("Message-ID", "")).strip().strip("<>").rpartition("@")[0] or None

    @property
    def text(self) -> str:
        """The plain text part, or an empty string."""
        part = self.message.get_body(preferencelist=("plain",))
        return str(part.get_content()) if part is not None else ""


class Taking(StrEnum):
    """What becomes of a mail whose recipients were welcome: it is taken, its connection is dropped in the midst of it,
    or nothing is answered.
    """

    TAKEN = "taken"
    DROPPED = "dropped"
    HUNG = "hung"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailManners:
    """How a server behaves: the code for each recipient (250, 421, 450, 550), and what becomes of each mail."""

    recipient: Callable[[str], int] = lambda _address: 250
    mail: Callable[[], Taking] = lambda: Taking.TAKEN


class _Conversation(SMTP):
    """One connection; it may end in the midst of a mail."""

    def __init__(self, server: MailServer) -> None:
        super().__init__(server, hostname="mail.newsroom.example", enable_SMTPUTF8=True)
        self._server = server

    async def smtp_DATA(self, arg: str | None) -> None:
        """Take a mail, or part of one; aiosmtpd calls this by its name."""
        taking = self._server.manners.mail() if self.envelope and self.envelope.rcpt_tos else Taking.TAKEN
        if taking is Taking.HUNG:
            await self._server.released.wait()
        if taking is Taking.DROPPED and self.transport is not None:
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            await self._reader.readline()
            self.transport.close()
        else:
            await super().smtp_DATA(arg)


class MailServer:
    """An SMTP server for one event loop; `mails` holds what it accepted, `manners` say how it behaves from now on."""

    def __init__(
        self, on_mail: Callable[[ReceivedMail], None] | None = None, manners: MailManners | None = None
    ) -> None:
        self.manners = manners or MailManners()
        self.released = asyncio.Event()
        self.mails: Received[ReceivedMail] = Received(on_mail)
        self._refusals: list[tuple[int, str | None]] = []
        self._server: asyncio.Server | None = None
        self._conversations: WeakSet[SMTP] = WeakSet()

    async def start(self) -> tuple[str, int]:
        """Listen on a free port; host and port."""
        self._server = await asyncio.get_running_loop().create_server(self._converse, _HOST, 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return _HOST, port

    async def stop(self) -> None:
        """Stop listening and hang up on whoever is connected."""
        if self._server is None:
            return
        self.released.set()
        self._server.close()
        for conversation in list(self._conversations):
            if conversation.transport is not None:
                conversation.transport.close()
        await self._server.wait_closed()
        self._server = None

    def refuse_next(self, count: int, code: Literal[421, 450, 550], *, recipient: str | None = None) -> None:
        """Refuse the next `count` recipients, or the next `count` times that one recipient is named."""
        self._refusals += [(code, recipient)] * count

    def _converse(self) -> SMTP:
        conversation = _Conversation(self)
        self._conversations.add(conversation)
        return conversation

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer RCPT TO; aiosmtpd calls this by its name."""
        for position, (code, only_for) in enumerate(self._refusals):
            if only_for is None or only_for.casefold() == address.casefold():
                del self._refusals[position]
                return self._refused(server, code)
        code = self.manners.recipient(address)
        if code in _REFUSALS:
            return self._refused(server, code)
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Recipient ok"

    def _refused(self, server: SMTP, code: int) -> str:
        if code == 421 and server.transport is not None:
            # RFC 5321, 3.8: after 421 the server closes; the answer itself must still go out.
            asyncio.get_running_loop().call_soon(server.transport.close)
        return f"{code} {_REFUSALS[code]}"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the message; aiosmtpd calls this by its name."""
        content = envelope.original_content or b""
        self.mails.add(
            ReceivedMail(
                received_at=datetime.now(UTC),
                sender=envelope.mail_from or "",
                recipients=tuple(envelope.rcpt_tos),
                message=message_from_bytes(content, policy=policy.default),
            )
        )
        return "250 2.0.0 Accepted"
