"""A process that reads feeds for a command, and is ended where a feed takes it too long."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import TimeoutError as FutureTimeoutError
from types import TracebackType

from pebble import ProcessExpired, ProcessPool

from crawler.feeds import Feed
from crawler.feeds.feed import no_feed
from crawler.reading import Body

# beyond the CPU times that reading keeps itself: what only the clock can stop
TIMEOUT = 60.0


class FeedProcess:
    """Reads feeds one by one in a process of its own, started anew where one ended it."""

    def __init__(self, *, timeout: float = TIMEOUT) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["crawler.feeds", "crawler.feeds.forgiving"])
        self._pool = ProcessPool(max_workers=1, context=context)
        self._timeout = timeout

    def __enter__(self) -> FeedProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.stop()
        self._pool.join()

    def read(self, body: Body) -> Feed:
        """The feed in a body; never raises for what is in it."""
        try:
            future = self._pool.schedule(_read, args=(body,), timeout=self._timeout)
            return future.result()
        except FutureTimeoutError:
            return no_feed("unreadable", f"took over {self._timeout:.0f} s to read")
        except ProcessExpired as error:
            return no_feed("unreadable", f"its reading process died (exit code {error.exitcode})")


def _read(body: Body) -> Feed:
    from crawler import feeds

    return feeds.read(body.content, body.url, content_type=body.content_type)
