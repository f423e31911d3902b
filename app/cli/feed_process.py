"""A process that reads feeds for a command, and is ended where a feed takes it too long."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from types import TracebackType

from pebble import ProcessExpired, ProcessPool

# beyond the CPU times that reading keeps itself: what only the clock can stop
TIMEOUT = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFeed:
    """A feed's bytes with what is known of them; a saved one has neither an address nor a content type."""

    content: bytes
    url: str = ""
    content_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is printed of a feed, what is wrong with it as a whole, and whether it was read at all."""

    lines: tuple[str, ...] = ()
    complaints: tuple[str, ...] = ()
    was_read: bool = False


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

    def report(self, given: GivenFeed, name: str, *, json: bool) -> Report:
        """The report of a feed; never raises for what is in it."""
        try:
            future = self._pool.schedule(_report, args=(given, name, json), timeout=self._timeout)
            return future.result()
        except FutureTimeoutError:
            return Report(complaints=(f"took over {self._timeout:.0f} s to read",))
        except ProcessExpired as error:
            return Report(complaints=(f"its reading process died (exit code {error.exitcode})",))


def _report(given: GivenFeed, name: str, json: bool) -> Report:
    # here and not above: the command itself never needs what reads feeds
    from app.cli.feed_report import lines_of
    from crawler import feeds

    feed = feeds.read(given.content, given.url, content_type=given.content_type)
    return Report(
        lines=tuple(lines_of(feed, name, for_programs=json)),
        complaints=feed.doubts,
        was_read=feed.trouble is None,
    )
