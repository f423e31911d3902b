"""Recipients who are no more are left out of later mails; with the last of them the channel is gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alerts.channels import Addressed
from alerts.channels.email import EmailChannel, EmailSettings, Security
from alerts.channels.smtp_verdict import is_gone
from alerts.errors import DeliveryError
from tests.alerts.rigs.mail_server import MailServer
from tests.alerts.samples import NOTICE

SETTINGS = EmailSettings(
    host="127.0.0.1",
    sender="watch@desk.example",
    recipients=("a@desk.example", "b@desk.example"),
    security=Security.NONE,
    timeout=60,
)


@pytest.mark.parametrize(
    ("code", "message", "gone"),
    [
        (550, "5.1.1 no such user", True),
        (550, "no such user here", True),
        (551, "User not local", True),
        (553, "5.1.3 bad mailbox syntax", True),
        (550, "5.2.1 mailbox disabled", True),
        (552, "5.2.2 mailbox full", False),
        (550, "5.2.2 mailbox full", False),
        (550, "5.7.1 blocked for spam", False),
        (554, "5.7.1 relaying denied", False),
        (554, "transaction failed", False),
        (552, "too large", False),
        (450, "4.1.1 unknown for now", False),
        (421, "5.1.1 a code that is none", False),
    ],
)
def test_which_refusals_are_of_an_address_that_is_no_more(code: int, message: str, gone: bool) -> None:
    assert is_gone(code, message) is gone


async def test_one_who_is_no_more_is_not_asked_again() -> None:
    asked: list[str] = []

    def answer(address: str) -> str:
        asked.append(address)
        return "550 5.1.1 no such user" if address.startswith("b@") else "250 OK"

    server = MailServer(on_recipient=answer)
    channel = EmailChannel("mail", replace(SETTINGS, port=await server.start()))
    assert isinstance(channel, Addressed)
    assert "b@desk.example refused" in await channel.deliver(NOTICE)
    assert channel.refused == {"b@desk.example": "550 5.1.1 no such user"}
    await channel.deliver(replace(NOTICE, delivery_id="another"))
    assert asked == ["a@desk.example", "b@desk.example", "a@desk.example"]
    channel.refused.clear()
    await channel.deliver(replace(NOTICE, delivery_id="third"))
    assert asked[3:] == ["a@desk.example", "b@desk.example"]
    await server.stop()


async def test_a_policy_against_one_mail_leaves_nobody_out() -> None:
    server = MailServer(
        on_recipient=lambda address: "550 5.7.1 spam" if address.startswith("b@") else "250 OK"
    )
    channel = EmailChannel("mail", replace(SETTINGS, port=await server.start()))
    await channel.deliver(NOTICE)
    assert channel.refused == {}
    await server.stop()


async def test_with_the_last_recipient_the_channel_is_gone() -> None:
    server = MailServer(on_recipient=lambda _: "550 5.1.1 no such user")
    channel = EmailChannel("mail", replace(SETTINGS, port=await server.start()))
    for delivery_id in ("first", "second"):
        with pytest.raises(DeliveryError, match="no such user") as caught:
            await channel.deliver(replace(NOTICE, delivery_id=delivery_id))
        assert caught.value.gone
    await server.stop()


async def test_a_mail_that_all_who_are_left_have_is_delivered() -> None:
    answers = {"a@desk.example": "250 OK", "b@desk.example": "450 4.2.1 later"}
    server = MailServer(on_recipient=lambda address: answers[address])
    channel = EmailChannel("mail", replace(SETTINGS, port=await server.start()))
    with pytest.raises(DeliveryError, match="450") as caught:
        await channel.deliver(NOTICE)
    assert caught.value.retryable
    answers["b@desk.example"] = "550 5.1.1 no such user"
    assert (await channel.deliver(NOTICE)).startswith("250 ")
    assert server.recipients == [["a@desk.example"]]
    await server.stop()
