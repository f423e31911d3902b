"""`kill -9` of workers, restarts of the database, a partition: nothing is lost or told twice, no host is hurried."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.machines.chaos import Harm
from tests.acceptance.machines.edition import Size
from tests.acceptance.machines.exam import Exam, sit
from tests.acceptance.machines.figures import Run


async def test_a_few_kills_of_one_worker_lose_nothing(tmp_path: Path) -> None:
    exam = Exam(
        folder=tmp_path / "exam",
        seed=89,
        size=Size(sources=5, articles=25, seconds=8),
        harm=Harm(kills=3, restarts=0, partition=False),
        workers=1,
        engine="local",
        database="sqlite",
        every=4,
        patience=120,
        # A busy machine fails no test: what holds up the earlier of two requests makes their gap shorter.
        tolerance=0.5,
    )
    run = await sit(exam)
    # That a host asks for more than is configured is learnt from its robots.txt, and held from the next request on.
    found = {about for about, faults in run.verdict.faults.items() if faults} - {"first after robots.txt"}
    assert not found, str(run)
    assert run.kills == 3
    assert sorted({hit.outcome for hit in run.archived.hits}) == ["backlog", "told"]


@pytest.mark.soak
async def test_two_hundred_kills_of_one_worker_lose_nothing(tmp_path: Path) -> None:
    harm = Harm(kills=200, restarts=0, partition=False)
    run = await _at_full_count(tmp_path, harm, workers=1, engine="local", database="sqlite", seconds=1800)
    assert run.kills == 200


@pytest.mark.soak
async def test_three_workers_on_three_machines_lose_nothing(tmp_path: Path) -> None:
    harm = Harm(kills=100, restarts=3, partition=True)
    run = await _at_full_count(
        tmp_path, harm, workers=3, engine="procrastinate", database="postgresql", seconds=1500
    )
    assert (run.kills, run.restarts) == (100, 3)
    # Where there are no namespaces for us it says so.
    assert run.cut_for > 0 or run.skipped


async def _at_full_count(
    folder: Path, harm: Harm, *, workers: int, engine: str, database: str, seconds: float
) -> Run:
    exam = Exam(
        folder=folder / "exam",
        seed=10,
        size=Size(sources=300, articles=20_000, seconds=seconds),
        harm=harm,
        workers=workers,
        engine=engine,
        database=database,
        every=60,
        patience=300,
    )
    run = await sit(exam)
    print(run)
    assert run.verdict.passed, run.verdict.summary
    return run
