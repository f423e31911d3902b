"""The event loop that Scrapy and the worker share: Twisted's asyncio reactor, started once a process."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Coroutine
from typing import Any, cast

from scrapy.utils.reactor import install_reactor
from twisted.internet.asyncioreactor import AsyncioSelectorReactor

ASYNCIO_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
SWITCH_AFTER = 0.001


def run_in_reactor(main: Callable[[], Coroutine[Any, Any, int]]) -> int:
    """Run `main` in the asyncio reactor until it returns, and return what it returned.

    Signals are left to `main`: Twisted's own handlers would stop the reactor at once, with exit code 0.
    """
    install_reactor(ASYNCIO_REACTOR)
    # The loop gets the interpreter back from its threads (the database's) sooner than after Python's 5 ms.
    sys.setswitchinterval(SWITCH_AFTER)
    reactor = cast("AsyncioSelectorReactor", sys.modules["twisted.internet.reactor"])
    # Twisted's own timers follow the clock: set forward, all would be over at once; set back, an hour late.
    cast("Any", reactor).seconds = time.monotonic
    tasks: list[asyncio.Task[int]] = []

    def start() -> None:
        task = asyncio.get_event_loop().create_task(main(), name="worker")
        tasks.append(task)
        task.add_done_callback(lambda _: reactor.stop())

    reactor.callWhenRunning(start)
    reactor.run(installSignalHandlers=False)
    return tasks[0].result()
