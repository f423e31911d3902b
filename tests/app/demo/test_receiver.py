"""The webhook receiver: it must tell a good signature from a bad one."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientSession
from standardwebhooks import Webhook

from app.demo.receiver import WebhookReceiver, make_secret

BODY = json.dumps({"data": {"delivery_id": "d1", "article": {"url": "http://127.0.0.1:1/북한군"}}}).encode()


def signed(secret: str, body: bytes, at: datetime | None = None) -> dict[str, str]:
    at = at or datetime.now(UTC)
    return {
        "webhook-id": "d1",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign("d1", at, body.decode()),
    }


@pytest.fixture
def secret() -> str:
    return make_secret()


@pytest.fixture
async def receiver(secret: str) -> AsyncIterator[WebhookReceiver]:
    receiver = WebhookReceiver(secret)
    yield receiver
    await receiver.stop()


async def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    async with ClientSession() as client, client.post(url, data=body, headers=headers) as answer:
        return answer.status


async def test_a_good_signature_is_accepted(receiver: WebhookReceiver, secret: str) -> None:
    status = await post(await receiver.start(), BODY, signed(secret, BODY))
    (call,) = receiver.calls.items
    assert status == call.status == 204
    assert call.verified
    assert call.accepted
    assert call.delivery_id == "d1"
    assert call.article_url == "http://127.0.0.1:1/북한군"
    assert call.body == BODY


async def test_what_is_not_signed_right_is_turned_away_with_the_reason(
    receiver: WebhookReceiver, secret: str
) -> None:
    url = await receiver.start()
    good = signed(secret, BODY)
    calls = [
        (BODY + b" ", good),
        (BODY, signed(make_secret(), BODY)),
        (BODY, signed(secret, BODY, datetime.now(UTC) - timedelta(hours=1))),
        (BODY, {}),
        (BODY, good | {"webhook-id": "d2"}),
        (BODY, good | {"webhook-signature": "nonsense"}),
        (BODY, good | {"webhook-signature": "v1,###"}),
        (b"\xff\xfe", good),
    ]
    assert [await post(url, body, headers) for body, headers in calls] == [401] * len(calls)
    assert all(call.error and not call.verified and not call.accepted for call in receiver.calls.items)


async def test_given_statuses_come_next_in_their_order(receiver: WebhookReceiver, secret: str) -> None:
    url = await receiver.start()
    receiver.answer_next([503, 410])
    assert [await post(url, BODY, signed(secret, BODY)) for _ in range(3)] == [503, 410, 204]
    assert [call.accepted for call in receiver.calls.items] == [False, False, True]
    assert all(call.verified for call in receiver.calls.items)


@pytest.mark.parametrize("body", [b"no json", b"[]", b'{"data": 3}', b'{"data": {"article": {"url": 3}}}'])
async def test_a_body_without_an_article_url_has_none(
    receiver: WebhookReceiver, secret: str, body: bytes
) -> None:
    await post(await receiver.start(), body, signed(secret, body))
    assert receiver.calls.items[0].article_url is None
