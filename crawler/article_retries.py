"""When an article's page that could not be read is asked for again. Pure."""

from __future__ import annotations

from datetime import timedelta

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    *([timedelta(hours=24)] * 13),
)
GONE_WAITS = WAITS[:2]
GONE = frozenset({404, 410})


def wait_before_retry(attempts: int, status: int | None, asked: timedelta | None = None) -> timedelta | None:
    """How long to wait before the next request, or None where the lead is given up.

    `attempts` counts the failed requests, this one included. A page that is gone (404, 410) is tried twice
    more, since publishers list pages before their caches know them; everything else for two
    weeks, since a login can expire on a Friday. `asked` is the server's Retry-After.
    """
    waits = GONE_WAITS if status in GONE else WAITS
    if attempts > len(waits):
        return None
    wait = waits[attempts - 1]
    return max(wait, asked) if asked is not None else wait
