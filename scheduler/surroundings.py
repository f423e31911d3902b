"""What this machine itself lacks: files that may be opened, names that resolve. Told once, held against nobody."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from crawler.reports import RunReport
from crawler.spiders.reasons import NAMELESS
from storage import open_files
from storage.records import PollResult, RunOutcome

log = logging.getLogger(__name__)

#: A source that failed for what this machine lacks is polled again after so long.
AGAIN_IN = timedelta(seconds=15)
#: Seconds for a look-up: a name server that is silent answers no sooner.
PATIENCE = 5.0
#: So many names that resolved are remembered, and so many of them are looked up where another one does not.
REMEMBERED, WITNESSES = 50, 3
_NO_FILES = tuple(os.strerror(number) for number in (errno.EMFILE, errno.ENFILE))

Resolve = Callable[[str], object]


def _resolved(name: str) -> object:
    return socket.getaddrinfo(name, None)


class Surroundings:
    """Whether files can be opened and names be resolved, by trying. `look` is called every few seconds."""

    def __init__(self, resolve: Resolve = _resolved) -> None:
        self._resolve = resolve
        self._files: str | None = None
        self._names_fail = False
        #: The hosts that were polled well, the last one last.
        self._known: dict[str, None] = {}
        #: The hosts whose names had no address, since one had.
        self._nameless: set[str] = set()

    async def look(self) -> None:
        """Tell what is lacking now, and what no longer is."""
        self._look_at_files()
        if self._names_fail and await self._any_resolves(self._witnesses() or sorted(self._nameless)):
            self._names_fail = False
            self._nameless.clear()
            log.info("names resolve again")

    async def judged(self, url: str, report: RunReport) -> RunReport:
        """The report of a source's run; one that failed for what is lacking here says nothing of the source."""
        host, poll = urlsplit(url).hostname or "", report.poll
        if poll.outcome is not RunOutcome.UNREACHABLE:
            if poll.outcome is not RunOutcome.INTERRUPTED:
                self._is_well(host)
            return report
        said = poll.detail or ""
        if any(words in said for words in _NO_FILES):
            self._look_at_files(said)
        elif NAMELESS not in said or not await self._is_for_all(host):
            return report
        again = PollResult(outcome=RunOutcome.INTERRUPTED, detail=said, retry_after=AGAIN_IN)
        return replace(report, poll=again, failed_at_home=True)

    def _look_at_files(self, said: str | None = None) -> None:
        said = open_files.refusal() or said
        if said is not None and self._files is None:
            log.error("no file and no connection can be opened, and what needs one waits: %s", said)
        elif said is None and self._files is not None:
            log.info("files and connections can be opened again")
        self._files = said

    def _is_well(self, host: str) -> None:
        if _is_name(host) and not self._names_fail:
            self._known.pop(host, None)
            self._known[host] = None
            self._nameless.clear()
            if len(self._known) > REMEMBERED:
                del self._known[next(iter(self._known))]

    async def _is_for_all(self, host: str) -> bool:
        """Whether no name resolves, where this one does not."""
        self._nameless.add(host)
        if self._names_fail:
            return True
        witnesses = [name for name in self._witnesses() if name != host]
        fails = not await self._any_resolves(witnesses) if witnesses else len(self._nameless) > 1
        if fails and not self._names_fail:
            self._names_fail = True
            log.error("no name resolves (%s and others), and what needs one waits: ask the name server", host)
        return fails

    def _witnesses(self) -> list[str]:
        return list(self._known)[-WITNESSES:]

    async def _any_resolves(self, names: list[str]) -> bool:
        looks = [asyncio.create_task(asyncio.to_thread(self._resolve, name)) for name in names]
        for look in looks:
            look.add_done_callback(_heard)
        done, _ = await asyncio.wait(looks, timeout=PATIENCE) if looks else (set(), set())
        return any(look.exception() is None for look in done)


def _heard(look: asyncio.Task[object]) -> None:
    """Let an answer that comes too late be nobody's."""
    if not look.cancelled():
        look.exception()


def _is_name(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return bool(host)
    return False
