"""What goes wrong, and when: kills, restarts of the database, a partition. All of it follows from a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

from tests.acceptance.machines.postgres import Stop

#: One in so many kills comes before anything is published.
FIRST = 5
#: The machine with a network of its own.
APART = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """The worker of a machine is killed, so many seconds after the kill before it."""

    machine: int
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Restart:
    """The database stops, and starts again. Seconds, `at` from the moment when publishing began."""

    at: float
    mode: Stop
    away: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """The machine APART is cut from the database, and not from the press."""

    at: float
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """How much goes wrong."""

    kills: int
    restarts: int
    partition: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What goes wrong: `first` while sources are read for the first time, the rest while the press publishes."""

    first: tuple[Kill, ...]
    kills: tuple[Kill, ...]
    others: tuple[Restart | Partition, ...]


Kind = Literal["restart", "partition"]


def schedule(seed: int, harm: Harm, *, machines: int, seconds: float) -> Schedule:
    """Kills fill `seconds` of publishing, restarts and the partition come in the midst of it, never two at once."""
    rng = random.Random(f"chaos {seed}")
    first = (harm.kills + FIRST - 1) // FIRST
    pause = seconds / max(1, harm.kills - first)
    kills = tuple(
        Kill(machine=rng.randint(1, machines), after=rng.uniform(0.4, 1.6) * pause) for _ in range(harm.kills)
    )
    happenings: list[Kind] = ["restart"] * harm.restarts
    if harm.partition:
        # Restarts before it and after it.
        happenings.insert((harm.restarts + 1) // 2, "partition")
    slot = 0.8 * seconds / max(1, len(happenings))
    others: list[Restart | Partition] = []
    for place, happening in enumerate(happenings):
        at = 0.1 * seconds + slot * (place + rng.uniform(0, 0.3))
        if happening == "partition":
            others.append(Partition(at=at, seconds=min(rng.uniform(60, 90), 0.65 * slot)))
        else:
            mode: Stop = rng.choice(("fast", "immediate"))
            others.append(Restart(at=at, mode=mode, away=min(rng.uniform(3, 10), 0.5 * slot)))
    return Schedule(first=kills[:first], kills=kills[first:], others=tuple(others))
