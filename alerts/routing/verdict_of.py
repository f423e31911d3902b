"""What was decided for a hit, where it stands: on the route and in the group of a state."""

from __future__ import annotations

from datetime import datetime

from storage.records import HitOutcome, RoutedHit, StoryOnRoute, Verdict


def verdict_of(
    hit: RoutedHit,
    state: StoryOnRoute,
    outcome: HitOutcome,
    rule: str,
    now: datetime,
    *,
    until_at: datetime | None = None,
    notice_key: str | None = None,
) -> Verdict:
    """The verdict of one hit."""
    return Verdict(
        hit=hit,
        route=state.route,
        group=state.group,
        outcome=outcome,
        rule=rule,
        decided_at=now,
        until_at=until_at,
        notice_key=notice_key,
    )
