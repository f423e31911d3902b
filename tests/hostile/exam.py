"""The exam: a real worker reads the hostile sources and calm ones beside them, and its status is read."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psutil

from storage.clock import utc_now
from storage.database import Database
from storage.sources import Sources
from tests.hostile.case import Case
from tests.hostile.server import calm_sources, serving
from tests.scheduler.desk import Desk

MANNERS = """
[manners]
contact = "desk@news.test"
delay = "100ms"
timeout = "10s"
runs_at_once = 24
"""
CALM = 8
#: What a worker may hold beyond what it holds for calm sources, in bytes.
MOST_MEMORY = 150_000_000
_LOOK = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sat:
    """How one case ended: what is shown of it, and what it cost."""

    case: Case
    conditions: tuple[str, ...]
    evidence: str
    articles: int
    longest_poll: float

    @property
    def faults(self) -> list[str]:
        """What is not as the case wants it."""
        found = []
        if not self.case.expect & set(self.conditions):
            found.append(f"shown as {', '.join(self.conditions) or 'nothing'}, not as {_either(self.case)}")
        if self.articles < self.case.articles:
            found.append(f"{self.articles} articles of {self.case.articles}")
        if self.case.at_most is not None and self.articles > self.case.at_most:
            found.append(f"{self.articles} articles, {self.case.at_most} at most")
        return found

    @property
    def late(self) -> list[str]:
        """How far a poll was over the case's deadline: a figure of this machine, and of what else it does."""
        if self.longest_poll <= self.case.deadline:
            return []
        return [f"a poll took {self.longest_poll:.0f} s of {self.case.deadline:.0f}"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """All cases, connections to where nobody may connect, the calm sources that were read, and memory in bytes."""

    sat: tuple[Sat, ...]
    trapped: tuple[str, ...]
    calm_read: int
    base_memory: int
    peak_memory: int

    @property
    def failed(self) -> list[Sat]:
        """The cases that are not as they should be."""
        return [one for one in self.sat if one.faults or one.late]


async def sit(cases: Sequence[Case], folder: Path) -> Exam:
    """Poll each case as often as it wants, with a worker for each round of polls."""
    async with serving(cases) as served, calm_sources(CALM) as calm:
        calm_tables = [source_table(one.name, "feed", one.url) for one in calm]
        environ = {"SSL_CERT_FILE": str(served.authority_path)}
        base = await _run(desk_with(folder / "calm", calm_tables), environ)
        tables = [source_table(case.name, case.kind, served[case.name], links=case.links) for case in cases]
        desk = desk_with(folder / "all", [*tables, *calm_tables])
        longest: dict[str, float] = {}
        peak = 0
        for number in range(max(case.polls for case in cases)):
            if number:
                _make_due(desk.url, [case.name for case in cases if case.polls > number])
            peak = max(peak, await _run(desk, environ))
            for name, source in _status(desk).items():
                longest[name] = max(longest.get(name, 0.0), _seconds(source))
        shown = _status(desk)
        return Exam(
            sat=tuple(_sat(case, shown[case.name], longest[case.name]) for case in cases),
            trapped=tuple(served.trapped),
            calm_read=sum(shown[one.name]["articles"] == 3 for one in calm),
            base_memory=base,
            peak_memory=peak,
        )


def desk_with(folder: Path, tables: Sequence[str]) -> Desk:
    """A desk whose worker reads these sources."""
    desk = Desk(folder)
    configure(desk, tables)
    return desk


def configure(desk: Desk, tables: Sequence[str]) -> None:
    """Write the configuration in one step."""
    beside = desk.folder / "new.toml"
    database = f'[database]\nurl = "{desk.url}"\n'
    beside.write_text("\n".join((database, MANNERS, *tables)), encoding="utf-8")
    beside.replace(desk.config)


async def _run(desk: Desk, environ: Mapping[str, str]) -> int:
    """Poll what is due with a worker of its own; its peak memory."""
    with desk.log.open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "app.cli", "run", "--once", "--config", str(desk.config)),
            stdout=log,
            stderr=log,
            env={**os.environ, **environ},
        )
    peak, _ = await asyncio.gather(asyncio.to_thread(_peak, process.pid), process.wait())
    return peak


def source_table(name: str, kind: str, url: str, *, links: str | None = None, every: str = "1h") -> str:
    """A `[[sources]]` table."""
    selector = "" if links is None else f"links = {json.dumps(links)}\n"
    return f'[[sources]]\nname = "{name}"\nkind = "{kind}"\nurl = "{url}"\nevery = "{every}"\n{selector}'


def _make_due(url: str, names: Sequence[str]) -> None:
    database = Database(url)
    try:
        for name in names:
            Sources(database).make_due(name, utc_now() - timedelta(seconds=1))
    finally:
        database.close()


def _status(desk: Desk) -> dict[str, dict[str, Any]]:
    return {source["name"]: source for source in desk.status_json()["sources"]}


def _sat(case: Case, source: Mapping[str, Any], longest: float) -> Sat:
    return Sat(
        case=case,
        conditions=tuple(one["state"] for one in source["conditions"]),
        evidence="; ".join(one["evidence"] for one in source["conditions"])[:200],
        articles=source["articles"],
        longest_poll=longest,
    )


def _seconds(source: Mapping[str, Any]) -> float:
    began, ended = source["last_started_at"], source["last_finished_at"]
    if began is None or ended is None:
        return float("inf")
    return (datetime.fromisoformat(ended) - datetime.fromisoformat(began)).total_seconds()


def _peak(pid: int) -> int:
    """The most memory that the worker and its readers hold until they end: what is theirs alone."""
    peak = 0
    while held := _held(pid):
        peak = max(peak, held)
        time.sleep(_LOOK)
    return peak


def _held(pid: int) -> int:
    total = 0
    try:
        worker = psutil.Process(pid)
        for one in (worker, *worker.children(recursive=True)):
            total += one.memory_full_info().pss
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return total
    return total


def _either(case: Case) -> str:
    return " or ".join(sorted(case.expect))
