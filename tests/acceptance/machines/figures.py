"""What a run came to, in the form of docs/reliability.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import quantiles

from tests.acceptance.machines.archived import Archived
from tests.acceptance.machines.edition import Edition
from tests.acceptance.machines.ledger import Call, Noted
from tests.acceptance.machines.machine import Machine
from tests.acceptance.machines.politeness import Politeness
from tests.acceptance.machines.verdict import Verdict

#: How many faults of a kind are told in full.
SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run in the end. Seconds: `whole` of all of it, `after` from the last publication until nothing waited."""

    published: Edition
    archived: Archived
    noted: Noted
    politeness: Politeness
    verdict: Verdict
    machines: Sequence[Machine]
    restarts: int
    cut_for: float
    skipped: str
    whole: float
    after: float
    left_over: int

    @property
    def kills(self) -> int:
        """How many workers were killed."""
        return sum(machine.kills for machine in self.machines)

    def __str__(self) -> str:
        faults = [
            f"  {about}: {fault}" for about, found in self.verdict.faults.items() for fault in found[:SHOWN]
        ]
        return "\n".join(
            [self._harm(), self._articles(), self._hits(), self._requests(), *faults, self.verdict.summary]
        )

    def _harm(self) -> str:
        ends = Counter(code for machine in self.machines for code in machine.ends)
        return (
            f"{len(self.machines)} workers ({self.machines[0].engine}), {self.kills} kills, database restarted "
            f"{self.restarts} times, cut off for {self.cut_for:.0f} s{self.skipped}, in {self.whole:.0f} s; "
            f"workers that ended by themselves: {dict(ends) or 'none'}; processes left behind by {self.left_over}"
        )

    def _articles(self) -> str:
        published, stored = self.published, self.archived.articles
        revisions = sum(len(one.texts) - 1 for one in stored)
        return (
            f"{len(published.articles)} articles of {len(published.sources)} sources on {len(published.hosts)} hosts "
            f"published, {len(stored)} archived, {revisions} later revisions; {_late(self.archived)}, the last one "
            f"done {self.after:.0f} s after the last publication"
        )

    def _hits(self) -> str:
        told = sum(hit.outcome == "told" for hit in self.archived.hits)
        return f"{len(self.archived.hits)} hits, {told} told; {_calls(self.noted.calls)}"

    def _requests(self) -> str:
        nearest = "-" if self.politeness.nearest is None else f"{self.politeness.nearest:.0%}"
        return (
            f"{self.politeness.requests} requests ({_asked(self.noted)}), the nearest two at {nearest} of their "
            f"delay, {len(self.politeness.too_soon)} too soon, "
            f"{sum(one.before.by != one.after.by for one in self.politeness.too_soon)} of them by two machines"
        )


def _late(archived: Archived) -> str:
    """How long after its date an article was collected."""
    seconds = [
        (one.collected_at - one.published_at).total_seconds()
        for one in archived.articles
        if one.published_at is not None and (one.collected_at - one.published_at).total_seconds() < 3600
    ]
    if len(seconds) < 2:
        return "none of them new"
    cuts = quantiles(seconds, n=100)
    return f"collected after {cuts[49]:.0f} s in the median, {cuts[94]:.0f} s at p95"


def _calls(calls: Collection[Call]) -> str:
    answers = Counter(call.status for call in calls)
    met = ", ".join(f"{status or 'hang'} {count}" for status, count in sorted(answers.items()))
    taken = Counter(call.delivery_id for call in calls if call.accepted)
    others = Counter(call.type for call in calls if call.watch is None and call.accepted)
    beside = "".join(f"; {count} of {kind}" for kind, count in others.items())
    again = sum(count - 1 for count in taken.values())
    return (
        f"{len(calls)} calls ({met}), {len(taken)} deliveries taken, {again} again under the same id{beside}"
    )


def _asked(noted: Noted) -> str:
    statuses = Counter(request.status for request in noted.requests)
    robots = sum(request.path == "/robots.txt" for request in noted.requests)
    return f"{robots} of them for robots.txt; {', '.join(f'{status}: {n}' for status, n in sorted(statuses.items()))}"
