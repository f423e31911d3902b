"""Whatever a server sends: it ends in time, within bounds of memory, and with a reason in words."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.egress.answers import ANSWERS

#: The limits of the polls are 2 s a response and 16 MB.
LONGEST = 6.0
MOST_MEGABYTES = 150


async def polled_at_once(folder: Path) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.crawler.egress.caps", str(folder)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(120):
            out, err = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode == 0, err.decode()[-3000:]
    found: dict[str, Any] = json.loads(out)
    return found


@pytest.fixture(scope="module")
def polled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return asyncio.run(polled_at_once(tmp_path_factory.mktemp("caps")))


@pytest.mark.parametrize("name", ANSWERS)
def test_it_ends_in_time_with_a_reason(polled: dict[str, Any], name: str) -> None:
    ended = polled["answers"][name]
    assert ANSWERS[name][1] in ended["said"]
    assert "Failure" not in ended["said"]
    assert ended["seconds"] < LONGEST


def test_all_of_them_together_are_held_in_little_memory(polled: dict[str, Any]) -> None:
    assert polled["grew"] < MOST_MEGABYTES
