"""The real worker in a process of its own, as a user starts it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path


class WorkerProcess:
    """`wirewatch run` over one configuration; its log goes to a file."""

    def __init__(self, config: Path, log: Path) -> None:
        self._config = config
        self._log = log
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, environment: Mapping[str, str] | None = None) -> None:
        """Start it; `environment` is added to ours."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "app.cli",
                "run",
                "--config",
                str(self._config),
                "--verbose",
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **(environment or {})},
            )

    @property
    def ended(self) -> bool:
        """Whether it is not running."""
        return self._process is None or self._process.returncode is not None

    def kill(self) -> None:
        """`kill -9`."""
        if self._process is not None and not self.ended:
            self._process.kill()

    async def wait(self) -> int:
        """Wait for its end; the exit code, negative for a signal."""
        if self._process is None:
            raise RuntimeError("it was never started")
        return await self._process.wait()

    async def stop(self, grace: float = 20.0) -> int:
        """Ask it to end (SIGTERM) and wait; killed after `grace` seconds. The exit code, negative for a signal."""
        if self._process is None:
            raise RuntimeError("it was never started")
        if not self.ended:
            self._process.send_signal(signal.SIGTERM)
            try:
                async with asyncio.timeout(grace):
                    await self._process.wait()
            except TimeoutError:
                self.kill()
        return await self._process.wait()
