"""Named moments at which a process can be made to die, so that the kill test can draw moments between stages.

`WIREWATCH_FAILPOINT="article-saved:3"` kills the process with SIGKILL at the third call of that name. Without
the variable a call costs one comparison.
"""

from __future__ import annotations

import os
import signal

NAMES = (
    "lead-discovered",
    "article-fetched",
    "article-read",
    "capture-writing",
    "capture-written",
    "article-saving",
    "article-saved",
    "articles-grouping",
    "articles-grouped",
    "hits-recording",
    "hits-recorded",
    "delivery-claimed",
    "notice-sending",
    "notice-sent",
    "delivery-marking",
    "delivery-marked",
)

#: Moments that a run of well sources never comes to.
SELDOM = ("source-notice-writing", "source-notice-written")

#: Moments of a backfill.
OF_BACKFILLS = ("backfill-saving", "backfill-saved")
#: Behind each step of a migration, before it is committed.
MIGRATING = "schema-step"

_name, _left = "", 1


def arm(moment: str) -> None:
    """Die at this moment: `NAME` or `NAME:COUNT`."""
    global _name, _left
    _name, _, count = moment.partition(":")
    _left = int(count) if count.isdecimal() else 1


def failpoint(name: str) -> None:
    """Die here if this moment was asked for, as `kill -9` would have it."""
    global _left
    if name != _name:
        return
    _left -= 1
    if _left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)


arm(os.environ.get("WIREWATCH_FAILPOINT", ""))
