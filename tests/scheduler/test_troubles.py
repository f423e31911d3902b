"""What ails a task is said once, however often it is tried, and once more when it is over."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

import pytest

from alerts.matching_ways import MatchingStoppedError
from scheduler.troubles import Troubles
from storage.errors import OutageError, StorageError


def failing(error: Exception) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        raise error

    return work


async def well() -> None:
    return None


@pytest.mark.parametrize(
    "error",
    [
        StorageError("the index is torn"),
        MatchingStoppedError("nothing is flagged for now: the reading processes broke down"),
        RuntimeError("a fault of ours"),
    ],
)
async def test_a_trouble_is_news_once(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    troubles = Troubles()
    assert [await troubles.guard("flag", failing(error)) for _ in range(3)] == [False] * 3
    assert await troubles.guard("flag", well)
    assert await troubles.guard("flag", well)
    said = [record.getMessage() for record in caplog.records]
    assert said[-1] == "flag works again"
    assert sum(str(error) in line for line in said) == 1
    assert len(said) == (3 if isinstance(error, RuntimeError) else 2)


async def test_an_outage_is_told_by_the_archive_for_all(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    troubles = Troubles()
    assert not await troubles.guard("flag", failing(OutageError("the server is gone")))
    assert await troubles.guard("flag", well)
    assert caplog.records == []
