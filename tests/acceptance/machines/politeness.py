"""Whether any host was asked more often than its delay allows, by the clock of the one who was asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from tests.acceptance.machines.ledger import Request

#: What two requests may come nearer to each other than the delay, as a share of it. A pause that was kept to the
#: letter where requests leave is seen shorter where they arrive: the earlier one opened a connection or waited for a
#: processor, the later one did not. On two busy cores that takes some 10 ms; of a delay of one second 5 % are 50.
TOLERANCE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class TooSoon:
    """Two requests to one host that lie `gap` seconds apart, and should lie `delay` apart."""

    delay: float
    gap: float
    before: Request
    after: Request

    def __str__(self) -> str:
        return (
            f"host {self.before.host} was asked after {self.gap:.3f} s of {self.delay:g}: "
            f"{self.before.path} by {self.before.by} at {self.before.at:.3f}, then "
            f"{self.after.path} by {self.after.by} at {self.after.at:.3f}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Politeness:
    """`nearest` is the least gap of all, as a share of its delay; None without two requests to a host."""

    requests: int
    nearest: float | None
    too_soon: tuple[TooSoon, ...]


def politeness(requests: Iterable[Request], delays: Mapping[int, float]) -> Politeness:
    """All pairs of requests to one host, whoever made them. `delays` is by host, in seconds."""
    by_host: defaultdict[int, list[Request]] = defaultdict(list)
    for request in requests:
        by_host[request.host].append(request)
    shares, found = [], []
    for host, asked in by_host.items():
        delay = delays[host]
        for before, after in pairwise(sorted(asked, key=lambda request: request.at)):
            gap = after.at - before.at
            shares.append(gap / delay)
            if gap < delay * (1 - TOLERANCE):
                found.append(TooSoon(delay=delay, gap=gap, before=before, after=after))
    return Politeness(
        requests=sum(map(len, by_host.values())),
        nearest=min(shares, default=None),
        too_soon=tuple(sorted(found, key=lambda one: one.before.at)),
    )
