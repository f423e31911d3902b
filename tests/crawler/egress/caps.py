"""Polls each of `answers` in a reactor of its own, as a program: prints how each ended, and at what cost.

Without arguments all at once, as a worker would, and then those that only the timeout ends; else those that are named,
one by one, with their peaks of memory.
"""

from __future__ import annotations

import asyncio
import json
import logging
import resource
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.config import load
from app.scrapy_settings import settings_for
from crawler.host_slots import HostSlots
from crawler.source import Source
from scheduler.reactor import run_in_reactor
from storage.records import SourceKind
from tests.crawler.egress.answers import ANSWERS, NOTHING, TIMED_OUT, TIMEOUT, conversation
from tests.crawler.egress.polling import polled
from tests.crawler.rigs.raw import raw_server

CONFIG = (
    '[manners]\ncontact = "desk@news.test"\ndelay = "0ms"\ntimeout = "{timeout}"\nmax_response = "16MB"\n'
)
#: For those that another limit must end, however busy the machine is.
PATIENT = "10m"


def peak() -> float:
    """The most memory that this process held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def settings_within(folder: Path, timeout: str) -> dict[str, Any]:
    """The settings of a worker that waits so long for a response."""
    config = folder / f"{timeout}.toml"
    config.write_text(CONFIG.format(timeout=timeout), encoding="utf-8")
    return settings_for(load(config))


async def judged(folder: Path, name: str) -> dict[str, Any]:
    answering, said = ANSWERS[name]
    settings = settings_within(folder, TIMEOUT if said == TIMED_OUT else PATIENT)
    async with raw_server(conversation(answering)) as port:
        source = Source(
            name=name,
            kind=SourceKind.FEED,
            url=f"http://127.0.0.1:{port}/feed",
            interval=timedelta(hours=1),
            delay=timedelta(0),
        )
        before = peak()
        said = await polled(settings, source, HostSlots())
        return {"said": said, "grew": peak() - before}


async def judged_at_once(folder: Path, names: Sequence[str]) -> dict[str, dict[str, Any]]:
    found = await asyncio.gather(*(judged(folder, name) for name in names))
    return dict(zip(names, found, strict=True))


async def main() -> int:
    folder = Path(sys.argv[1])
    logging.getLogger("scrapy").setLevel(logging.ERROR)
    names = sys.argv[2:]
    await judged(folder, NOTHING)
    before = peak()
    if names:
        results = {name: await judged(folder, name) for name in names}
    else:
        slow = [name for name, (_, said) in ANSWERS.items() if said == TIMED_OUT]
        others = [name for name in ANSWERS if name not in slow]
        results = await judged_at_once(folder, others) | await judged_at_once(folder, slow)
    print(json.dumps({"answers": results, "grew": peak() - before}))
    return 0


if __name__ == "__main__":
    sys.exit(run_in_reactor(main))
