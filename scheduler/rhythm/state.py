"""What is known of the rhythm of one source, and what it lets expect."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from datetime import UTC, datetime

from scheduler.rhythm.rates import Rates, rates
from scheduler.rhythm.week import WEEK, hour_of, in_hours, stretches

#: Hours after which what is unusual (a burst, a holiday) is believed in by a factor of e less.
FADES = 2.0
#: How many items the usual rate is worth when it is weighed against the last hours.
USUAL = 1.5
_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """Counted from the polls of one source, or from the dates that its first answer gave.

    `counts` are the new items by hour of the week, each weighing half of what it did after `rates.HALF_LIFE`, as of
    `counted_at`; what was published before `since_at` is not known. `rates` follow from them. `lately` is how many
    came in the last hours, `awaited` how many were usual for them, both fading. `window` is how many entries the
    last answer held that held any.
    """

    since_at: datetime
    counted_at: datetime
    polled_at: datetime
    counts: tuple[float, ...]
    lately: float = 0.0
    awaited: float = 0.0
    window: int | None = None
    rates: Rates = field(compare=False, repr=False)

    @property
    def boost(self) -> float:
        """How many times the usual rate the source publishes at now."""
        return (USUAL + self.lately) / (USUAL + self.awaited)

    def rate(self, hours: float) -> float:
        """Items an hour at a time after the last poll, in hours since 1970."""
        fading = math.exp(min(0.0, (in_hours(self.polled_at) - hours) / FADES))
        return self.rates.hourly[hour_of(hours)] * (1 + (self.boost - 1) * fading)


def usual(rhythm: Rhythm, start: float, end: float) -> float:
    """The items that are usual between two times, in hours since 1970, whatever the last hours were like."""
    return sum(rhythm.rates.hourly[hour] * length for hour, length in stretches(start, end))


def expected(rhythm: Rhythm, start_at: datetime, end_at: datetime) -> float:
    """The items that the source will publish between two times after its last poll."""
    start, end, polled = in_hours(start_at), in_hours(end_at), in_hours(rhythm.polled_at)
    items, at = 0.0, start
    for hour, length in stretches(start, end):
        # the integral of exp(-t/FADES) over the stretch
        unusual = FADES * (math.exp((polled - at) / FADES) - math.exp((polled - at - length) / FADES))
        items += rhythm.rates.hourly[hour] * (length + (rhythm.boost - 1) * unusual)
        at += length
    return items


def dumped(rhythm: Rhythm) -> str:
    """As JSON, about 800 characters. Counts are kept so exactly that 168 that are rounded move no rate by 2 percent."""
    return json.dumps(
        {
            "version": _VERSION,
            "since": round(rhythm.since_at.timestamp()),
            "counted": round(rhythm.counted_at.timestamp(), 3),
            "polled": round(rhythm.polled_at.timestamp(), 3),
            "counts": [round(count, 4) or 0 for count in rhythm.counts],
            "lately": round(rhythm.lately, 4),
            "awaited": round(rhythm.awaited, 4),
            "window": rhythm.window,
        },
        separators=(",", ":"),
    )


def loaded(text: str | None) -> Rhythm | None:
    """From JSON; None where there is none, or one of another release, or a broken one: it is learned anew."""
    if text is None:
        return None
    try:
        kept = json.loads(text)
        if kept["version"] != _VERSION or len(kept["counts"]) != WEEK:
            return None
        counts = tuple(map(float, kept["counts"]))
        return Rhythm(
            since_at=datetime.fromtimestamp(kept["since"], UTC),
            counted_at=datetime.fromtimestamp(kept["counted"], UTC),
            polled_at=datetime.fromtimestamp(kept["polled"], UTC),
            counts=counts,
            rates=rates(counts, kept["since"] / 3600, kept["counted"] / 3600),
            lately=float(kept["lately"]),
            awaited=float(kept["awaited"]),
            window=kept["window"],
        )
    except (ValueError, KeyError, TypeError, OverflowError, OSError):
        return None
