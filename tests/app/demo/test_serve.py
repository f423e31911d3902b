"""The newsroom as a process of its own."""

from __future__ import annotations

import asyncio
import json
import signal
import smtplib
import sys
from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from app.demo.serve import write_atomically


async def until_json(file: Path, process: asyncio.subprocess.Process) -> dict[str, Any]:
    """The state, once it is there; it is either whole or absent."""
    async with asyncio.timeout(120):
        while not file.exists():
            assert process.returncode is None, "the newsroom ended before it was ready"
            await asyncio.sleep(0.02)
    state: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return state


@pytest.fixture
async def process(tmp_path: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "app.demo.serve",
        "--state",
        str(tmp_path / "state.json"),
        "--speed",
        "50",
        "--hold",
    )
    yield process
    if process.returncode is None:
        process.kill()
        await process.wait()


async def test_it_serves_records_and_ends_on_sigterm(
    tmp_path: Path, process: asyncio.subprocess.Process
) -> None:
    state = await until_json(tmp_path / "state.json", process)
    assert state["pid"] == process.pid
    feed = state["outlets"]["meridian"]["source_url"]
    wire = state["outlets"]["meridian"]["base_url"] + "/world/north-korea-engineers-armour-russia.html"
    async with ClientSession() as client:
        async with client.get(feed) as answer:
            assert wire not in await answer.text()
        process.send_signal(signal.SIGUSR1)
        async with asyncio.timeout(120):
            while True:
                async with client.get(feed) as answer:
                    if wire in await answer.text():
                        break
        payload = {"data": {"delivery_id": "d7", "article": {"url": wire}}}
        async with client.post(state["webhook"]["url"], json=payload, headers={"webhook-id": "d7"}) as answer:
            assert answer.status == 401

    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "w@wirewatch.example", "ana@desk.example", "Hit"
    mail["Message-ID"] = "<d8@wirewatch.example>"
    mail.set_content(f"Watch: https://example.com/, article: {wire}.")

    def send() -> None:
        with smtplib.SMTP(state["mail"]["host"], state["mail"]["port"], timeout=60) as client:
            client.send_message(mail)

    await asyncio.to_thread(send)
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 120) == 0

    events = [json.loads(line) for line in Path(state["events"]).read_text(encoding="utf-8").splitlines()]
    assert {event["article_url"] for event in events if event["kind"] == "shown"} >= {wire}
    told = [event for event in events if event["kind"] != "shown"]
    assert [(event["kind"], event["delivery_id"], event["article_url"]) for event in told] == [
        ("webhook", "d7", wire),
        ("mail", "d8", wire),
    ]
    assert told[0]["verified"] is False
    assert told[0]["status"] == 401


def test_the_state_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    write_atomically(file, {"a": 1})
    write_atomically(file, {"b": "북한"})
    assert json.loads(file.read_text(encoding="utf-8")) == {"b": "북한"}
    assert list(tmp_path.iterdir()) == [file]
