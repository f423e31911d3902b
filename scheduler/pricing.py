"""The price of a poll for a worker's sources, as it comes to know them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.rhythm import Bounds, Price, Rhythm
from scheduler.rhythm.price import Demand, clearing
from scheduler.rhythm.rates import GUESS, worth
from storage.records import SourceState

#: How long a price that follows from what the sources ask for stands; new sources are heard of sooner.
STANDS = timedelta(minutes=10)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Polling:
    """How often may be polled. A source's own interval is the longest that it waits for while it is fine.

    Without a budget (`polls_per_hour`), `share` times as many polls are made as every source at its own interval
    would need.
    """

    floor: timedelta = timedelta(minutes=1)
    polls_per_hour: float | None = None
    share: float = 2.0


class Pricing:
    """Hears what each source asks for when its poll ends, and says what a poll is worth."""

    def __init__(self, now: datetime) -> None:
        self.polling = Polling()
        #: How many sources there are, those among them that were not heard of yet.
        self.sources = 0
        self._demands: dict[int, Demand] = {}
        self._price = Price(1.0, now)
        self._settled_at = now
        self._settled_for = 0

    def bounds(self, state: SourceState) -> Bounds:
        """The least and the longest interval of a source."""
        return Bounds(floor=min(self.polling.floor, state.interval), ceiling=state.interval)

    def paid(self, state: SourceState, rhythm: Rhythm | None, now: datetime) -> float:
        """A poll of this source was made; the price of its next one, in item-hours."""
        bounds = self.bounds(state)
        root = worth(GUESS) ** 0.5 if rhythm is None else rhythm.rates.root
        self._demands[state.id] = Demand(root=root, floor=bounds.floor, ceiling=bounds.ceiling)
        self._price.paid(now)
        if now - self._settled_at >= STANDS or len(self._demands) > 1.2 * self._settled_for:
            self._settle(now)
        return self._price.at(now)

    def use(self, polling: Polling, sources: int) -> None:
        """Take these bounds for so many sources; they are heard of anew."""
        self.polling = polling
        self.sources = sources
        self._demands.clear()
        self._settled_for = 0

    def _settle(self, now: datetime) -> None:
        demands = list(self._demands.values())
        if self.polling.polls_per_hour is None:
            budget = self.polling.share * sum(_HOUR / demand.ceiling for demand in demands)
        else:
            heard = len(demands) / max(self.sources, len(demands))
            budget = self.polling.polls_per_hour * heard
        self._price.budget = budget
        self._price.restart(clearing(demands, budget))
        self._settled_at, self._settled_for = now, len(demands)
