"""500 feeds on loopback, polled by a real worker: what one poll costs, and how late its loop is meanwhile."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.due.feeds_site import address

EVERY = 60
_MANNERS = '[manners]\ncontact = "mailto:bench@newsroom.example"\ndelay = "10ms"\nruns_at_once = 32\n'
_SETTLING = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Polls:
    """Of the worker's own process: CPU milliseconds a poll, resident memory in MB with that of its readers beside
    it, and the lag of its loop in milliseconds.
    """

    feeds: int
    polls: int
    seconds: float
    cpu_a_poll: float
    share: float
    memory: float
    readers_memory: float
    lag_p99: float
    lag_longest: float
    troubled: int


def measured(feeds: int, seconds: float) -> Polls:
    """Poll so many feeds once a minute for so long."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.due.feeds_site"], stdout=subprocess.PIPE, text=True
        )
        try:
            assert site.stdout is not None
            port = int(site.stdout.readline())
            config, found = folder / "wirewatch.toml", folder / "found.json"
            config.write_text(_configuration(feeds, port), encoding="utf-8")
            with (folder / "log").open("w") as log:
                worker = subprocess.Popen(
                    [sys.executable, "-m", "benchmarks.due.worker", str(config), str(found)], stderr=log
                )
                try:
                    return _watched(worker, folder / "wirewatch.db", found, feeds, seconds)
                finally:
                    worker.terminate()
                    worker.wait(30)
        finally:
            site.kill()
            site.wait()


def _configuration(feeds: int, port: int) -> str:
    lines = ['[database]\nurl = "sqlite:///wirewatch.db"', _MANNERS]
    lines += [
        f'[[sources]]\nname = "feed {number}"\nkind = "feed"\n'
        f'url = "http://{address(number)}:{port}/feed"\nevery = "{EVERY}s"'
        for number in range(feeds)
    ]
    return "\n".join(lines) + "\n"


def _watched(
    worker: subprocess.Popen[bytes], database: Path, found: Path, feeds: int, seconds: float
) -> Polls:
    _first_reads_done(worker, database, feeds)
    time.sleep(_SETTLING)
    worker.send_signal(signal.SIGUSR1)
    time.sleep(seconds)
    readers = sum(child.memory_info().rss for child in psutil.Process(worker.pid).children(recursive=True))
    worker.send_signal(signal.SIGUSR2)
    deadline = time.monotonic() + 20
    while not found.exists() or not found.read_text():
        if time.monotonic() > deadline:
            raise TimeoutError("the worker did not say what it found")
        time.sleep(0.1)
    kept = json.loads(found.read_text())
    return Polls(
        feeds=feeds,
        polls=kept["polls"],
        seconds=kept["seconds"],
        cpu_a_poll=kept["cpu"] / max(1, kept["polls"]) * 1000,
        share=kept["cpu"] / kept["seconds"],
        memory=kept["memory"],
        readers_memory=readers / 1e6,
        lag_p99=kept["lag"]["p99"] * 1000,
        lag_longest=kept["lag"]["longest"] * 1000,
        troubled=kept["troubled"],
    )


def _first_reads_done(worker: subprocess.Popen[bytes], database: Path, feeds: int) -> None:
    """Wait until every feed was read once, and its articles with it."""
    import sqlite3

    deadline = time.monotonic() + 400
    while time.monotonic() < deadline:
        if worker.poll() is not None:
            raise RuntimeError("the worker ended")
        time.sleep(1)
        if not database.exists():
            continue
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        try:
            (read,) = connection.execute(
                "SELECT count(*) FROM sources WHERE last_finished_at IS NOT NULL"
            ).fetchone()
            (pending,) = connection.execute("SELECT count(*) FROM leads WHERE state = 'pending'").fetchone()
        except sqlite3.OperationalError:
            continue
        finally:
            connection.close()
        if read >= feeds and not pending:
            return
    raise TimeoutError("the first reads did not end")
