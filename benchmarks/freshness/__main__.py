"""How late items are seen, by how it is decided when to poll: all rules at the same number of polls.

    python -m benchmarks.freshness [--quick] [--json FILE] [--check]

500 made sources (see `sources`: rates from 0.1 to 200 a day, by hour of day and week, even, in batches and in
episodes), five weeks of which the last two count. Fixed polling asks each every 15 minutes; all others may spend as
many polls. A delay is the time from an item's appearance to the poll that shows it.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from benchmarks.freshness import optimum, rules
from benchmarks.freshness.ours import Polling
from benchmarks.freshness.sources import WEEK, Floats, MadeSource, made
from benchmarks.measure import Bar, finish, options

INTERVAL = 0.25
OURS, FIXED, OPTIMUM = "wirewatch", "fixed, every 15 minutes", "optimum, knows the true rates"
MINIFLUX, MEDIA_CLOUD = "Miniflux, entry frequency", "Media Cloud, share of duplicates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """Minutes over all items, and polls an hour; `learning` is the mean of the weeks before."""

    mean: float
    median: float
    p95: float
    polls: float
    learning: float


def delays(sources: Sequence[MadeSource], polls: Sequence[Floats], begins: float, ends: float) -> Delays:
    """How late the items between two times were seen, and those before."""
    counted, early, spent = [], [], 0
    for source, times in zip(sources, polls, strict=True):
        spent += int(((times >= begins) & (times < ends)).sum())
        shown = source.shown[source.shown < ends - rules.CEILING]
        seen = np.searchsorted(times, shown)
        late = (np.append(times, ends)[seen] - shown) * 60
        counted.append(late[shown >= begins])
        # what was there before the first poll is backlog
        early.append(late[(shown >= times[0]) & (shown < begins)])
    every, before = np.concatenate(counted), np.concatenate(early)
    return Delays(
        mean=float(every.mean()),
        median=float(np.median(every)),
        p95=float(np.quantile(every, 0.95)),
        polls=spent / (ends - begins),
        learning=float(before.mean()) if len(before) else math.nan,
    )


def compared(count: int, weeks: int, learning: int, seed: int) -> dict[str, Delays]:
    """Each rule on the same sources."""
    sources = made(count, weeks, seed)
    begins, ends = float(learning * WEEK), float(weeks * WEEK)
    budget = count / INTERVAL * (ends - begins)
    contenders: dict[str, Callable[[], list[Floats]]] = {
        FIXED: lambda: [
            rules.fixed(source, number / count * INTERVAL, ends, INTERVAL)
            for number, source in enumerate(sources)
        ],
        MINIFLUX: lambda: rules.within_budget(rules.entry_frequency, sources, begins, ends, budget, 0.1, 100),
        MEDIA_CLOUD: lambda: rules.within_budget(
            rules.duplicate_share, sources, begins, ends, budget, 0.1, 1000
        ),
        OURS: lambda: Polling(sources, count / INTERVAL, seed).run(0.0, ends),
        OPTIMUM: lambda: optimum.within_budget(sources, begins, ends, budget),
    }
    found = {}
    for name, contender in contenders.items():
        began = time.process_time()
        found[name] = delays(sources, contender(), begins, ends)
        show(name, found[name], time.process_time() - began)
    return found


def show(name: str, found: Delays, seconds: float) -> None:
    """One line."""
    print(
        f"{name:34} mean {found.mean:6.2f} min, median {found.median:6.2f}, p95 {found.p95:6.2f}; "
        f"{found.polls:7.0f} polls an hour; while it learned {found.learning:6.2f} min ({seconds:.0f} CPU s)",
        flush=True,
    )


def bars(found: dict[str, Delays]) -> list[Bar]:
    """What is asked of ours."""
    ours, fixed, best = found[OURS], found[FIXED], found[OPTIMUM]
    return [
        Bar(name="mean delay to fixed polling's", measured=ours.mean / fixed.mean, limit=0.42, unit="times"),
        Bar(
            name="p95 of the delay to fixed polling's", measured=ours.p95 / fixed.p95, limit=0.6, unit="times"
        ),
        Bar(name="mean delay to the optimum's", measured=ours.mean / best.mean, limit=1.1, unit="times"),
        Bar(name="polls to the budget", measured=ours.polls / fixed.polls, limit=1.005, unit="times"),
    ]


def main() -> None:
    """Simulate, and print the table and the bars."""
    parser = options("how late items are seen at the same number of polls")
    parser.add_argument("--seed", type=int, default=1, help="of the sources")
    given = parser.parse_args()
    found = compared(60, 4, 3, given.seed) if given.quick else compared(500, 5, 3, given.seed)
    finish(given, bars(found), {name: asdict(one) for name, one in found.items()})


if __name__ == "__main__":
    main()
