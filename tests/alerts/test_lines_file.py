"""Channels that write a line of JSON: nothing is lost, nothing is half."""

from __future__ import annotations

import asyncio
import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from alerts.channels.lines_file import FileChannel, FileSettings, StdoutChannel
from alerts.channels.webhook_payload import payload
from alerts.errors import DeliveryError
from tests.alerts.samples import NOTICE
from tests.alerts.story_samples import EVERY


def channel_to(path: Path) -> FileChannel:
    return FileChannel("log", FileSettings(path=path))


async def test_a_line_a_notice_the_body_of_a_webhook(tmp_path: Path) -> None:
    file = tmp_path / "notices.jsonl"
    channel = channel_to(file)
    for notice in EVERY.values():
        assert (await channel.deliver(notice)).endswith("bytes written")
    await channel.close()
    assert file.read_text("utf-8").splitlines() == [payload(notice) for notice in EVERY.values()]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_notices_at_once_do_not_mingle(tmp_path: Path) -> None:
    file = tmp_path / "notices.jsonl"
    long = replace(NOTICE, query="x" * 100_000)
    notices = [replace(long, delivery_id=f"{number:x}") for number in range(30)]
    one, other = channel_to(file), channel_to(file)
    await asyncio.gather(
        *((one if number % 2 else other).deliver(notice) for number, notice in enumerate(notices))
    )
    written = [json.loads(line)["data"]["delivery_id"] for line in file.read_text("utf-8").splitlines()]
    assert sorted(written) == sorted(notice.delivery_id for notice in notices)


async def test_half_a_line_of_before_spoils_none(tmp_path: Path) -> None:
    file = tmp_path / "notices.jsonl"
    file.write_text('{"type": "hit.fl', encoding="utf-8")
    await channel_to(file).deliver(NOTICE)
    half, whole = file.read_text("utf-8").splitlines()
    assert half == '{"type": "hit.fl'
    assert whole == payload(NOTICE)


@pytest.mark.parametrize("name", ["", "missing/notices.jsonl", "/dev/full"])
async def test_what_cannot_be_written_waits(tmp_path: Path, name: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        await channel_to(tmp_path / name).deliver(NOTICE)
    assert caught.value.retryable
    assert str(caught.value).isprintable()


async def test_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    channel = StdoutChannel("out")
    assert await channel.deliver(NOTICE) == "printed"
    await channel.close()
    assert capsys.readouterr().out == f"{payload(NOTICE)}\n"
