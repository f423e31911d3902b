"""What one run found, and the bars that it is held to. Pure: what was not run is not judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.matching.compiling import Compiled
from benchmarks.matching.hostile.slowness import Slowness
from benchmarks.matching.identity import Identity
from benchmarks.matching.speed import Beside, Rate
from benchmarks.measure import Bar

BARE, WHOLE, TEXTBOOK, ONE_PASS = "fold()", "folding", "textbook", "folding + one pass"
RE = "one compiled re per watch"
FEW, MANY, MOST = 1_000, 10_000, 100_000

#: The bar at 100,000 watches is told of a machine on which folding and one pass do so many documents a second.
MACHINE_OF_THE_BAR = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Speeds:
    """By how many watches. `rates` are those of what was measured beside ours, by name, on the same documents in turn.

    `ours` tells which watches match, `with_evidence` shows it too; `hits` is the mean of a document.
    """

    rates: Mapping[int, Mapping[str, Rate]] = field(default_factory=dict)
    ours: Mapping[int, Rate] = field(default_factory=dict)
    with_evidence: Mapping[int, Rate] = field(default_factory=dict)
    hits: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured; a peer's by its name and how many watches it had."""

    speeds: Speeds = field(default_factory=Speeds)
    peers: Mapping[tuple[str, int], Beside] = field(default_factory=dict)
    compiled: Compiled | None = None
    identity: Identity | None = None
    slowness: Slowness | None = None

    def document(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "documents a CPU second": {
                str(count): {name: rate.a_second for name, rate in rates.items()}
                for count, rates in self.speeds.rates.items()
            },
            "hits a document": {str(count): hits for count, hits in self.speeds.hits.items()},
            "ours, with evidence": {
                str(count): rate.a_second for count, rate in self.speeds.with_evidence.items()
            },
            "ours": {str(count): rate.a_second for count, rate in self.speeds.ours.items()},
            "peers": {f"{name} at {count}": asdict(found) for (name, count), found in self.peers.items()},
            "compiled": self.compiled and asdict(self.compiled),
            "identity": self.identity and asdict(self.identity),
            "slowness": self.slowness and asdict(self.slowness),
        }


def bars(figures: Figures) -> list[Bar]:
    """All that this run can judge."""
    return [*_right(figures), *_speed(figures), *_cost(figures), *_safe(figures)]


def _right(figures: Figures) -> Iterator[Bar]:
    if figures.identity is not None:
        found = figures.identity
        name = f"differences from the oracle ({found.watches:,} watches, {found.documents:,} documents)"
        yield Bar(name=name, measured=len(found.differences), limit=0, unit="")


def _speed(figures: Figures) -> Iterator[Bar]:
    if (RE, FEW) in figures.peers:
        times = figures.peers[RE, FEW].times
        yield Bar(name=f"to {RE}, {FEW:,} watches", measured=times, limit=300, unit="times", at_least=True)
    rates, ours = figures.speeds.rates, figures.speeds.ours
    for count, name, limit in ((MANY, BARE, 0.4), (MOST, ONE_PASS, 700 / MACHINE_OF_THE_BAR)):
        if count in ours and name in rates[count]:
            share = ours[count].a_second / rates[count][name].a_second
            yield Bar(
                name=f"to {name}, {count:,} watches", measured=share, limit=limit, unit="times", at_least=True
            )


def _cost(figures: Figures) -> Iterator[Bar]:
    found = figures.compiled
    if found is None:
        return
    if found.watches == MOST:
        yield Bar(name=f"{MOST:,} watches compiled", measured=found.compile_seconds, limit=5, unit="CPU s")
        yield Bar(name="memory of that", measured=found.compile_megabytes, limit=150, unit="MB")
    name = f"a watch added or changed among {found.watches:,}, longest"
    yield Bar(name=name, measured=found.edit_longest * 1000, limit=20, unit="ms")


def _safe(figures: Figures) -> Iterator[Bar]:
    found = figures.slowness
    if found is None:
        return
    yield Bar(name="hostile queries that crashed", measured=len(found.crashes), limit=0, unit="")
    for name, longest, limit in (
        ("longest refusal", found.refused.longest, 1),
        ("longest answer to a hostile query", found.answered.longest, 150),
        (
            "longest match of a hostile article of 100 kB, beyond folding and cutting it",
            found.beyond_reading.longest,
            50,
        ),
    ):
        yield Bar(name=name, measured=longest * 1000, limit=limit, unit="ms")
