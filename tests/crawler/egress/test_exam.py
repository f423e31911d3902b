"""Every way of `tests.inside`, tried against real crawls: nothing inside is connected to, and no secret goes astray.

The samples of `make check` are one way in eight; all of them are tried in `make soak`.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.inside import ALL, LEAKS

SECONDS = 900


async def examined(folder: Path, names: Sequence[str]) -> dict[str, Any]:
    """What the program of `exam` prints for these ways and leaks."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.crawler.egress.exam", str(folder), *names),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(SECONDS):
            out, err = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode == 0, err.decode()[-3000:]
    results: dict[str, Any] = json.loads(out)
    return results


async def hold(folder: Path, ways: Sequence[str], leaks: Sequence[str]) -> None:
    results = await examined(folder, [*ways, *leaks])
    assert (sorted(results["ways"]), sorted(results["leaks"])) == (sorted(ways), sorted(leaks))
    reached = {
        name: (one["connects"], one["inside"])
        for name, one in results["ways"].items()
        if one["connects"] or one["inside"]
    }
    assert reached == {}
    assert {name: one["seen"] for name, one in results["leaks"].items() if one["seen"]} == {}
    # An exam in which nothing was asked would prove nothing.
    begun = [way.name for way in ALL if way.name in ways and not _is_refused_at_once(way.name)]
    assert [name for name in begun if not results["ways"][name]["heard"]] == []
    # A source's url with a user in it is refused by the configuration; here none of it is sent to anybody.
    told = [leak.name for leak in LEAKS if leak.name in leaks and not leak.credentials.in_url]
    assert [name for name in told if not results["leaks"][name]["heard"]] == []


def _is_refused_at_once(name: str) -> bool:
    """Whether the source's own name or its proxy is what is refused."""
    return name.startswith(("source-", "proxy-", "rebind-", "two-", "many-")) or name == "through-source-name"


async def test_one_in_eight(tmp_path: Path) -> None:
    ways = [way.name for way in ALL if not way.name.startswith("rebind-")]
    await hold(tmp_path, ways[::8], [leak.name for leak in LEAKS[::8]])


@pytest.mark.soak
async def test_all_of_them(tmp_path: Path) -> None:
    await hold(tmp_path, [way.name for way in ALL], [leak.name for leak in LEAKS])
