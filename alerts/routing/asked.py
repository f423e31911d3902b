"""What is asked: a hit, with what is known of its story at this moment."""

from __future__ import annotations

from dataclasses import dataclass

from alerts.routing.keys import group_of
from alerts.routing.tree import GroupBy, Route
from storage.records import CopyOf, RoutedHit, StoryOnRoute


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHit:
    """A hit that is to be decided.

    `voices` counts the independent outlets of its story, this one included. `backlog` says why it is no news, None
    where it is. Without a `story_id` the hit is told by itself.
    """

    hit: RoutedHit
    story_id: int | None = None
    voices: int = 1
    copy_of: CopyOf | None = None
    backlog: str | None = None

    def group_on(self, route: Route) -> str:
        """What is told as one with this hit on the route."""
        return group_of(self.hit, self._story_on(route))

    def unknown_on(self, route: Route) -> StoryOnRoute:
        """The state where the route remembers nothing of the group."""
        return StoryOnRoute(route=route.name, group=self.group_on(route), story_id=self._story_on(route))

    def _story_on(self, route: Route) -> int | None:
        return self.story_id if route.group_by is GroupBy.STORY else None
