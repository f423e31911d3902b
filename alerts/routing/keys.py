"""Names that stay the same when a decision is made again, after a crash or on a database from a backup."""

from __future__ import annotations

from datetime import datetime

from storage.records import RoutedHit, StoryNoticeKind
from storage.telling.names import stable_name


def group_of(hit: RoutedHit, story_id: int | None) -> str:
    """What is told as one: the story; a hit by itself where that is None."""
    return f"hit {hit.article} {hit.watch}" if story_id is None else group_of_story(story_id)


def group_of_story(story_id: int) -> str:
    """What a story is told as."""
    return f"story {story_id}"


def notice_key(route: str, kind: StoryNoticeKind, lead: RoutedHit) -> str:
    """The name of a notice by the first hit in it: a wording of a hit is told once on a route."""
    return stable_name("notice", route, kind, lead.article, lead.watch, str(lead.revision))


def empty_digest_key(route: str, due_at: datetime) -> str:
    """The name of a digest without stories, of which each time of the digest has one at most."""
    return stable_name("empty digest", route, due_at.isoformat())
