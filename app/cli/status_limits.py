"""What of the state of everything is over its limit: pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.channel_trouble import troubles
from alerts.limits import Limits
from app.cli.terminal import ago, plain
from storage.status import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """A limit of `[limits]` that is passed, and in one line by what."""

    limit: str
    says: str


def over_limits(found: Status, limits: Limits) -> Iterator[Over]:
    """The limits that are passed, in the order of the work."""
    now = found.taken_at
    since = found.last_passed_at or min((one.started_at for one in found.workers), default=None)
    if since is not None and now - since >= limits.passed:
        what = (
            "the last pass was" if found.last_passed_at else "no pass went through, the first worker started"
        )
        yield Over(limit="pass", says=f"{what} {ago(since, now)}")
    if _is_over(found.oldest_unflagged_at, found, limits.unflagged):
        oldest = ago(found.oldest_unflagged_at, now)
        yield Over(limit="unflagged", says=f"an article is not flagged, saved {oldest}")
    if _is_over(found.oldest_waiting_at, found, limits.undelivered):
        oldest = ago(found.oldest_waiting_at, now)
        late = [
            one.state.channel
            for one in found.channels
            if _is_over(one.queue.oldest_at, found, limits.undelivered)
        ]
        where = f" to {plain(', '.join(late))}" if late else ""
        yield Over(limit="undelivered", says=f"a notice{where} is not delivered, the oldest put out {oldest}")
    if _is_over(found.next_release_at, found, limits.undelivered):
        due = ago(found.next_release_at, now)
        yield Over(limit="undelivered", says=f"a story that waited on a route is not told, due {due}")
    # What is late is said above.
    patient = Limits(failing=limits.failing, undelivered=timedelta.max)
    for one in found.channels:
        for trouble in troubles(one.state, one.queue, patient, now).values():
            since_when = ago(trouble.since_at, now)
            yield Over(
                limit="failing",
                says=f"channel {plain(one.state.channel)}, {since_when}: {plain(trouble.says)}",
            )


def _is_over(at: datetime | None, found: Status, limit: timedelta) -> bool:
    return at is not None and found.taken_at - at >= limit
