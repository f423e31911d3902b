"""All that is known of an article's way, as it is shown and written: the hits of one watch, or of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storage.database import Database
from storage.marks import Mark, Marks
from storage.outbox import Outbox
from storage.records import Delivery, Hit
from storage.telling.chain import Chain, Wording
from storage.telling.reading import Chains, StoryNotices
from storage.telling.verdicts import KeptVerdict, in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """An article's way. `hits` are those asked for: of `watch`, or of every watch where that is None.

    `marks`, by hit, are those that count; `deliveries` are those that tell of a hit; `answers`, by delivery, are what
    receivers said that accepted one.
    """

    chain: Chain
    watch: str | None
    hits: Sequence[Hit]
    marks: Mapping[int, Mark]
    deliveries: Mapping[int, Sequence[Delivery]]
    answers: Mapping[str, str]

    def verdicts(self, hit: Hit) -> list[KeptVerdict]:
        """All that was decided for a hit, route by route, on each the first one first."""
        found = self.chain.verdicts[hit.id]
        routes = [*dict.fromkeys(one.route for one in found)]
        return sorted(found, key=lambda one: (routes.index(one.route), one.id))

    def holding(self, hit: Hit) -> list[KeptVerdict]:
        """What holds for a hit, on each route."""
        return in_force(self.chain.verdicts[hit.id])

    @property
    def each_delivery(self) -> dict[str, tuple[Delivery, list[Hit]]]:
        """The deliveries by their ids, each with the hits that it tells of, the first one first."""
        found: dict[str, tuple[Delivery, list[Hit]]] = {}
        for hit in self.hits:
            for one in self.deliveries[hit.id]:
                found.setdefault(one.id, (one, []))[1].append(hit)
        return dict(sorted(found.items(), key=lambda item: item[1][0].created_at))

    @property
    def unflagged(self) -> list[Wording]:
        """The wordings that the watches have not seen."""
        return [one for one in self.chain.wordings if one.flagged_at is None]


def way_of(database: Database, article_id: int, watch: str | None) -> Way:
    """The way of an article that is there. Raises LookupError where it is not."""
    chain = Chains(database).of_article(article_id)
    if chain is None:
        raise LookupError(f"no article {article_id}")
    hits = [one for one in chain.hits if watch is None or one.watch == watch]
    numbers = [one.id for one in hits]
    marks = Marks(database).marks_of(numbers)
    deliveries = Outbox(database).of_hits(numbers)
    ids = {one.id for some in deliveries.values() for one in some}
    return Way(
        chain=chain,
        watch=watch,
        hits=hits,
        marks={number: some[-1].mark for number, some in marks.items() if some},
        deliveries=deliveries,
        answers=StoryNotices(database).answers(ids),
    )
