"""The exam at any size: exit code 1 if something is not as it must be, and the last line says what.

    python -m tests.acceptance.machines --workers 3 --articles 20000 --kills 100 --restarts 3 --partition \\
        --engine procrastinate --folder DIR
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from tests.acceptance.machines.archived import UnansweredError
from tests.acceptance.machines.chaos import Harm
from tests.acceptance.machines.edition import Size
from tests.acceptance.machines.exam import Exam, sit
from tests.acceptance.machines.figures import Run


def _exam() -> Exam:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--workers", type=int, default=1, help="one on each machine")
    parser.add_argument("--sources", type=int, default=300)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument(
        "--seconds", type=float, help="for which is published; unless given, 12 articles a second"
    )
    parser.add_argument("--kills", type=int, default=0, help="spread over these seconds")
    parser.add_argument("--restarts", type=int, default=0, help="of PostgreSQL")
    parser.add_argument(
        "--partition", action="store_true", help="cut a worker off PostgreSQL for a minute or more"
    )
    parser.add_argument("--engine", default="local", help="local or procrastinate")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), help="sqlite for local unless given")
    parser.add_argument("--every", type=int, default=60, help="seconds at most between two polls of a source")
    parser.add_argument("--patience", type=float, default=300, help="seconds without any change")
    parser.add_argument("--folder", type=Path, required=True, help="new or empty; all logs stay there")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    database = given.database or ("sqlite" if given.engine == "local" else "postgresql")
    if database == "sqlite" and (given.workers > 1 or given.restarts or given.partition):
        parser.error("several workers, restarts and a partition are for PostgreSQL")
    if given.folder.exists() and any(given.folder.iterdir()):
        parser.error(f"{given.folder} is not empty")
    seconds = given.seconds or given.articles / 12
    return Exam(
        folder=given.folder.absolute(),
        seed=given.seed,
        size=Size(sources=given.sources, articles=given.articles, seconds=seconds),
        harm=Harm(kills=given.kills, restarts=given.restarts, partition=given.partition),
        workers=given.workers,
        engine=given.engine,
        database=database,
        every=given.every,
        patience=given.patience,
    )


async def _sat(exam: Exam) -> Run:
    """One exam, which leaves nothing behind when it is asked to end either."""
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    if task is not None:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, task.cancel)
    return await sit(exam)


def main() -> int:
    exam = _exam()
    try:
        run = asyncio.run(_sat(exam))
    except asyncio.CancelledError:
        print(f"FAILED: it was ended; the logs are in {exam.folder}")
        return 1
    except (TimeoutError, UnansweredError) as error:
        print(f"FAILED: {error}; the logs are in {exam.folder}")
        return 1
    print(run)
    return 0 if run.verdict.passed else 1


if __name__ == "__main__":
    sys.exit(main())
