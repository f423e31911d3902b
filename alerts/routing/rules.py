"""The rule behind each verdict, in one line for the person who asks why."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from alerts.routing.measures import in_words
from alerts.routing.tree import Route
from storage.records import (
    CopyOf,
    RoutedHit,
    Silence,
    StoryNoticeKind,
    StoryOnRoute,
    WaitReason,
)


def at(moment: datetime, zone: ZoneInfo) -> str:
    """A moment as clocks of the zone show it: `2026-03-02 06:00 (Europe/Berlin)`."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M} ({zone.key})"


def told(kind: StoryNoticeKind, route: Route, *, waited: WaitReason | None, voices: int) -> str:
    """Why a story is told now."""
    match kind:
        case StoryNoticeKind.FIRST_REPORT:
            said = "first report of its story"
        case StoryNoticeKind.CORROBORATION:
            said = f"corroborated: {voices} independent outlets"
        case StoryNoticeKind.SEVERITY:
            said = "graver than what was told of its story"
        case StoryNoticeKind.UPDATE:
            said = "an edit touched what matched"
        case _:
            said = "its story goes on"
    after = {
        WaitReason.QUIET: ", after quiet hours",
        WaitReason.DIGEST: ", in a digest",
        WaitReason.GROUP_WAIT: ", after waiting for more reports",
        WaitReason.COOLING_DOWN: ", after cooling down",
    }
    return f"{said}{after[waited] if waited else ''} (route {route.name})"


def waits(why: WaitReason | None, route: Route, until_at: datetime) -> str:
    """What a hit waits for."""
    until = at(until_at, route.zone)
    match why:
        case WaitReason.QUIET:
            return f"quiet hours of route {route.name} until {until}"
        case WaitReason.GROUP_WAIT:
            return f"route {route.name} waits {in_words(route.group_wait)} for more reports, until {until}"
        case WaitReason.COOLING_DOWN:
            return f"its story was told on route {route.name} and cools down until {until}"
        case _:
            return f"the digest of route {route.name}, {until}"


def copy_of(copy: CopyOf, state: StoryOnRoute, route: Route) -> str:
    """Why a copy is not told."""
    return f"copy of article {copy.article_id} ({_share(copy.similarity)}), {_was_told(state, route)}"


def joined(state: StoryOnRoute, route: Route) -> str:
    """Why another report of a story is not told."""
    story = "its story" if state.story_id is None else f"story {state.story_id}"
    return f"{story} goes on, {_was_told(state, route)}"


def silenced(silence: Silence) -> str:
    """Which silence it is, until when, whose and what for."""
    words = ": ".join(part for part in (silence.author, silence.comment) if part)
    until = f"{silence.ends_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return f"silence {silence.id} until {until}" + (f" ({words})" if words else "")


def no_channels(route: Route) -> str:
    """Why nobody is told on a route."""
    return f"route {route.name} has no channels"


def route_gone(hit: RoutedHit, route: str) -> str:
    """Why a hit that waited on a route is not told there."""
    return f"route {route} is gone from the configuration: decided anew for watch {hit.watch}"


def _was_told(state: StoryOnRoute, route: Route) -> str:
    if state.first_told_at is None:
        return f"not told on route {route.name} yet"
    return f"told on route {route.name} at {at(state.first_told_at, route.zone)} as first report"


def _share(similarity: float) -> str:
    """Two digits, as in `.93`."""
    return "1.00" if similarity >= 0.995 else f"{similarity:.2f}"[1:]
