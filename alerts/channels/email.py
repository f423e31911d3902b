"""Telling people by mail (SMTP: RFC 5321, with STARTTLS, TLS and login)."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import aiosmtplib
from pydantic import SecretStr

from alerts.channels.letter import Letterhead, letter
from alerts.channels.mailbox import mailbox
from alerts.channels.smtp_verdict import SMTP_FAILURES, failure, is_gone, may_pass
from alerts.egress import connected
from alerts.errors import DeliveryError
from alerts.notice import AnyNotice
from alerts.redaction import Redactor
from egress import Policy

# How many mails that some recipients took and others are still to take are remembered in memory.
_REMEMBERED = 1000

Refused = Mapping[str, tuple[int, str]]


class Security(StrEnum):
    """How the connection to the mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailSettings:
    """A mail server, and who is written to. `timeout` is seconds for one whole mail.

    `unsubscribe` is a mailto address for those who want no more mail, the sender's unless it is given. `egress` is what
    may be connected to beside the public internet; an address that `host` itself spells out always may, on this port.
    """

    host: str
    sender: str
    recipients: tuple[str, ...]
    port: int = 587
    security: Security = Security.STARTTLS
    username: str | None = None
    password: SecretStr | None = None
    timeout: float = 30.0
    unsubscribe: str | None = None
    egress: Policy = field(default_factory=Policy)


class EmailChannel:
    """One mail a notice, to all recipients; `smtp_verdict` says which refusals are tried again.

    Where some recipients are taken and others refused, the refused are named in the answer if it is for good,
    and tried again alone if it is for now. After a restart in between, the others may see the mail twice,
    with the same `Message-ID`.
    """

    def __init__(self, name: str, settings: EmailSettings) -> None:
        """Raise ValueError where an address of the settings is none, or nobody is written to."""
        self.name = name
        self._settings = settings
        self._sender = mailbox(settings.sender)
        self._recipients = tuple(mailbox(recipient) for recipient in settings.recipients)
        if not self._recipients:
            raise ValueError("a mail needs at least one recipient")
        self._head = Letterhead(
            sender=self._sender,
            recipients=self._recipients,
            channel=name,
            unsubscribe=settings.unsubscribe,
        )
        self.refused: dict[str, str] = {}
        self._settled: OrderedDict[str, set[str]] = OrderedDict()
        self._password = settings.password.get_secret_value() if settings.password else ""
        # AUTH PLAIN sends both in one line, which a server may echo
        plain = f"\0{settings.username}\0{self._password}" if self._password else ""
        self._redactor = Redactor([plain, self._password])
        self._where = f"{settings.host}:{settings.port}"

    async def deliver(self, notice: AnyNotice) -> str:
        """Send the mail; see `Channel.deliver`."""
        settled = self._settled.get(notice.delivery_id, set()) | self.refused.keys()
        asked = [to.addr_spec for to in self._recipients if to.addr_spec not in settled]
        if not asked:
            return self._nobody_left(notice.delivery_id)
        mail = letter(notice, self._head)
        client = self._client()
        seconds = self._settings.timeout
        try:
            async with asyncio.timeout(seconds):
                await self._connect(client)
                refused, answer = await client.sendmail(self._sender.addr_spec, asked, mail)
        except SMTP_FAILURES as error:
            if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
                self._leave_out({one.recipient: (one.code, one.message) for one in error.recipients})
                if settled - self.refused.keys() and self.refused.keys() >= set(asked):
                    return self._nobody_left(notice.delivery_id)
            nobody = all(to.addr_spec in self.refused for to in self._recipients)
            said = failure(error, where=self._where, seconds=seconds, redactor=self._redactor, gone=nobody)
        else:
            # outside the timeout: a mail that was taken in its last second is not sent again
            await _part(client)
            return self._accepted(notice.delivery_id, asked, refused, answer)
        finally:
            client.close()
        # raised out here, so that the library's error, which may quote what was sent, is not its context
        raise said

    async def close(self) -> None:
        """Nothing is held between two mails."""

    def _client(self) -> aiosmtplib.SMTP:
        security = self._settings.security
        return aiosmtplib.SMTP(
            hostname=self._settings.host,
            timeout=self._settings.timeout,
            use_tls=security is Security.TLS,
            start_tls=False,
            tls_context=None if security is Security.NONE else self._tls,
            # the library would ask DNS for a full name, which can hang longer than the mail takes
            local_hostname=socket.gethostname().encode("ascii", "ignore").decode() or "localhost",
        )

    async def _connect(self, client: aiosmtplib.SMTP) -> None:
        host, port = self._settings.host, self._settings.port
        # The library takes the socket over; the host's name is for TLS alone.
        policy = self._settings.egress.naming((host, port), localhost=True)
        made = await connected(policy, host, port)
        try:
            await client.connect(sock=made)
        except BaseException:
            if client.transport is None:
                made.close()
            raise
        if self._settings.security is Security.STARTTLS:
            await client.ehlo()
            if not client.supports_extension("starttls"):
                # a server in trouble, or somebody in between; nothing was said yet, and it may pass
                raise ConnectionAbortedError("the server offers no STARTTLS")
            await client.starttls()
        if self._settings.username is not None:
            await client.login(self._settings.username, self._password)

    def _nobody_left(self, delivery_id: str) -> str:
        """Everybody has the mail, or is refused for good."""
        if self._settled.pop(delivery_id, set()) - self.refused.keys():
            return "250 taken by all who can be written to"
        said = "; ".join(f"{to} refused: {why}" for to, why in self.refused.items())
        raise DeliveryError(
            self._redactor.line(f"{self._where}: {said}", limit=300), retryable=False, gone=True
        )

    def _leave_out(self, refused: Refused) -> None:
        for to, (code, message) in refused.items():
            if is_gone(code, message):
                self.refused[to] = self._redactor.line(f"{code} {message}")

    def _accepted(self, delivery_id: str, asked: list[str], refused: Refused, answer: str) -> str:
        said = "; ".join(f"{to} refused: {code} {message}" for to, (code, message) in refused.items())
        self._leave_out(refused)
        again = {to for to, (code, _) in refused.items() if may_pass(code)}
        if not again:
            self._settled.pop(delivery_id, None)
            return self._redactor.line(f"250 {answer} {said}", limit=300)
        # refused for good is settled too: asking again changes nothing
        self._settled.setdefault(delivery_id, set()).update(set(asked) - again)
        while len(self._settled) > _REMEMBERED:
            self._settled.popitem(last=False)
        raise DeliveryError(self._redactor.line(f"{self._where}: {said}", limit=300), retryable=True)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context()


async def _part(client: aiosmtplib.SMTP) -> None:
    """Say goodbye; the mail is taken, so nothing that happens here counts."""
    with contextlib.suppress(*SMTP_FAILURES):
        await client.quit(timeout=1)
