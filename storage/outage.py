"""Times in which the database is out of reach, or takes nothing: told when one begins, and when it is over."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

#: Seconds without a failure after which it is over; twice as many each time that it comes back within `RELAPSE`.
QUIET = 2.0
LONGEST_QUIET = 300.0
RELAPSE = 60.0


class Outage:
    """What all who use one database know of its failing. Safe to share between threads.

    One that began with a writing transaction ends with one that is committed: what cannot be written can often still
    be read. `remains` names what can be seen to be wrong still (None: nothing), for that a small change finds
    room on a full disk says little.

    It says nothing until `is_told` is set: a command that fails has its own line. It says nothing either of one that
    is told elsewhere, unless what is met later is not.
    """

    def __init__(
        self,
        remains: Callable[[], str | None] = lambda: None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.is_told = False
        self._remains = remains
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._since: float | None = None
        self._failed_at = 0.0
        self._ended_at: float | None = None
        self._quiet = QUIET
        self._of_writing = False
        self._was_told = False

    @property
    def holds(self) -> bool:
        """Whether the database fails at the time."""
        return self._since is not None

    @property
    def lasts(self) -> float | None:
        """For how many seconds it has failed by now; None where it does not."""
        since = self._since
        return None if since is None else self._monotonic() - since

    def failed(self, reason: str, *, writing: bool, told_elsewhere: bool = False) -> None:
        """A transaction failed, and what it asked for is not at fault."""
        with self._lock:
            now = self._failed_at = self._monotonic()
            if self._since is None:
                relapsed = self._ended_at is not None and now - self._ended_at < RELAPSE
                self._quiet = min(self._quiet * 2, LONGEST_QUIET) if relapsed else QUIET
                self._since, self._of_writing, self._was_told = now, writing, False
            is_news = self.is_told and not self._was_told and not told_elsewhere
            self._was_told = self._was_told or is_news
        if is_news:
            log.error("the database fails, and what is due waits for it: %s", reason)

    def worked(self, *, writing: bool) -> None:
        """A transaction went well."""
        if self._since is None or (self._of_writing and not writing):
            return
        with self._lock:
            now = self._monotonic()
            if self._since is None or now - self._failed_at < self._quiet:
                return
            # To look takes time: whoever comes meanwhile looks a while later.
            self._failed_at = now
        if self._remains() is not None:
            return
        with self._lock:
            if self._since is None or self._failed_at != now:
                return
            lasted = now - self._since
            self._since, self._ended_at = None, now
            was_told = self._was_told
        if was_told:
            log.info("the database works again, after %.0f s", lasted)
