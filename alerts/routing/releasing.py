"""What waited long enough: released by time, as the routes are now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from alerts.routing import rules
from alerts.routing.articles import merged
from alerts.routing.digests import digest, empty_digest
from alerts.routing.settling import kept, ready, told
from alerts.routing.tree import Route, RouteTree
from alerts.routing.verdict_of import verdict_of
from alerts.routing.waiting import Wait
from storage.records import (
    Decision,
    Held,
    HitOutcome,
    Silence,
    StoryNoticeKind,
    StoryOnRoute,
    WaitReason,
)

Waiting = tuple[StoryOnRoute, Held]
_TOLD_TOGETHER = (WaitReason.QUIET, WaitReason.DIGEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is due. `gone` is what waits on routes that are no longer there: to be decided anew (`decide_anew`)."""

    decision: Decision
    gone: tuple[StoryOnRoute, ...] = ()


def release(
    held: Iterable[StoryOnRoute],
    tree: RouteTree,
    silences: Iterable[Silence],
    now: datetime,
    *,
    digests_at: Mapping[str, datetime] | None = None,
    story_of: Mapping[int, int] | None = None,
) -> Release:
    """Tell what is due of all stories that wait, and let the rest wait, until another time where the routes changed.

    `digests_at` says when the latest digest of each route was made (the greatest time, though the clock was set back
    since), or since when the route is known: an empty digest is made only of a route that is in there. `story_of`: see
    `ready`.
    """
    silences = tuple(silences)
    by_route: dict[str, list[Waiting]] = {}
    for state in sorted(held, key=lambda one: (one.held.held_at if one.held else now, one.group)):
        if state.held is not None:
            by_route.setdefault(state.route, []).append((state, state.held))
    decisions = [
        _of_route(route, by_route.get(name, []), silences, now, (digests_at or {}).get(name), story_of or {})
        for name, route in tree.by_name.items()
    ]
    gone = [state for name, some in by_route.items() if name not in tree.by_name for state, _ in some]
    return Release(decision=merged(decisions), gone=tuple(gone))


def next_release_at(held: Iterable[StoryOnRoute]) -> datetime | None:
    """When the first of the stories that wait is due; None where none waits."""
    return min((state.held.until_at for state in held if state.held is not None), default=None)


def _of_route(
    route: Route,
    stories: Sequence[Waiting],
    silences: Sequence[Silence],
    now: datetime,
    last_digest_at: datetime | None,
    story_of: Mapping[int, int],
) -> Decision:
    decisions: list[Decision] = []
    due: list[Waiting] = []
    for state, held in stories:
        if not route.channels:
            decisions.append(_nobody_to_tell(route, state, held, now))
            continue
        left, found, silenced = ready(route, state, held, silences, now, story_of=story_of)
        decisions.append(Decision(verdicts=silenced))
        if left is None:
            decisions.append(Decision(states=(replace(state, held=None),)))
        elif found.until_at <= now:
            due.append((state, left))
        elif _changes(held, left, found, now):
            decisions.append(kept(route, state, left, found, now))
    if due:
        decisions += _told(route, due, now, last_digest_at)
    elif (empty := empty_digest(route, last_digest_at, now)) is not None:
        decisions.append(Decision(notices=(empty,)))
    return merged(decisions)


def _told(
    route: Route, due: Sequence[Waiting], now: datetime, last_digest_at: datetime | None
) -> list[Decision]:
    """In one digest, or what waited for quiet hours or a digest of old in one notice and the others each in its own."""
    if route.digest is not None:
        return [digest(route, due, now, last_digest_at)]
    together = [one for one in due if one[1].why in _TOLD_TOGETHER]
    alone = [one for one in due if one[1].why not in _TOLD_TOGETHER]
    decisions = [told(route, [one], one[1].kind, now, waited=one[1].why) for one in alone]
    if together:
        # Where there is no room for all, the last are left out.
        together.sort(key=lambda one: -one[1].severity.rank)
        decisions.append(told(route, together, StoryNoticeKind.HELD, now, waited=WaitReason.QUIET))
    return decisions


def _changes(held: Held, left: Held, found: Wait, now: datetime) -> bool:
    until = (held.until_at, held.why)
    return left != held or held.held_at > now or (found.until_at, found.why or held.why) != until


def _nobody_to_tell(route: Route, state: StoryOnRoute, held: Held, now: datetime) -> Decision:
    return Decision(
        states=(replace(state, held=None),),
        verdicts=tuple(
            verdict_of(hit, state, HitOutcome.NO_ROUTE, rules.no_channels(route), now) for hit in held.hits
        ),
    )
