"""Whether any host was asked more often than its delay allows, by the clock of the one who was asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from tests.acceptance.machines.ledger import Request

#: What two requests may come nearer to each other than the delay, as a share of it. Their times are those at which
#: the kernel took them in, so that a busy server makes no difference. What a pause that was kept to the letter loses on
#: its way is what the earlier request took longer: it opened a connection, some milliseconds. 5 % of a second are 50.
TOLERANCE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Two requests to one host, one after the other, that lie `gap` seconds apart and should lie `delay` apart."""

    delay: float
    gap: float
    before: Request
    after: Request

    def shorter_than(self, delay: float, tolerance: float) -> bool:
        """Whether it is, by more than a share of the delay."""
        return self.gap < delay * (1 - tolerance)

    def __str__(self) -> str:
        return (
            f"host {self.before.host} was asked after {self.gap:.3f} s of {self.delay:g}: "
            f"{self.before.path} by {self.before.by} at {self.before.at:.3f}, then "
            f"{self.after.path} by {self.after.by} at {self.after.at:.3f}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Politeness:
    """`nearest` is the least gap of all, as a share of its delay; None without two requests to a host.

    What a host asks for stands in its robots.txt. `first` are requests that came sooner than that after the one for
    robots.txt itself, yet not sooner than what is configured; all the others are `too_soon`.
    """

    requests: int
    nearest: float | None
    too_soon: tuple[Gap, ...]
    first: tuple[Gap, ...]


def politeness(
    requests: Iterable[Request],
    delays: Mapping[int, float],
    configured: float,
    tolerance: float = TOLERANCE,
) -> Politeness:
    """All pairs of requests to one host, whoever made them. `delays` is by host, in seconds, as is `configured`."""
    by_host: defaultdict[int, list[Request]] = defaultdict(list)
    for request in requests:
        by_host[request.host].append(request)
    gaps = [
        Gap(delay=delays[host], gap=after.at - before.at, before=before, after=after)
        for host, asked in by_host.items()
        for before, after in pairwise(sorted(asked, key=lambda request: request.at))
    ]
    too_soon: list[Gap] = []
    first: list[Gap] = []
    shares: list[float] = []
    for one in sorted(gaps, key=lambda one: one.before.at):
        told = one.before.path == "/robots.txt" and not one.shorter_than(configured, tolerance)
        if not told:
            shares.append(one.gap / one.delay)
        if one.shorter_than(one.delay, tolerance):
            (first if told else too_soon).append(one)
    return Politeness(
        requests=sum(map(len, by_host.values())),
        nearest=min(shares, default=None),
        too_soon=tuple(too_soon),
        first=tuple(first),
    )
