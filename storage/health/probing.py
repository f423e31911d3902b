"""How a source that fails is asked on: ever more seldom, never not at all. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.health.silence import said

# Waits are drawn a tenth longer or shorter.
_MARGIN = 0.85
_WEEK = timedelta(days=7)


def probing(*, failures: int, interval: timedelta, asked_at: datetime | None, due_at: datetime) -> str | None:
    """In words how a failing source is asked on; None where that is no more seldom than its interval.

    `failures` is the weight of the failures in a row, `asked_at` when it was last asked.
    """
    if not failures or asked_at is None:
        return None
    wait = due_at - asked_at
    if wait >= _WEEK * _MARGIN:
        return "backed off to a weekly probe, never given up"
    if wait <= interval * 1.2:
        return None
    return f"backed off to a probe every {said(wait)}, never given up"
