"""The surroundings of a worker fail while it is at work: it says so, recovers by itself, and loses nothing.

`pytest -m soak tests/acceptance/faults -s` prints a row of the table in docs/reliability.md for each fault.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest

from tests.acceptance.faults import clocks, descriptors, disks, names, servers, sqlite_gone
from tests.acceptance.faults.faults import Fault
from tests.acceptance.faults.mounts import needs_mounts, small_disk
from tests.acceptance.faults.newsdesk import Newsdesk, a_newsdesk
from tests.acceptance.faults.rows import row
from tests.acceptance.faults.trial import tried

pytestmark = pytest.mark.soak


async def judged(newsdesk: Newsdesk, fault: Fault, database: str) -> None:
    """Print the row of a fault, and fail where something is not as it has to be."""
    outcome = await tried(newsdesk, fault)
    print(row(outcome, database))
    assert outcome.complaints() == []


async def test_a_full_disk_under_the_database(tmp_path: Path) -> None:
    needs_mounts()
    with small_disk(tmp_path / "small") as disk:
        url = f"sqlite:///{disk.folder / 'wirewatch.db'}"
        async with a_newsdesk(tmp_path / "desk", url=url, captures=tmp_path / "captures") as newsdesk:
            await judged(newsdesk, disks.full_database(disk), "SQLite")


async def test_a_full_disk_under_the_captures(tmp_path: Path) -> None:
    needs_mounts()
    with small_disk(tmp_path / "small") as disk:
        async with a_newsdesk(tmp_path / "desk", captures=disk.folder / "captures") as newsdesk:
            await judged(newsdesk, disks.full_captures(disk), "SQLite")


async def test_a_database_that_may_not_be_written(tmp_path: Path) -> None:
    disks.needs_chattr(tmp_path)
    async with a_newsdesk(tmp_path / "desk") as newsdesk:
        await judged(newsdesk, disks.READ_ONLY, "SQLite")


@pytest.mark.parametrize("fault", [sqlite_gone.LOCKED, sqlite_gone.MOVED], ids=lambda fault: fault.name)
async def test_a_database_out_of_reach(tmp_path: Path, fault: Fault) -> None:
    async with a_newsdesk(tmp_path / "desk") as newsdesk:
        await judged(newsdesk, fault, "SQLite")


async def test_file_descriptors_that_run_out(tmp_path: Path) -> None:
    async with a_newsdesk(tmp_path / "desk") as newsdesk:
        await judged(newsdesk, descriptors.EXHAUSTED, "SQLite")


async def test_file_descriptors_that_run_out_beside_a_server(tmp_path: Path) -> None:
    with servers.a_server() as server:
        async with a_newsdesk(tmp_path / "desk", url=server.url) as newsdesk:
            await judged(newsdesk, descriptors.EXHAUSTED, "PostgreSQL")


@pytest.mark.parametrize("is_silent", [False, True], ids=["refused", "silent"])
async def test_names_that_do_not_resolve(tmp_path: Path, is_silent: bool) -> None:
    needs_mounts()
    known = names.Names(tmp_path, is_silent=is_silent)
    async with a_newsdesk(
        tmp_path / "desk", hosts=names.HOSTS, more=names.ALLOW, by=known.command
    ) as newsdesk:
        await judged(newsdesk, known.fault(), "SQLite")


@pytest.mark.parametrize("seconds", [clocks.HOUR, -clocks.HOUR], ids=["forward", "back"])
async def test_a_clock_that_is_set(tmp_path: Path, seconds: int) -> None:
    clock = clocks.FakedClock(tmp_path)
    async with a_newsdesk(tmp_path / "desk", environ=clock.environ) as newsdesk:
        await judged(newsdesk, clock.fault(seconds), "SQLite")


@pytest.mark.parametrize("seconds", [clocks.HOUR, -clocks.HOUR], ids=["forward", "back"])
async def test_a_clock_that_is_set_beside_a_server(tmp_path: Path, seconds: int) -> None:
    clock = clocks.FakedClock(tmp_path)
    with servers.a_server() as server:
        async with a_newsdesk(tmp_path / "desk", url=server.url, environ=clock.environ) as newsdesk:
            await judged(newsdesk, clock.fault(seconds), "PostgreSQL")


@pytest.mark.parametrize(
    ("name", "at", "names", "held"),
    [
        ("database stopped", servers.stopped, r"connect|terminat", 60.0),
        ("connections cut, and no new ones", servers.cut_off, r"connect|terminat", 60.0),
        ("database read-only", servers.read_only, "read-only", 20.0),
    ],
    ids=["stopped", "cut off", "read-only"],
)
async def test_a_server_in_trouble(
    tmp_path: Path, name: str, at: servers.Trouble, names: str, held: float
) -> None:
    with servers.a_server() as server:
        async with a_newsdesk(tmp_path / "desk", url=server.url) as newsdesk:
            fault = Fault(name=name, at=partial(at, server), names=re.compile(names), held=held)
            await judged(newsdesk, fault, "PostgreSQL")


async def test_a_full_disk_under_the_server(tmp_path: Path) -> None:
    needs_mounts()
    with (
        small_disk(Path("/mnt/wirewatch-small"), size=48_000_000) as disk,
        servers.a_server(disk.folder) as server,
    ):
        async with a_newsdesk(tmp_path / "desk", url=server.url, captures=tmp_path / "captures") as newsdesk:
            await judged(newsdesk, disks.full_database(disk), "PostgreSQL")
