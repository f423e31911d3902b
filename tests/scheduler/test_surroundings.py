"""What this machine lacks is told once, and no source that failed for it is blamed; its own trouble is its own."""

from __future__ import annotations

import resource
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from crawler.reports import RunReport
from crawler.spiders.reasons import NAMELESS
from scheduler import surroundings
from scheduler.surroundings import Surroundings
from storage.records import PollResult, RunOutcome

NO_NAME = RunReport(poll=PollResult(outcome=RunOutcome.UNREACHABLE, detail=NAMELESS))
WELL = RunReport(poll=PollResult(outcome=RunOutcome.OK))


class Names:
    """A name server that knows these names."""

    def __init__(self, *names: str) -> None:
        self.known = set(names)

    def __call__(self, name: str) -> object:
        if name not in self.known:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return name


async def judged(lacking: Surroundings, host: str, report: RunReport) -> RunReport:
    return await lacking.judged(f"https://{host}/feed", report)


@contextmanager
def no_more_files() -> Iterator[None]:
    """No further file may be opened in this process."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


async def test_one_name_that_is_gone_is_its_sources_trouble(caplog: pytest.LogCaptureFixture) -> None:
    lacking = Surroundings(Names("a.test"))
    await judged(lacking, "a.test", WELL)
    assert await judged(lacking, "gone.test", NO_NAME) is NO_NAME
    assert caplog.messages == []


async def test_where_no_name_resolves_no_source_is_blamed(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    names = Names("a.test", "b.test")
    lacking = Surroundings(names)
    for host in ("a.test", "b.test"):
        await judged(lacking, host, WELL)
    names.known.clear()
    for host in ("a.test", "b.test", "c.test"):
        report = await judged(lacking, host, NO_NAME)
        assert report.poll.outcome is RunOutcome.INTERRUPTED
        assert report.failed_at_home
        assert report.poll.failure is None
    await lacking.look()
    names.known |= {"b.test"}
    await lacking.look()
    await lacking.look()
    assert caplog.messages == [
        "no name resolves (a.test and others), and what needs one waits: ask the name server",
        "names resolve again",
    ]


async def test_a_worker_that_begins_without_names_blames_the_first_source_alone() -> None:
    lacking = Surroundings(Names())
    assert await judged(lacking, "a.test", NO_NAME) is NO_NAME
    assert (await judged(lacking, "b.test", NO_NAME)).failed_at_home


async def test_a_name_server_that_is_silent_is_waited_for_no_longer_than_patience(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(surroundings, "PATIENCE", 0.05)
    released = threading.Event()
    lacking = Surroundings(lambda _name: released.wait(60))
    await judged(lacking, "a.test", WELL)
    try:
        assert (await judged(lacking, "b.test", NO_NAME)).failed_at_home
    finally:
        released.set()


async def test_files_that_cannot_be_opened_are_told_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    lacking = Surroundings(Names())
    with no_more_files():
        await lacking.look()
        await lacking.look()
    await lacking.look()
    await lacking.look()
    assert caplog.messages == [
        "no file and no connection can be opened, and what needs one waits: Too many open files",
        "files and connections can be opened again",
    ]


async def test_a_source_that_failed_for_want_of_a_file_is_as_it_was() -> None:
    poll = PollResult(outcome=RunOutcome.UNREACHABLE, detail="ConnectBindError: 24: Too many open files.")
    report = await judged(Surroundings(Names()), "a.test", RunReport(poll=poll, new=2))
    assert (report.failed_at_home, report.new) == (True, 2)
    assert report.poll.outcome is RunOutcome.INTERRUPTED
