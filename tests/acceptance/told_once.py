"""What must hold of what was told however often the worker died, in whatever order it read the articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from app.demo.expectations import BACKLOG, Outcome
from storage.records import HitOutcome, StoryNoticeKind
from tests.acceptance.newsroom_process import Told

RECEIVERS = ("mail", "webhook")
#: Which report comes first, and which is its copy, is a matter of when the worker lived.
NOT_TOLD = {HitOutcome.COPY_OF.value, HitOutcome.JOINED_STORY.value}
FIRST = StoryNoticeKind.FIRST_REPORT.value


def untold(outcome: Outcome, told: Told, kinds: Mapping[str, str]) -> list[str]:
    """Hits that were told though they should not be, or not told though they should be; stories that began twice.

    `kinds` says by delivery id what the notices are for.
    """
    return [*_of_hits(outcome, told), *_of_stories(outcome, told, kinds)]


def twice(told: Told, kinds: Mapping[str, str]) -> list[str]:
    """What a receiver was told under two ids: the same of one article, or what the outbox does not know."""
    found: list[str] = []
    for (url, receiver), ids in told.items():
        counts = Counter(
            kinds.get(delivery_id, "a delivery that the outbox does not know") for delivery_id in ids
        )
        found += [f"{kind} of {url} by {receiver}" for kind, count in counts.items() if count > 1]
        found += [f"{delivery_id} of {url} by {receiver}" for delivery_id in ids if delivery_id not in kinds]
    return found


def _of_hits(outcome: Outcome, told: Told) -> Iterator[str]:
    for url, facts in outcome.archived.items():
        for watch, hit in facts[0].hits.items():
            for receiver in RECEIVERS:
                times = len(told.get((url, receiver), {}))
                if hit.outcome == HitOutcome.TOLD and not times:
                    yield f"the hit of {watch!r} at {url} is told, and was not by {receiver}"
                elif hit.outcome in {*NOT_TOLD, BACKLOG} and times:
                    yield f"the hit of {watch!r} at {url} is {hit.outcome}, and was told by {receiver}"
            if hit.outcome not in {*NOT_TOLD, BACKLOG, HitOutcome.TOLD}:
                yield f"the hit of {watch!r} at {url} is {hit.outcome}"


def _of_stories(outcome: Outcome, told: Told, kinds: Mapping[str, str]) -> Iterator[str]:
    """Each story of which there are news begins once for each receiver."""
    stories = {
        url: facts[0].story_id
        for url, facts in outcome.archived.items()
        if any(hit.outcome != BACKLOG for hit in facts[0].hits.values())
    }
    for receiver in RECEIVERS:
        begun = Counter(
            stories.get(url)
            for (url, by), ids in told.items()
            for delivery_id in ids
            if by == receiver and kinds.get(delivery_id) == FIRST
        )
        for story in {*stories.values()}:
            if begun[story] != 1:
                yield f"story {story} was told {begun[story]} times as new by {receiver}"
