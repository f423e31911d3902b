"""`wirewatch backfill` in a process that can be killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from storage.backfills import Backfills
from storage.database import Database
from tests.app.cli.desks import Desk

ROOT = Path(__file__).parents[3]


def start(desk: Desk, *arguments: str) -> subprocess.Popen[str]:
    """Begin; the process has a group of its own, as in a terminal."""
    return subprocess.Popen(
        [sys.executable, "-m", "app.cli", "backfill", *arguments, "--config", str(desk.config)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def until_saved(database: Database, process: subprocess.Popen[str], beyond: int = 0) -> int:
    """Wait until more articles than these are saved; how many."""
    while (saved := sum(one.count.new for one in Backfills(database).list())) <= beyond:
        assert process.poll() is None
        time.sleep(0.05)
    return saved
