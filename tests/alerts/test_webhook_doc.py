"""docs/webhook.md says what is sent, and its verifier takes it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from alerts.channels.webhook_payload import payload
from alerts.retries import pause
from tests.alerts.samples import NOTICE, notice_now
from tests.alerts.story_samples import DIGEST
from tests.alerts.test_webhook import KEY, channel_to

PAGE = (Path(__file__).parents[2] / "docs" / "webhook.md").read_text("utf-8")
Verify = Callable[[str, dict[str, str], bytes], dict[str, Any] | None]


def block(language: str) -> str:
    found = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def verifier() -> Verify:
    names: dict[str, Any] = {}
    exec(compile(block("python"), "docs/webhook.md", "exec"), names)
    found: Verify = names["hit"]
    return found


def test_the_example_is_what_is_sent() -> None:
    assert json.loads(block("json")) == json.loads(payload(NOTICE))


async def test_the_verifier_takes_what_the_channel_sends_and_nothing_else() -> None:
    calls: list[tuple[dict[str, str], bytes]] = []

    async def receive(request: web.Request) -> web.Response:
        calls.append((dict(request.headers), await request.read()))
        return web.Response(status=204)

    notice = notice_now()
    async with channel_to(receive) as channel:
        await channel.deliver(notice)
    [(headers, body)] = calls
    hit = verifier()
    assert hit(KEY, headers, body) == json.loads(payload(notice))["data"]
    assert hit(KEY, headers, body + b" ") is None
    assert hit("whsec_YW5vdGhlciBrZXkgb2Ygc29tZWJvZHk=", headers, body) is None
    assert hit(KEY, headers | {"webhook-signature": "nonsense"}, body) is None
    assert hit(KEY, {}, body) is None


def test_the_pauses_are_those_of_the_schedule() -> None:
    stated = re.search(r"with each failure: (.*?), then 1 h each time", PAGE.replace("\n", " "))
    assert stated is not None
    pauses = [
        timedelta(**{{"s": "seconds", "min": "minutes"}[unit]: int(number) for number, unit in found})
        for found in (re.findall(r"(\d+) (s|min)", one) for one in stated[1].split(","))
    ]
    assert pauses == [pause(attempt) for attempt in range(1, len(pauses) + 1)]
    assert pause(len(pauses) + 1) == timedelta(hours=1)


def test_the_example_of_a_digest_is_what_is_sent() -> None:
    found = re.search(r"^## Several stories at once$.*?^```jsonc\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None
    assert json.loads(found[1]) == json.loads(payload(replace(DIGEST, items=DIGEST.items[:1])))
