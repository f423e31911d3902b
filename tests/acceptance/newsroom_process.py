"""The demo's newsroom and receivers in a process of their own, and what they say happened."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.demo.ground import Endpoints, configuration
from app.demo.newsroom.catalogue import load_outlets
from app.demo.watches import load_watches

Told = dict[tuple[str, str], dict[str, int]]


class NewsroomProcess:
    """`python -m app.demo.serve`, which remembers what was published and told while workers come and go."""

    def __init__(self, folder: Path, *, speed: float) -> None:
        self._state_file = folder / "newsroom.json"
        self._speed = speed
        self._process: asyncio.subprocess.Process | None = None
        self.state: dict[str, Any] = {}

    async def start(self) -> None:
        """Start it with its clock held, and wait until it listens."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "app.demo.serve",
            "--state",
            str(self._state_file),
            "--speed",
            str(self._speed),
            "--hold",
        )
        await until(self._state_file.exists, seconds=300)
        self.state = json.loads(self._state_file.read_text("utf-8"))

    def publish(self) -> None:
        """Let the clock run."""
        if self._process is not None:
            self._process.send_signal(signal.SIGUSR1)

    async def stop(self) -> None:
        """End it."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    def configuration(self) -> str:
        """A `wirewatch.toml` over its outlets and receivers."""
        urls = {slug: outlet["source_url"] for slug, outlet in self.state["outlets"].items()}
        endpoints = Endpoints(
            mail_host=self.state["mail"]["host"],
            mail_port=self.state["mail"]["port"],
            webhook_url=self.state["webhook"]["url"],
            webhook_secret=self.state["webhook"]["secret"],
        )
        return configuration(load_outlets(), urls, load_watches(), endpoints)

    def events(self) -> list[dict[str, Any]]:
        """Everything that was shown and told so far, in order."""
        text = Path(self.state["events"]).read_text("utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def told(self) -> Told:
        """For each (article URL, "mail" or "webhook"): how often each delivery id was accepted."""
        told: Told = defaultdict(lambda: defaultdict(int))
        for event in self.events():
            accepted = event["kind"] == "mail" or (
                event["kind"] == "webhook" and 200 <= event["status"] < 300
            )
            if accepted:
                told[event["article_url"], event["kind"]][event["delivery_id"]] += 1
        return told


async def until(condition: Callable[[], bool], *, seconds: float) -> None:
    """Wait until the condition holds.

    Raises:
        TimeoutError: it did not within `seconds`.
    """
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.05)
