"""Whatever a server sends: it ends, within bounds of memory, and what ended it is said."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.egress.answers import ANSWERS

MOST_MEGABYTES = 150


async def polled_at_once(folder: Path) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.crawler.egress.caps", str(folder)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(500):
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
def test_the_limit_that_is_meant_for_it_ends_it(polled: dict[str, Any], name: str) -> None:
    ended = polled["answers"][name]
    assert ANSWERS[name][1] in ended["said"]
    assert "Failure" not in ended["said"]


def test_all_of_them_together_are_held_in_little_memory(polled: dict[str, Any]) -> None:
    assert polled["grew"] < MOST_MEGABYTES
