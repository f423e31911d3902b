"""What becomes of an article's hits on one route."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import reduce

from alerts.routing import rules
from alerts.routing.asked import NewHit
from alerts.routing.settling import first_kind, joined, kept, ready, told, waiting
from alerts.routing.silencing import silence_for
from alerts.routing.tree import Route
from alerts.routing.verdict_of import verdict_of
from storage.records import (
    Decision,
    Held,
    HitOutcome,
    Severity,
    Silence,
    StoryNoticeKind,
    StoryOnRoute,
    Verdict,
    WaitReason,
    gravest,
)

Refusal = tuple[HitOutcome, str]


def decide(
    news: Sequence[NewHit],
    route: Route,
    state: StoryOnRoute | None,
    silences: Iterable[Silence],
    now: datetime,
    *,
    kind: StoryNoticeKind | None = None,
) -> Decision:
    """The verdicts of hits of one article and one group, and of what waited for them or is told with them.

    `state` is what the route remembers of the group; `kind` is given where it is known what they are told as. The same
    question has the same answer, with the same keys.
    """
    state = news[0].unknown_on(route) if state is None else state
    silences = tuple(silences)
    verdicts: list[Verdict] = []
    left: list[NewHit] = []
    for new in news:
        refused = _refusal(new, route, silences, now)
        if refused is None:
            left.append(new)
        else:
            verdicts.append(verdict_of(new.hit, state, *refused, now))
    kind = _first_kind(left, route, state) if kind is None else kind
    decision = Decision()
    if left:
        decision = (
            _untold(left, route, state, now)
            if kind is None
            else _tell_or_keep(left, route, state, kind, silences, now)
        )
    return replace(decision, verdicts=(*verdicts, *decision.verdicts))


def _refusal(new: NewHit, route: Route, silences: Iterable[Silence], now: datetime) -> Refusal | None:
    """Why the hit is told to nobody on the route, whatever is known of its story."""
    if new.backlog is not None:
        return HitOutcome.BACKLOG, new.backlog
    if not route.channels:
        return HitOutcome.NO_ROUTE, rules.no_channels(route)
    silence = silence_for(silences, new.hit, route.name, new.story_id, now)
    return None if silence is None else (HitOutcome.SILENCED_BY, rules.silenced(silence))


def _tell_or_keep(
    news: Sequence[NewHit],
    route: Route,
    state: StoryOnRoute,
    kind: StoryNoticeKind,
    silences: Sequence[Silence],
    now: datetime,
) -> Decision:
    """Tell of the hits now, with all that waits of their story, or let them wait too."""
    in_order = sorted(news, key=lambda new: (-new.hit.severity.rank, new.hit.watch))
    more = Held(
        kind=kind,
        why=WaitReason.QUIET,
        severity=gravest(*(new.hit.severity for new in news)),
        voices=max(new.voices for new in news),
        hits=tuple(new.hit for new in in_order),
        held_at=now,
        until_at=now,
    )
    held = joined(state.held, more)
    if _comes_with_others(route, state, held):
        return kept(route, state, held, waiting(route, state, held, now), now)
    story_of = {new.hit.article_id: new.story_id for new in news if new.story_id is not None}
    left, found, silenced = ready(route, state, held, silences, now, story_of=story_of)
    left = more if left is None else left
    if found.until_at <= now:
        decision = told(route, [(state, left)], left.kind, now)
    else:
        decision = kept(route, state, left, found, now)
    return replace(decision, verdicts=(*silenced, *decision.verdicts))


def _comes_with_others(route: Route, state: StoryOnRoute, held: Held) -> bool:
    """Whether it belongs into one notice with the other stories of the route, which is about to be made."""
    if route.digest is not None:
        return True
    waited = state.held is not None and state.held.why in (WaitReason.QUIET, WaitReason.DIGEST)
    return waited and not route.breaks_through(held.severity)


def _first_kind(news: Sequence[NewHit], route: Route, state: StoryOnRoute) -> StoryNoticeKind | None:
    kinds = [kind for kind in (_kind(new, route, state) for new in news) if kind is not None]
    return reduce(first_kind, kinds) if kinds else None


def _kind(new: NewHit, route: Route, state: StoryOnRoute) -> StoryNoticeKind | None:
    """What is new in the hit, None for nothing."""
    if state.first_told_at is None:
        return StoryNoticeKind.FIRST_REPORT
    is_copy = new.copy_of is not None
    if not is_copy and any(state.voices < number <= new.voices for number in route.corroboration):
        return StoryNoticeKind.CORROBORATION
    if not (state.severity or Severity.INFO).is_at_least(new.hit.severity):
        return StoryNoticeKind.SEVERITY
    if is_copy:
        return None
    goes_on = state.held is not None or route.digest is not None or route.repeat_interval is not None
    return StoryNoticeKind.REPEAT if goes_on else None


def _untold(news: Sequence[NewHit], route: Route, state: StoryOnRoute, now: datetime) -> Decision:
    copy = news[0].copy_of
    if copy is not None:
        counted = replace(state, copies=state.copies + 1)
        refused = HitOutcome.COPY_OF, rules.copy_of(copy, state, route)
    else:
        counted = replace(state, joined=state.joined + 1)
        refused = HitOutcome.JOINED_STORY, rules.joined(state, route)
    return Decision(
        states=(counted,), verdicts=tuple(verdict_of(new.hit, state, *refused, now) for new in news)
    )
