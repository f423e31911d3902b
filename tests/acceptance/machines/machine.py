"""A machine: a folder, a host name, perhaps a network of its own, and a worker that is started again when it ends."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[3]
#: As a service manager does: seconds from an end to the next start.
RESTART_AFTER = 0.1
#: For an answer of a command, in seconds.
PATIENCE = 900.0


@dataclass(slots=True, kw_only=True)
class Machine:
    """`ends` are the exit codes of workers that ended though nobody asked; `groups` the processes of all of them."""

    number: int
    folder: Path
    engine: str
    namespace: str | None = None
    kills: int = 0
    ends: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    _worker: asyncio.subprocess.Process | None = None
    _killed: bool = False
    _keeper: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        return f"worker-{self.number}"

    @property
    def config(self) -> Path:
        return self.folder / "wirewatch.toml"

    def start(self) -> None:
        """Keep a worker running from now on."""
        self._keeper = asyncio.create_task(self._keep())

    def kill(self) -> None:
        """`kill -9` of the worker's process alone; what it started must end by itself."""
        if self._worker is not None and self._worker.returncode is None:
            self._killed = True
            self._worker.kill()
            self.kills += 1

    async def stop(self, grace: float = 60.0) -> int | None:
        """Ask the worker to end (SIGTERM); its exit code, None where it had to be killed."""
        if self._keeper is not None:
            self._keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeper
        worker = self._worker
        if worker is None:
            return None
        if worker.returncode is None:
            worker.terminate()
        try:
            async with asyncio.timeout(grace):
                return await worker.wait()
        except TimeoutError:
            worker.kill()
            await worker.wait()
            return None

    def left_over(self) -> int:
        """How many workers left processes behind; these are ended."""
        found = 0
        for group in self.groups:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
                found += 1
        return found

    async def ask(self, *words: str) -> tuple[int, str]:
        """Run `wirewatch WORDS` on this machine: its exit code and standard output."""
        process = await asyncio.create_subprocess_exec(
            *self._here("-m", "app.cli", *words, "--config", str(self.config)),
            cwd=self.folder,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=_environment(),
        )
        try:
            async with asyncio.timeout(PATIENCE):
                output, errors = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
        with (self.folder / "commands.log").open("ab") as log:
            log.write(f"{' '.join(words)}: {process.returncode}\n".encode() + errors)
        return process.returncode or 0, output.decode()

    async def _keep(self) -> None:
        engine = () if self.engine == "local" else ("--engine", self.engine)
        words = ("-m", "app.cli", "run", "--config", str(self.config), "--verbose", *engine)
        while True:
            with (self.folder / "worker.log").open("ab") as log:
                self._worker = await asyncio.create_subprocess_exec(
                    *self._here(*words),
                    cwd=self.folder,
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    env=_environment(),
                    start_new_session=True,
                )
            self.groups.append(self._worker.pid)
            self._killed = False
            code = await self._worker.wait()
            if not self._killed:
                self.ends.append(code)
            await asyncio.sleep(RESTART_AFTER)

    def _here(self, *words: str) -> list[str]:
        """The command line of a Python program on this machine. Each step becomes the next: one process in the end."""
        line = [sys.executable, *words]
        if os.geteuid() == 0 and shutil.which("unshare") is not None:
            named = 'hostname "$0" && exec "$@"'
            line = ["unshare", "--uts", "sh", "-c", named, self.name, *line]
        if self.namespace is not None:
            line = ["ip", "netns", "exec", self.namespace, *line]
        return line


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PATH": f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"}
