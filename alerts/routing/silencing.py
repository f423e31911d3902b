"""Which silence keeps a hit from being told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from alerts.routing.matching import in_language, named
from storage.records import RoutedHit, Silence


def silence_for(
    silences: Iterable[Silence], hit: RoutedHit, route: str, story_id: int | None, now: datetime
) -> Silence | None:
    """The silence that holds at `now` for the hit on the route, of several the one that ends last."""
    holding = [
        one for one in silences if one.starts_at <= now < one.ends_at and _is_for(one, hit, route, story_id)
    ]
    return max(holding, key=lambda one: (one.ends_at, -one.id), default=None)


def _is_for(silence: Silence, hit: RoutedHit, route: str, story_id: int | None) -> bool:
    return (
        named(silence.watches, hit.watch)
        and named(silence.sources, hit.source)
        and in_language(silence.languages, hit.language)
        and (not silence.stories or story_id in silence.stories)
        and (not silence.routes or route in silence.routes)
        and (silence.up_to is None or silence.up_to.is_at_least(hit.severity))
    )
