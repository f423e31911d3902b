"""Takes a database through the revisions, step by step or as the command does, and measures."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg

from storage import schema
from storage.addresses import parse, sqlite_file
from storage.failpoints import MIGRATING
from tests.storage.upgrading.reading import Answer, Readers

REVISIONS = sorted(file.name[:4] for file in Path(schema.__file__).parent.glob("migrations/versions/0*.py"))
_PATIENCE = 1800.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was done from `began` to `ended` (`time.monotonic`), and the reads that were felt meanwhile."""

    name: str
    began: float
    ended: float

    @property
    def seconds(self) -> float:
        return self.ended - self.began

    def felt(self, answers: list[Answer]) -> float:
        """Seconds of the longest short read that the step could have kept waiting."""
        beside = [
            one.seconds
            for one in answers
            if one.read != "long search" and one.began < self.ended and one.began + one.seconds > self.began
        ]
        return max(beside, default=0.0)


def step_by_step(url: str, readers: Readers, *, down: bool = False) -> list[Step]:
    """Each revision by itself, up or down; the readers read on after each."""
    steps = []
    way = REVISIONS[-2::-1] if down else REVISIONS[1:]
    for revision in way:
        began = time.monotonic()
        (schema.downgrade if down else schema.upgrade)(url, revision)
        name = f"down to {revision}" if down else f"up to {revision}"
        steps.append(Step(name=name, began=began, ended=time.monotonic()))
        print(f"{name}: {steps[-1].seconds:.1f} s", flush=True)
        assert schema.state(url).current == revision
        readers.read_on()
    return steps


def by_command(config: Path) -> Step:
    """`wirewatch db upgrade`: all revisions at once."""
    began = time.monotonic()
    done = subprocess.run(
        _command(config, "db", "upgrade"), capture_output=True, text=True, timeout=_PATIENCE
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return Step(name="all at once", began=began, ended=time.monotonic())


def killed(url: str, config: Path, moment: int | float) -> None:
    """`wirewatch db upgrade` dies by SIGKILL: behind so many steps (int), or so many seconds into its work (float)."""
    environ = dict(os.environ)
    if isinstance(moment, int):
        environ["WIREWATCH_FAILPOINT"] = f"{MIGRATING}:{moment}"
    process = subprocess.Popen(_command(config, "db", "upgrade"), stdout=subprocess.DEVNULL, env=environ)
    if isinstance(moment, float):
        until = time.monotonic() + _PATIENCE
        while not _is_migrating(url):
            assert process.poll() is None, "it ended before it was killed"
            assert time.monotonic() < until
            time.sleep(0.005)
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
    assert process.wait(_PATIENCE) == -signal.SIGKILL


def verified(config: Path) -> str:
    """What `wirewatch verify` prints. Raises AssertionError if it finds a fault."""
    done = subprocess.run(_command(config, "verify"), capture_output=True, text=True, timeout=_PATIENCE)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def configured(url: str, folder: Path) -> Path:
    """A configuration that leads to the database."""
    config = folder / "wirewatch.toml"
    config.write_text(f'[manners]\ncontact = "desk@news.test"\n\n[database]\nurl = "{url}"\n')
    return config


def _command(config: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "app.cli", *arguments, "--config", str(config)]


def _is_migrating(url: str) -> bool:
    """Whether somebody holds what a migration takes first: on SQLite the turn to write, on PostgreSQL its lock."""
    file = sqlite_file(parse(url))
    if file is None:
        asked = (
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = "
            "(SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        with psycopg.connect(url) as server:
            found = server.execute(asked.encode()).fetchone()
        return found is not None and found[0] > 0
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        connection.execute("ROLLBACK")
        return False
