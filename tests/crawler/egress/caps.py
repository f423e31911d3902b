"""Polls each of `answers` in a reactor of its own, as a program: prints how each ended, when, and at what cost.

Without arguments all at once, as a worker would; else those that are named, one by one, with their peaks of memory.
"""

from __future__ import annotations

import asyncio
import json
import logging
import resource
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.config import load
from app.scrapy_settings import settings_for
from crawler.host_slots import HostSlots
from crawler.source import Source
from scheduler.reactor import run_in_reactor
from storage.records import SourceKind
from tests.crawler.egress.answers import ANSWERS, NOTHING, conversation
from tests.crawler.egress.polling import polled
from tests.crawler.rigs.raw import raw_server

CONFIG = '[manners]\ncontact = "desk@news.test"\ndelay = "0ms"\ntimeout = "2s"\nmax_response = "16MB"\n'


def peak() -> float:
    """The most memory that this process held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


async def judged(settings: dict[str, Any], name: str) -> dict[str, Any]:
    answering, _ = ANSWERS[name]
    async with raw_server(conversation(answering)) as port:
        source = Source(
            name=name,
            kind=SourceKind.FEED,
            url=f"http://127.0.0.1:{port}/feed",
            interval=timedelta(hours=1),
            delay=timedelta(0),
        )
        before, began = peak(), time.monotonic()
        said = await polled(settings, source, HostSlots())
        return {"said": said, "seconds": time.monotonic() - began, "grew": peak() - before}


async def main() -> int:
    config = Path(sys.argv[1]) / "caps.toml"
    config.write_text(CONFIG, encoding="utf-8")
    settings = settings_for(load(config))
    logging.getLogger("scrapy").setLevel(logging.ERROR)
    names = sys.argv[2:]
    await judged(settings, NOTHING)
    before = peak()
    if names:
        results = {name: await judged(settings, name) for name in names}
    else:
        found = await asyncio.gather(*(judged(settings, name) for name in ANSWERS))
        results = dict(zip(ANSWERS, found, strict=True))
    print(json.dumps({"answers": results, "grew": peak() - before}))
    return 0


if __name__ == "__main__":
    sys.exit(run_in_reactor(main))
