"""The call to a watcher outside: guarded, bounded, and in nobody's way."""

from __future__ import annotations

import logging
import socket
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from pydantic import SecretStr

from alerts.heartbeat import Heartbeat, HeartbeatSettings, called
from egress import Policy
from tests.alerts.watcher import watching

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_it_is_called_as_the_configuration_says(method: Literal["GET", "POST"]) -> None:
    async with watching() as watcher:
        settings = HeartbeatSettings(url=SecretStr(watcher.url), method=method)
        assert await called(settings) is None
        assert watcher.calls == [f"{method} /s3cret-ping"]


async def test_an_answer_that_is_not_well_is_said_without_the_address() -> None:
    async with watching() as watcher:
        watcher.status = 503
        assert await called(watcher.settings()) == "127.0.0.1 answered 503"


async def test_redirects_are_not_followed() -> None:
    async with watching() as watcher:
        watcher.status, watcher.location = 302, "/elsewhere"
        assert await called(watcher.settings()) == "127.0.0.1 answered 302"
        assert watcher.calls == ["GET /s3cret-ping"]


async def test_a_name_that_leads_inside_is_refused_unless_it_is_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with watching() as watcher:
        url = watcher.url.replace("127.0.0.1", "watcher.example")
        # what a resolver can be made to say of any name
        monkeypatch.setattr(socket, "getaddrinfo", _loopback)
        said = await called(HeartbeatSettings(url=SecretStr(url)))
        assert said is not None
        assert "127.0.0.1" in said
        assert "s3cret" not in said
        assert watcher.calls == []
        allowed = Policy.allowing(("watcher.example",))
        assert await called(HeartbeatSettings(url=SecretStr(url), egress=allowed)) is None


def _loopback(_host: object, port: object, *_more: object, **_named: object) -> list[tuple[object, ...]]:
    return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", port))]


async def test_it_is_called_no_more_often_than_it_wants_to_be() -> None:
    async with watching() as watcher:
        heart = Heartbeat()
        assert not heart.is_due(NOW)
        heart.use(watcher.settings())
        for seconds in range(0, 200, 20):
            now = NOW + timedelta(seconds=seconds)
            if heart.is_due(now):
                heart.call(now)
                await heart.ended()
        assert len(watcher.calls) == 4


async def test_a_call_in_vain_is_logged_when_it_is_news(caplog: pytest.LogCaptureFixture) -> None:
    async with watching() as watcher:
        heart = Heartbeat()
        heart.use(watcher.settings())
        with caplog.at_level(logging.INFO, logger="alerts.heartbeat"):
            for status in (500, 500, 200, 200):
                watcher.status = status
                heart.call(NOW)
                await heart.ended()
    assert [record.getMessage() for record in caplog.records] == [
        "the heartbeat was called in vain: 127.0.0.1 answered 500",
        "the heartbeat is called again",
    ]
