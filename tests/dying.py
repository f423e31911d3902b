"""Work on an archive in processes of their own, which may be made to die at a named moment.

They part from one that has imported all that they need: to start another interpreter takes most of a second.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess

from scheduler.reading_pool import PRELOADED
from storage import failpoints
from storage.database import Database

Work = Callable[[Database], None]

_CONTEXT = multiprocessing.get_context("forkserver")
# There is one such process in a program, and the reading processes part from it too.
_CONTEXT.set_forkserver_preload(
    [*PRELOADED, "tests.storage.caring", "tests.storage.stages", "tests.scheduler.backfills"]
)


def start(work: Work, database_url: str, moment: str = "") -> ForkServerProcess:
    """Begin the work on this database, in a process that dies at `moment` (see `storage.failpoints`)."""
    process = _CONTEXT.Process(target=_do, args=(work, database_url, moment))
    process.start()
    return process


def exit_code(process: ForkServerProcess) -> int | None:
    """How the process ended, negative for a signal; waits for it."""
    process.join()
    return process.exitcode


def _do(work: Work, database_url: str, moment: str) -> None:
    failpoints.arm(moment)
    work(Database(database_url))
