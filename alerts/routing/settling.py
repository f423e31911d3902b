"""What a route has to tell of a story: kept for longer, or told now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from alerts.routing import rules
from alerts.routing.keys import notice_key
from alerts.routing.silencing import silence_for
from alerts.routing.tree import Route
from alerts.routing.verdict_of import verdict_of
from alerts.routing.waiting import Wait, wait
from storage.records import (
    Decision,
    Held,
    HitOutcome,
    RoutedHit,
    Severity,
    Silence,
    StoryNotice,
    StoryNoticeKind,
    StoryOnRoute,
    ToldStory,
    Verdict,
    WaitReason,
    gravest,
)

# What is told together is told as the first of these.
_ORDER = list(StoryNoticeKind)


def joined(held: Held | None, more: Held) -> Held:
    """What waits already and what comes to it, as one that waits since the first of them: of a hit its last wording.

    Shown is the first hit: what came last, where it is for that that people are told, or where it is graver.
    """
    if held is None:
        return more
    leads = more.severity.rank > held.severity.rank or first_kind(held.kind, more.kind) is not held.kind
    first, second = (more, held) if leads else (held, more)
    newest = {hit.ref: hit for hit in sorted((*held.hits, *more.hits), key=lambda hit: hit.revision)}
    in_order = dict.fromkeys(hit.ref for hit in (*first.hits, *second.hits))
    return replace(
        held,
        kind=first_kind(held.kind, more.kind),
        severity=gravest(held.severity, more.severity),
        voices=max(held.voices, more.voices),
        hits=tuple(newest[ref] for ref in in_order),
    )


def reworded(route: Route, state: StoryOnRoute, hit: RoutedHit, now: datetime) -> Decision:
    """What waits of a hit in an earlier wording waits in this one; nothing changes where none does."""
    held = state.held
    if held is None or not any(one.ref == hit.ref and one.revision < hit.revision for one in held.hits):
        return Decision()
    hits = tuple(replace(one, revision=hit.revision) if one.ref == hit.ref else one for one in held.hits)
    newer = replace(held, hits=hits)
    return kept(route, state, newer, waiting(route, state, newer, now), now)


def first_kind(one: StoryNoticeKind, other: StoryNoticeKind) -> StoryNoticeKind:
    """As which of the two something is told that is both."""
    return min(one, other, key=_ORDER.index)


def waiting(route: Route, state: StoryOnRoute, held: Held, now: datetime) -> Wait:
    """Until when this waits on the route as it is now; a time to come, for the clock was wrong then, is now."""
    return wait(
        route,
        held.kind,
        held.severity,
        held_at=min(held.held_at, now),
        last_told_at=state.last_told_at,
        now=now,
    )


def ready(
    route: Route,
    state: StoryOnRoute,
    held: Held,
    silences: Sequence[Silence],
    now: datetime,
    *,
    story_of: Mapping[int, int],
) -> tuple[Held | None, Wait, tuple[Verdict, ...]]:
    """What is left of this when its time has come, for a silence may have come too, and until when it waits.

    The verdicts are those of the hits that the silence is for. `story_of` says in which stories articles are that wait
    on a route by their watch, for a silence of a story holds for them, too.
    """
    found = waiting(route, state, held, now)
    if found.until_at > now:
        return held, found, ()
    by_hit = [
        (
            hit,
            silence_for(silences, hit, route.name, state.story_id or story_of.get(hit.article_id), now),
        )
        for hit in held.hits
    ]
    silenced = tuple(
        verdict_of(hit, state, HitOutcome.SILENCED_BY, rules.silenced(silence), now)
        for hit, silence in by_hit
        if silence is not None
    )
    left = tuple(hit for hit, silence in by_hit if silence is None)
    if not silenced or not left:
        return held if left else None, found, silenced
    smaller = replace(held, hits=left, severity=gravest(*(hit.severity for hit in left)))
    return smaller, waiting(route, state, smaller, now), silenced


def kept(route: Route, state: StoryOnRoute, held: Held, found: Wait, now: datetime) -> Decision:
    """The story with this waiting; the verdicts are those of all hits in it that change by it."""
    why = found.why or held.why
    kept_now = replace(held, held_at=min(held.held_at, now), until_at=found.until_at, why=why)
    moved = state.held is None or (state.held.until_at, state.held.why) != (found.until_at, why)
    before = frozenset(() if state.held is None or moved else state.held.hits)
    return Decision(
        states=(replace(state, held=kept_now),),
        verdicts=tuple(
            verdict_of(
                hit,
                state,
                _outcome(why),
                rules.waits(why, route, found.until_at),
                now,
                until_at=found.until_at,
            )
            for hit in kept_now.hits
            if hit not in before
        ),
    )


def told(
    route: Route,
    stories: Sequence[tuple[StoryOnRoute, Held]],
    kind: StoryNoticeKind,
    now: datetime,
    *,
    since_at: datetime | None = None,
    waited: WaitReason | None = None,
) -> Decision:
    """One notice that tells all of this now."""
    lead = stories[0][1].hits[0]
    key = notice_key(route.name, kind, lead)
    shown = tuple(_shown(state, held) for state, held in stories)
    notice = StoryNotice(
        key=key,
        kind=kind,
        route=route.name,
        channels=route.channels,
        severity=_gravest_of(shown),
        stories=shown,
        created_at=now,
        since_at=since_at,
    )
    return Decision(
        states=tuple(_after(state, held, now) for state, held in stories),
        verdicts=tuple(
            verdict_of(
                hit,
                state,
                HitOutcome.TOLD,
                rules.told(held.kind, route, waited=waited, voices=held.voices),
                now,
                notice_key=key,
            )
            for state, held in stories
            for hit in held.hits
        ),
        notices=(notice,),
    )


def _outcome(why: WaitReason) -> HitOutcome:
    return HitOutcome.COOLING_DOWN if why is WaitReason.COOLING_DOWN else HitOutcome.HELD_UNTIL


def _shown(state: StoryOnRoute, held: Held) -> ToldStory:
    return ToldStory(
        group=state.group,
        story_id=state.story_id,
        kind=held.kind,
        severity=held.severity,
        voices=max(held.voices, state.voices),
        hits=held.hits,
        copies=state.copies,
        joined=state.joined,
        first_told_at=state.first_told_at,
    )


def _after(state: StoryOnRoute, held: Held, now: datetime) -> StoryOnRoute:
    return replace(
        state,
        first_told_at=state.first_told_at or now,
        last_told_at=now,
        voices=max(state.voices, held.voices),
        severity=held.severity if state.severity is None else gravest(state.severity, held.severity),
        copies=0,
        joined=0,
        held=None,
    )


def _gravest_of(stories: Sequence[ToldStory]) -> Severity | None:
    return gravest(*(one.severity for one in stories)) if stories else None
