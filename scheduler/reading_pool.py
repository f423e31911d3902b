"""Processes that read pages, so that no page can block the worker's loop or take the worker down."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeoutError
from typing import ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessPool

from crawler.entries import Entries
from crawler.lead import Lead
from crawler.reading import (
    Body,
    PageRead,
    ReadingError,
    read_feed,
    read_listing,
    read_page,
    read_sitemap,
)

P = ParamSpec("P")
T = TypeVar("T")

STOPPING = "the reading processes are stopping"


class ReadingPool:
    """A `crawler.reading.Reader` over worker processes.

    A body that takes longer than `timeout` seconds, or that kills its process, ends in a `ReadingError`; its
    process is replaced and the other bodies go on. The processes end with the worker, also when it is killed.
    """

    def __init__(self, *, processes: int, timeout: float) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["crawler.reading", "crawler.pages", "crawler.normalise"])
        self._timeout = timeout
        self._pool = ProcessPool(max_workers=processes, max_tasks=2000, context=context)

    async def page(self, body: Body, lead: Lead | None) -> PageRead:
        return await self._run(read_page, body, lead)

    async def feed(self, body: Body) -> Entries:
        return await self._run(read_feed, body)

    async def sitemap(self, body: Body) -> Entries:
        return await self._run(read_sitemap, body)

    async def listing(self, body: Body, links: str) -> Entries:
        return await self._run(read_listing, body, links)

    async def _run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            future = self._pool.schedule(function, args=args, kwargs=kwargs, timeout=self._timeout)
            return await asyncio.wrap_future(future)
        except FutureTimeoutError as error:
            raise ReadingError(f"took over {self._timeout:.0f} s to read") from error
        except ProcessExpired as error:
            raise ReadingError(f"its reading process died (exit code {error.exitcode})") from error
        except asyncio.CancelledError as error:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            # Not we were cancelled, but what we waited for: `close` was called.
            raise ReadingError(STOPPING) from error
        except RuntimeError as error:
            if self._pool.active:
                raise
            raise ReadingError(STOPPING) from error

    def close(self) -> None:
        """End the processes; what they still read is read again later."""
        self._pool.stop()
        self._pool.join()
