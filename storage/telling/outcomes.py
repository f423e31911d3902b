"""From the verdicts on all routes to the one outcome of a hit."""

from __future__ import annotations

from collections.abc import Iterable

from storage.records import HitOutcome, Verdict

HANDLED = "its hit is marked handled"
"""Why nobody is told of a hit any more that a person is done with."""

#: From what came farthest to what came least far.
ORDER = (
    HitOutcome.TOLD,
    HitOutcome.HELD_UNTIL,
    HitOutcome.COOLING_DOWN,
    HitOutcome.FAILED,
    HitOutcome.JOINED_STORY,
    HitOutcome.COPY_OF,
    HitOutcome.SILENCED_BY,
    HitOutcome.BACKLOG,
    HitOutcome.NO_ROUTE,
    HitOutcome.NO_CHANNEL,
)


def farthest(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict that is the hit's own: of several that came as far the first. Raises ValueError if there is none."""
    return min(verdicts, key=lambda one: ORDER.index(one.outcome))


def supersedes(new: HitOutcome, old: HitOutcome) -> bool:
    """Whether a later verdict on the same route replaces the earlier one: what was told stays told.

    An update tells of a hit again, or holds it, and a silence may keep it back: the hit itself was told all the same.
    """
    return old is not HitOutcome.TOLD or new in (HitOutcome.TOLD, HitOutcome.FAILED)
