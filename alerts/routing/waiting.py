"""How long a story waits on a route before it is told, and what for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.routing.quiet import quiet_until
from alerts.routing.schedule import next_digest
from alerts.routing.tree import Route
from storage.records import Severity, StoryNoticeKind, WaitReason

# A digest is made a little after its time, and the next one a day later by the clock: not always 24 hours.
_DIGESTS_EARLY = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Until when, and what for; `why` is None where there is nothing to wait for."""

    until_at: datetime
    why: WaitReason | None


def wait(
    route: Route,
    kind: StoryNoticeKind,
    severity: Severity,
    *,
    held_at: datetime,
    last_told_at: datetime | None,
    now: datetime,
) -> Wait:
    """When something that is there to be told since `held_at` may be told, as the route is now.

    Nothing of this is remembered, so that a changed configuration, or a clock that was wrong, leaves nothing waiting
    for what will not come.
    """
    until_at, why = held_at, None
    if kind is StoryNoticeKind.REPEAT and route.repeat_interval is not None and last_told_at is not None:
        again_at = min(last_told_at, held_at) + route.repeat_interval
        if again_at > held_at:
            until_at, why = again_at, WaitReason.COOLING_DOWN
    if route.digest is not None:
        after = held_at if why is None else max(held_at, until_at - _DIGESTS_EARLY)
        until_at = next_digest(route.digest, route.zone, after)
        why = why or WaitReason.DIGEST
    elif kind is StoryNoticeKind.FIRST_REPORT and route.group_wait:
        until_at, why = held_at + route.group_wait, WaitReason.GROUP_WAIT
    if not route.breaks_through(severity):
        free_at = quiet_until(route.quiet, route.zone, max(until_at, now))
        if free_at is not None:
            until_at = free_at
            why = why if route.digest is not None else WaitReason.QUIET
    return Wait(until_at=until_at, why=why)
