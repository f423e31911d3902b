"""The mail server, spoken to by the standard library's client in a thread."""

from __future__ import annotations

import asyncio
import smtplib
from collections.abc import AsyncIterator
from email.message import EmailMessage
from typing import Literal

import pytest

from app.demo.mailserver import MailServer


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    server = MailServer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def address(server: MailServer) -> tuple[str, int]:
    await server.stop()
    return await server.start()


def message(subject: str = "Тривога 북한군") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "desk@wirewatch.example"
    mail["To"] = "ana@desk.example, ben@desk.example"
    mail["Subject"] = subject
    mail["Message-ID"] = "<0a1b2c@wirewatch.example>"
    mail.set_content("See http://127.0.0.1:1/a\n.\nАртилерія")
    mail.add_alternative("<p>See it</p>", subtype="html")
    return mail


async def send(address: tuple[str, int]) -> dict[str, tuple[int, bytes]]:
    def talk() -> dict[str, tuple[int, bytes]]:
        with smtplib.SMTP(*address, timeout=60) as client:
            return client.send_message(message())

    return await asyncio.to_thread(talk)


async def test_a_message_is_kept_as_it_was_sent(server: MailServer, address: tuple[str, int]) -> None:
    assert await send(address) == {}
    (mail,) = await server.mails.wait(lambda mails: len(mails) == 1, seconds=60)
    assert mail.recipients == ("ana@desk.example", "ben@desk.example")
    assert mail.sender == "desk@wirewatch.example"
    assert mail.message["Subject"] == "Тривога 북한군"
    assert mail.delivery_id == "0a1b2c"
    assert mail.text.splitlines() == ["See http://127.0.0.1:1/a", ".", "Артилерія"]


@pytest.mark.parametrize("code", [450, 550])
async def test_refusals_are_per_recipient(
    server: MailServer, address: tuple[str, int], code: Literal[450, 550]
) -> None:
    server.refuse_next(1, code, recipient="ben@desk.example")
    refused = await send(address)
    assert {name: answer[0] for name, answer in refused.items()} == {"ben@desk.example": code}
    assert server.mails.items[0].recipients == ("ana@desk.example",)
    assert await send(address) == {}


async def test_all_recipients_refused_is_a_failed_send(server: MailServer, address: tuple[str, int]) -> None:
    server.refuse_next(2, 550)
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        await send(address)
    assert server.mails.items == ()
    assert await send(address) == {}


async def test_after_421_the_server_hangs_up_and_takes_the_next_call(
    server: MailServer, address: tuple[str, int]
) -> None:
    server.refuse_next(1, 421)

    def talk() -> tuple[int, bool]:
        with smtplib.SMTP(*address, timeout=60) as client:
            client.ehlo()
            client.mail("desk@wirewatch.example")
            code, _ = client.rcpt("ana@desk.example")
            try:
                client.noop()
            except smtplib.SMTPServerDisconnected:
                return code, True
            return code, False

    assert await asyncio.to_thread(talk) == (421, True)
    assert await send(address) == {}


async def test_stopping_hangs_up_on_an_open_conversation(
    server: MailServer, address: tuple[str, int]
) -> None:
    reader, writer = await asyncio.open_connection(*address)
    assert (await reader.readline()).startswith(b"220")
    await server.stop()
    assert await asyncio.wait_for(reader.read(), 60) == b""
    writer.close()
    with pytest.raises(OSError):
        await asyncio.open_connection(*address)
