"""Workers as they ship, over outlets on loopback that publish all at once."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from sqlalchemy import TextClause, text

from benchmarks.cpu_time import spent_by
from benchmarks.postgres_server import served
from benchmarks.scale.press import address
from storage import schema
from storage.database import Database

#: A worker that has not come so far after these seconds never will.
PATIENCE = 600.0
_LOOK = 0.25
_ALIVE = text("SELECT count(*) FROM workers WHERE config_loaded_at IS NOT NULL AND stopped_at IS NULL")
_READ = text("SELECT count(*) FROM sources WHERE last_ok_at IS NOT NULL")
_DONE = text("SELECT count(*) FROM article_revisions WHERE flagged_at IS NOT NULL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """`seconds` from the publication until the last article was archived and flagged; CPU in ms an article."""

    engine: str
    count: int
    articles: int
    seconds: float
    worker_ms: float
    server_ms: float

    @property
    def speed(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds

    def __str__(self) -> str:
        workers = "1 worker" if self.count == 1 else f"{self.count} workers"
        return (
            f"{workers}, {self.engine}: {self.articles:,} articles in {self.seconds:.1f} s, {self.speed:.1f} a second; "
            f"CPU an article {self.worker_ms:.1f} ms in the workers, {self.server_ms:.1f} ms in the server"
        )


def measured(engine: str, count: int, *, outlets: int, articles: int) -> Measured:
    """Let so many workers collect what so many outlets publish."""
    total = outlets * articles
    with (
        tempfile.TemporaryDirectory() as name,
        served(Path(name) / "pg") as server,
        _press(outlets, articles) as port,
    ):
        folder = Path(name)
        url = server.create("scale")
        schema.create(url)
        database = Database(url)
        try:
            with _working(folder, url, engine, count, outlets, port) as workers:
                _until(database, _ALIVE, count)
                _until(database, _READ, outlets)
                _until(database, _DONE, outlets)
                parent = _server(database)
                before = _cpu(workers), _cpu([parent])
                began = time.monotonic()
                with urllib.request.urlopen(f"http://{address(0)}:{port}/publish"):
                    pass
                _until(database, _DONE, outlets + total)
                seconds = time.monotonic() - began
                after = _cpu(workers), _cpu([parent])
        finally:
            database.close()
    spent, served_ = ((end - begin) * 1000 / total for begin, end in zip(before, after, strict=True))
    return Measured(
        engine=engine, count=count, articles=total, seconds=seconds, worker_ms=spent, server_ms=served_
    )


@contextmanager
def _press(outlets: int, articles: int) -> Iterator[int]:
    command = [sys.executable, "-m", "benchmarks.scale.press", str(outlets), str(articles)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()


@contextmanager
def _working(
    folder: Path, url: str, engine: str, count: int, outlets: int, port: int
) -> Iterator[Sequence[psutil.Process]]:
    sources = "".join(
        f'[[sources]]\nname = "outlet {number}"\nkind = "feed"\nevery = "10s"\n'
        f'url = "http://{address(number)}:{port}/feed"\n'
        for number in range(outlets)
    )
    configuration = (
        f'[database]\nurl = "{url}"\n[manners]\ncontact = "bench@news.test"\ndelay = "10ms"\n{sources}'
        '[[watches]]\nname = "movements"\nquery = "regiment OR brigade"\n'
    )
    processes = []
    try:
        for number in range(count):
            machine = folder / f"machine{number}"
            machine.mkdir()
            (machine / "wirewatch.toml").write_text(configuration, encoding="utf-8")
            processes.append(
                subprocess.Popen(
                    [sys.executable, "-m", "app.cli", "run", "--engine", engine],
                    cwd=machine,
                    env=os.environ | {"PYTHONPATH": str(Path.cwd())},
                    stderr=(machine / "log").open("wb"),
                )
            )
        yield [psutil.Process(process.pid) for process in processes]
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


def _until(database: Database, question: TextClause, wanted: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        with database.read() as connection:
            found = connection.execute(question).scalar_one()
        if found >= wanted:
            return
        if time.monotonic() > deadline:
            raise TimeoutError(f"{found} of {wanted} after {PATIENCE:.0f} s")
        time.sleep(_LOOK)


def _server(database: Database) -> psutil.Process:
    with database.read() as connection:
        backend = psutil.Process(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())
    parent = backend.parent()
    if parent is None:
        raise RuntimeError("the server has no parent process")
    return parent


def _cpu(roots: Sequence[psutil.Process]) -> float:
    """The CPU seconds of these processes, of those that they started, and of those that ended and were waited for."""
    families = [process for root in roots for process in (root, *root.children(recursive=True))]
    ended = [root.cpu_times() for root in roots]
    return spent_by(families) + sum(one.children_user + one.children_system for one in ended)
