"""What is special about webhooks: statuses, Retry-After, redirects, endless answers."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web
from pydantic import SecretStr
from standardwebhooks import Webhook

from alerts.channels.webhook import WebhookChannel, WebhookSettings
from alerts.channels.webhook_payload import payload
from alerts.errors import DeliveryError
from tests.alerts.samples import NOTICE, notice_now

KEY = "whsec_c2lnbmluZy1rZXktb2YtdGhlLXJlY2VpdmVy"
Receive = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def channel_to(receive: Receive, *, timeout: float = 5) -> AsyncIterator[WebhookChannel]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", receive)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/in"
    channel = WebhookChannel(
        "hook", WebhookSettings(url=SecretStr(url), secret=SecretStr(KEY), timeout=timeout)
    )
    try:
        yield channel
    finally:
        await channel.close()
        await runner.cleanup()


def test_the_payload_is_read_by_programs() -> None:
    assert json.loads(payload(NOTICE)) == {
        "type": "hit.flagged",
        "timestamp": "2025-08-03T14:20:09Z",
        "data": {
            "version": 1,
            "delivery_id": "0123456789abcdef",
            "hit_id": 31,
            "watch": "North Korea troop deployments",
            "watch_version": 2,
            "query": "EVENT(actor=@dprk, action=@deploy)",
            "article": {
                "id": 12,
                "title": "North Korea to Send Troops to Russia",
                "title_marks": [[0, 11], [15, 19]],
                "url": "https://press.example/2025/08/north-korea?id=7",
                "source": "The Defense News",
                "authors": ["A. Writer"],
                "section": "World Defense",
                "language": "en",
                "published_at": "2025-08-03T14:05:00Z",
                "collected_at": "2025-08-03T14:20:07Z",
            },
            "passages": [{"text": "Engineering troops will go.", "marks": [[12, 18]]}],
            "evidence": [
                {"field": "title", "text": "North Korea", "form": "North Korea*", "alias": "dprk"},
                {"field": "title", "text": "Send", "form": "send*", "alias": "deploy"},
            ],
            "polarity": "hedged",
            "cue": "to",
            "sentence": "North Korea to Send Troops to Russia",
            "kind": None,
            "route": None,
            "severity": None,
            "thread": None,
            "story": None,
            "change": [],
            "told_at": "2025-08-03T14:20:09Z",
        },
    }


async def test_the_signature_holds_and_the_headers_are_those_of_the_standard() -> None:
    seen: list[web.Request] = []
    bodies: list[bytes] = []

    async def receive(request: web.Request) -> web.Response:
        seen.append(request)
        bodies.append(await request.read())
        return web.Response(status=204)

    notice = notice_now()
    async with channel_to(receive) as channel:
        assert await channel.deliver(notice) == "204"
    headers = dict(seen[0].headers)
    assert Webhook(KEY).verify(bodies[0], headers)["data"]["delivery_id"] == notice.delivery_id
    assert headers["webhook-id"] == notice.delivery_id
    assert headers["webhook-timestamp"] == str(int(notice.told_at.timestamp()))
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert seen[0].method == "POST"


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
async def test_2xx_is_accepted(status: int) -> None:
    async def receive(_: web.Request) -> web.Response:
        return web.Response(status=status)

    async with channel_to(receive) as channel:
        assert (await channel.deliver(NOTICE)).startswith(str(status))


@pytest.mark.parametrize(
    ("status", "retryable"),
    [
        *((status, True) for status in (408, 425, 429, 500, 502, 503, 504, 599)),
        *((status, False) for status in (304, 400, 401, 403, 404, 405, 410, 413, 422, 451, 600)),
    ],
)
async def test_a_status_says_whether_a_retry_can_help(status: int, retryable: bool) -> None:
    async def receive(_: web.Request) -> web.Response:
        return web.Response(status=status, headers={"Retry-After": "7"})

    async with channel_to(receive) as channel:
        with pytest.raises(DeliveryError, match=str(status)) as caught:
            await channel.deliver(NOTICE)
    assert caught.value.retryable is retryable
    assert caught.value.retry_after == (timedelta(seconds=7) if retryable else None)


@pytest.mark.parametrize(("minutes", "retryable"), [(-60, True), (60, True), (4, False)])
async def test_a_signature_of_another_hour_is_refused_for_now(minutes: int, retryable: bool) -> None:
    theirs = format_datetime(datetime.now(UTC) + timedelta(minutes=minutes), usegmt=True)

    async def receive(_: web.Request) -> web.Response:
        return web.Response(status=401, headers={"Date": theirs})

    async with channel_to(receive) as channel:
        with pytest.raises(DeliveryError) as caught:
            await channel.deliver(NOTICE)
    assert caught.value.retryable is retryable
    assert ("its clock and ours are" in str(caught.value)) is retryable


@pytest.mark.parametrize("dated", ["", "tomorrow", "Mon, 99 Foo 99999999 25:61:61 GMT"])
async def test_a_date_that_is_none_changes_nothing(dated: str) -> None:
    async def receive(_: web.Request) -> web.Response:
        return web.Response(status=401, headers={"Date": dated})

    async with channel_to(receive) as channel:
        with pytest.raises(DeliveryError) as caught:
            await channel.deliver(NOTICE)
    assert not caught.value.retryable


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_named_and_never_followed(status: int) -> None:
    paths: list[str] = []

    async def receive(request: web.Request) -> web.Response:
        paths.append(request.path)
        return web.Response(status=status, headers={"Location": "/elsewhere"})

    async with channel_to(receive) as channel:
        with pytest.raises(DeliveryError, match=f"{status}: redirects are not followed") as caught:
            await channel.deliver(NOTICE)
    assert not caught.value.retryable
    assert paths == ["/in"]


async def test_an_endless_answer_is_not_read_to_its_end() -> None:
    sent = 0

    async def receive(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65536)
            sent += 65536

    async with channel_to(receive) as channel:
        answer = await channel.deliver(NOTICE)
    assert answer.startswith("200 xxx")
    assert len(answer) <= 200
    assert sent < 64 * 2**20


async def test_an_answer_that_stops_after_its_status_is_accepted() -> None:
    async def receive(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "10"})
        await response.prepare(request)
        assert request.transport is not None
        request.transport.close()
        return response

    async with channel_to(receive, timeout=1) as channel:
        assert await channel.deliver(NOTICE) == "200"


async def test_cookies_are_not_kept() -> None:
    cookies: list[str | None] = []

    async def receive(request: web.Request) -> web.Response:
        cookies.append(request.headers.get("Cookie"))
        return web.Response(headers={"Set-Cookie": "a=b"})

    async with channel_to(receive) as channel:
        await channel.deliver(NOTICE)
        await channel.deliver(NOTICE)
    assert cookies == [None, None]


@pytest.mark.parametrize(
    ("url", "secret", "header"),
    [
        ("ftp://host.example/t0ken", KEY, "x"),
        ("t0ken", KEY, "x"),
        ("http://", KEY, "x"),
        ("http://[t0ken", KEY, "x"),
        ("https://host.example/", "whsec_t0ken!", "x"),
        ("https://host.example/", "", "x"),
        ("https://host.example/", KEY, "t0ken\r\nX: y"),
    ],
)
def test_what_cannot_be_used_is_refused_without_being_shown(url: str, secret: str, header: str) -> None:
    settings = WebhookSettings(
        url=SecretStr(url), secret=SecretStr(secret), headers={"Authorization": SecretStr(header)}
    )
    with pytest.raises(ValueError, match=r"webhook|channel") as caught:
        WebhookChannel("hook", settings)
    assert "t0ken" not in str(caught.value)
