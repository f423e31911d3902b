"""What is special about mail: how the connection is protected, and recipients that differ."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope
from pydantic import SecretStr

from alerts.channels.email import EmailChannel, EmailSettings, Security
from alerts.channels.mailbox import mailbox
from alerts.errors import DeliveryError
from tests.alerts.certificates import server_context
from tests.alerts.rigs.mail_server import MailServer
from tests.alerts.samples import NOTICE

PLAIN = EmailSettings(
    host="127.0.0.1",
    sender="watch@desk.example",
    recipients=("a@desk.example", "b@desk.example", "c@desk.example"),
    security=Security.NONE,
    timeout=60,
)


@asynccontextmanager
async def channel_to(server: MailServer, settings: EmailSettings = PLAIN) -> AsyncIterator[EmailChannel]:
    port = await server.start()
    try:
        yield EmailChannel("mail", replace(settings, port=port))
    finally:
        await server.stop()


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
async def test_login_and_mail_go_through_tls(
    security: Security, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, trusted = server_context(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    server = MailServer(tls=context, implicit_tls=security is Security.TLS, password="pw")
    settings = replace(PLAIN, security=security, username="watcher", password=SecretStr("pw"))
    async with channel_to(server, settings) as channel:
        assert (await channel.deliver(NOTICE)).startswith("250 ")
    assert server.encrypted == [True]


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
async def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    security: Security, tmp_path: Path
) -> None:
    context, _ = server_context(tmp_path)
    server = MailServer(tls=context, implicit_tls=security is Security.TLS)
    async with channel_to(server, replace(PLAIN, security=security)) as channel:
        with pytest.raises(DeliveryError, match="certificate") as caught:
            await channel.deliver(NOTICE)
    assert caught.value.retryable
    assert server.mails == []


async def test_a_server_without_starttls_gets_neither_password_nor_mail() -> None:
    server = MailServer(password="pw")
    settings = replace(PLAIN, security=Security.STARTTLS, username="watcher", password=SecretStr("pw"))
    async with channel_to(server, settings) as channel:
        with pytest.raises(DeliveryError, match="STARTTLS") as caught:
            await channel.deliver(NOTICE)
    assert caught.value.retryable
    assert server.mails == []


async def test_recipients_refused_for_good_are_named_and_the_others_are_told() -> None:
    server = MailServer(on_recipient=lambda to: "550 5.1.1 nobody" if to[0] == "b" else "250 OK")
    async with channel_to(server) as channel:
        answer = await channel.deliver(NOTICE)
    assert "b@desk.example refused: 550 5.1.1 nobody" in answer
    assert server.recipients == [["a@desk.example", "c@desk.example"]]


async def test_recipients_refused_for_now_are_tried_again_alone() -> None:
    answers = {"a": "250 OK", "b": "450 4.2.0 greylisted", "c": "550 nobody"}
    server = MailServer(on_recipient=lambda to: answers[to[0]])
    async with channel_to(server) as channel:
        with pytest.raises(DeliveryError, match=r"b@desk\.example refused: 450") as caught:
            await channel.deliver(NOTICE)
        assert caught.value.retryable
        answers["b"] = "250 OK"
        await channel.deliver(NOTICE)
        # another notice goes to all again
        await channel.deliver(replace(NOTICE, delivery_id="fedcba"))
    assert server.recipients == [["a@desk.example"], ["b@desk.example"], ["a@desk.example", "b@desk.example"]]


@pytest.mark.parametrize(
    ("answers", "retryable"), [(("550 no",), False), (("550 no", "550 no", "451 later"), True)]
)
async def test_nobody_taken_is_final_only_if_all_were_refused_for_good(
    answers: tuple[str, ...], retryable: bool
) -> None:
    said = iter(answers * 3)
    async with channel_to(MailServer(on_recipient=lambda _: next(said))) as channel:
        with pytest.raises(DeliveryError) as caught:
            await channel.deliver(NOTICE)
    assert caught.value.retryable is retryable


async def test_a_mail_that_was_taken_stays_taken_though_the_server_goes_away() -> None:
    server = MailServer()

    async def take_and_go(session: SMTP, _envelope: Envelope) -> str:
        await session.push("250 taken")
        assert session.transport is not None
        session.transport.close()
        return "451 never seen"

    server.on_data = take_and_go
    async with channel_to(server) as channel:
        assert await channel.deliver(NOTICE) == "250 taken"


async def test_lines_that_would_end_the_mail_arrive_as_words() -> None:
    server = MailServer()
    passage = replace(NOTICE.passages[0], text=".\n.\nMAIL FROM:<x@desk.example>", marks=())
    async with channel_to(server) as channel:
        await channel.deliver(replace(NOTICE, title=".", title_marks=(), passages=(passage,)))
    assert len(server.mails) == 1
    assert b"MAIL FROM" in server.mails[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nobody",
        "@host",
        "name@",
        "a b@host.example",
        "a@host.example\r\nBcc: b@host.example",
        "a@host.example\nX: y",
        "имя@host.example",
        "a@b@c d",
        "a@" + "x" * 300,
    ],
)
def test_what_is_no_address_is_refused_when_it_is_configured(text: str) -> None:
    with pytest.raises(ValueError, match="is no mail address"):
        mailbox(text)


def test_an_international_host_is_written_in_ascii() -> None:
    assert mailbox("Desk <a@bücher.example>").addr_spec == "a@xn--bcher-kva.example"


def test_a_channel_that_writes_to_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="recipient"):
        EmailChannel("mail", replace(PLAIN, recipients=()))
