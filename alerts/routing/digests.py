"""Digests: what a route has to tell since the last one, by story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.routing.keys import empty_digest_key
from alerts.routing.quiet import quiet_until
from alerts.routing.schedule import last_digest
from alerts.routing.settling import told
from alerts.routing.tree import Route
from storage.records import Decision, Held, StoryNotice, StoryNoticeKind, StoryOnRoute, ToldStory, WaitReason


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestCounts:
    """What a digest holds: stories, those of them that are new, their articles, and copies, which are not shown."""

    stories: int
    new_stories: int
    articles: int
    copies: int


def counts(stories: Iterable[ToldStory]) -> DigestCounts:
    """Count what a digest tells. An article that is a hit of two watches counts once."""
    shown = tuple(stories)
    return DigestCounts(
        stories=len(shown),
        new_stories=sum(one.first_told_at is None for one in shown),
        articles=sum(len({hit.article for hit in one.hits}) + one.joined for one in shown),
        copies=sum(one.copies for one in shown),
    )


def digest(
    route: Route,
    due: Sequence[tuple[StoryOnRoute, Held]],
    now: datetime,
    since_at: datetime | None,
) -> Decision:
    """One notice of these stories: the new ones first, of them the gravest, and what came first."""
    in_order = sorted(
        due,
        key=lambda one: (one[0].first_told_at is not None, -one[1].severity.rank, one[1].held_at),
    )
    return told(route, in_order, StoryNoticeKind.DIGEST, now, since_at=since_at, waited=WaitReason.DIGEST)


def empty_digest(route: Route, since_at: datetime | None, now: datetime) -> StoryNotice | None:
    """The digest that says there is nothing, where the route asks for it and its time came since `since_at`."""
    if route.digest is None or not route.empty_digest or not route.channels or since_at is None:
        return None
    if quiet_until(route.quiet, route.zone, now) is not None:
        return None
    due_at = last_digest(route.digest, route.zone, now)
    if since_at >= due_at:
        return None
    return StoryNotice(
        key=empty_digest_key(route.name, due_at),
        kind=StoryNoticeKind.DIGEST,
        route=route.name,
        channels=route.channels,
        severity=None,
        stories=(),
        created_at=now,
        since_at=since_at,
    )
