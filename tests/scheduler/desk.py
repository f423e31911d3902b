"""A desk: a folder with a configuration, its archive, and `wirewatch` run there as processes."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import inspect
from typer.testing import CliRunner

from app.cli.main import app
from storage.archive import Archive
from storage.clock import utc_now
from storage.database import Database
from storage.outbox import Outbox
from storage.records import ArchivedArticle, Delivery, SourceState
from storage.search import search
from storage.status import Status, snapshot
from tests.databases import migrated
from watch import parse

KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
Answer = TypeVar("Answer")
MANNERS = '[manners]\ncontact = "desk@news.test"\ndelay = "10ms"\ntimeout = "5m"\n'
# the articles of these tests are short and much alike
EACH_HIT = '[route]\ngroup_by = "watch"\n'
#: Seconds for what comes in a few, on a machine that is busy with other things.
PATIENCE = 300.0


def source(name: str, url: str, every: str = "1s", more: str = "") -> str:
    """A `[[sources]]` table."""
    return f'[[sources]]\nname = "{name}"\nkind = "feed"\nurl = "{url}"\nevery = "{every}"\n{more}\n'


def watch(name: str, query: str) -> str:
    """A `[[watches]]` table."""
    return f"[[watches]]\nname = \"{name}\"\nquery = '{query}'\n"


def hook(url: str, secret: str = KEY, more: str = "") -> str:
    """A `[[channels]]` table of a webhook."""
    return f'[[channels]]\nname = "bot"\ntype = "webhook"\nurl = "{url}"\nsecret = "{secret}"\n{more}\n'


class Ended:
    """How a command ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


class Desk:
    """One folder. `url` is its database; unless one is given, SQLite beside the configuration, migrated already."""

    def __init__(self, folder: Path, url: str | None = None) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.config = folder / "wirewatch.toml"
        self.log = folder / "worker.log"
        self.url = url or f"sqlite:///{folder / 'wirewatch.db'}"
        if url is None and not (folder / "wirewatch.db").exists():
            (folder / "wirewatch.db").write_bytes(migrated())
        self._process: asyncio.subprocess.Process | None = None

    def write(self, *tables: str) -> None:
        """Write the configuration, in one step as an editor does."""
        beside = self.folder / "new.toml"
        database = f'[database]\nurl = "{self.url}"\n'
        beside.write_text("\n".join((database, MANNERS, EACH_HIT, *tables)), encoding="utf-8")
        beside.replace(self.config)

    async def command(self, *arguments: str, environ: Mapping[str, str] | None = None) -> Ended:
        """Run `wirewatch` to its end."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "app.cli", *arguments),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=self._environ(environ),
        )
        out, err = await process.communicate()
        return Ended(process.returncode or 0, out.decode(), err.decode())

    def status(self, *options: str) -> str:
        """What `wirewatch status` prints."""
        return self._asked("status", *options)

    def status_json(self) -> dict[str, Any]:
        """What `wirewatch status --json` says."""
        answer: dict[str, Any] = json.loads(self._asked("status", "--json"))
        return answer

    def _asked(self, *arguments: str) -> str:
        # In this process: only the worker has to be one of its own, and each costs a second of imports.
        return CliRunner().invoke(app, [*arguments, "--config", str(self.config)]).stdout

    async def start(
        self, *arguments: str, environ: Mapping[str, str] | None = None, by: Sequence[str] = ()
    ) -> None:
        """Start `wirewatch run` in a process group of its own, as a shell does; `by` is a command that becomes it."""
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(*by, sys.executable, "-m", "app.cli", "run", *arguments),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._environ(environ),
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The worker's process."""
        return self._running().pid

    def send(self, number: signal.Signals, *, group: bool = False) -> None:
        """Send the worker a signal, or its whole process group, as Ctrl-C at a terminal does."""
        process = self._running()
        if group:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)

    async def ending(self) -> int:
        """Wait for the worker's end; its exit code, negative for a signal."""
        async with asyncio.timeout(PATIENCE):
            return await self._running().wait()

    async def stop(self, number: signal.Signals = signal.SIGTERM, *, group: bool = False) -> int:
        """Ask the worker to end; its exit code."""
        self.send(number, group=group)
        return await self.ending()

    async def close(self) -> None:
        """Let no process stay behind."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def until(self, condition: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait until the condition holds; the worker must not end meanwhile.

        Raises:
            AssertionError: it did not, and here is the log.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not await asyncio.to_thread(condition):
            ended = self._process is not None and self._process.returncode is not None
            if ended or loop.time() > deadline:
                raise AssertionError(f"{'it ended' if ended else 'in vain'}:\n{self.logged()[-3000:]}")
            await asyncio.sleep(0.05)

    def logged(self) -> str:
        """The worker's log so far."""
        return self.log.read_text("utf-8") if self.log.exists() else ""

    def state(self) -> Status:
        """The archive's state, once there is one."""
        return self._with(lambda database: snapshot(database, utc_now()))

    def sources(self) -> dict[str, SourceState]:
        """The sources by name."""
        return {one.name: one for one in self.state().sources}

    def is_read(self) -> bool:
        """Whether every source was read, and nothing is left to request or to flag."""
        if not self.has_archive():
            return False
        state = self.state()
        return (
            bool(state.sources)
            and not state.unflagged
            and all(one.last_finished_at and not one.pending for one in state.sources)
        )

    def has_archive(self) -> bool:
        """Whether a worker has begun."""
        if self.url.startswith("sqlite") and not Path(self.url.removeprefix("sqlite:///")).exists():
            return False
        return "workers" in self._tables() and bool(self.state().workers)

    def articles(self) -> list[ArchivedArticle]:
        """What is archived."""
        return self._with(lambda database: Archive(database).newest(1000))

    def found(self, query: str) -> int:
        """How many articles the archive's index gives for a query."""
        return self._with(lambda database: len(search(database, parse(query), limit=1000)))

    def deliveries(self) -> list[Delivery]:
        """What the outbox holds."""
        return self._with(lambda database: Outbox(database).list(limit=1000))

    def _tables(self) -> set[str]:
        def names(database: Database) -> set[str]:
            with database.read() as connection:
                return set(inspect(connection).get_table_names())

        return self._with(names)

    def _with(self, ask: Callable[[Database], Answer]) -> Answer:
        database = Database(self.url)
        try:
            return ask(database)
        finally:
            database.close()

    def _running(self) -> asyncio.subprocess.Process:
        assert self._process is not None, "no worker was started"
        return self._process

    def _environ(self, environ: Mapping[str, str] | None) -> dict[str, str]:
        return {**os.environ, "WIREWATCH_CONFIG": str(self.config), **(environ or {})}
