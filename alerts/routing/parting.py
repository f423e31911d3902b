"""What a route remembers of a story, when some of its articles turn out to be a story of their own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from alerts.routing.keys import group_of_story
from storage.records import Held, RoutedHit, StoryNoticeKind, StoryOnRoute


def parted(
    state: StoryOnRoute,
    number: int,
    articles: Collection[int],
    told_at: Sequence[datetime],
    told_at_home: Sequence[datetime],
) -> tuple[StoryOnRoute, ...]:
    """The memory of the story, and that of the one of this number that the articles are in from now on.

    `told_at` says when these were told on the route, and `told_at_home` when those that stay were. What waits of either
    goes on waiting.
    """
    held = state.held
    goes = tuple(hit for hit in held.hits if hit.article_id in articles) if held else ()
    stays = tuple(hit for hit in held.hits if hit.article_id not in articles) if held else ()
    if not goes and not told_at:
        return (state,)
    was_told = bool(told_at)
    other = StoryOnRoute(
        route=state.route,
        group=group_of_story(number),
        story_id=number,
        first_told_at=min(told_at, default=None),
        last_told_at=max(told_at, default=None),
        voices=1 if was_told else 0,
        severity=state.severity if was_told else None,
        held=_with(held, goes, StoryNoticeKind.REPEAT if was_told else StoryNoticeKind.FIRST_REPORT),
    )
    home = replace(state, held=None if held is None or not stays else replace(held, hits=stays))
    if was_told and not told_at_home:
        # All that was told of it has gone: its own first report is still to come.
        home = replace(
            home,
            first_told_at=None,
            last_told_at=None,
            voices=0,
            severity=None,
            held=_with(home.held, stays, StoryNoticeKind.FIRST_REPORT),
        )
    return home, other


def _with(held: Held | None, hits: Sequence[RoutedHit], kind: StoryNoticeKind) -> Held | None:
    return None if held is None or not hits else replace(held, hits=tuple(hits), kind=kind)
