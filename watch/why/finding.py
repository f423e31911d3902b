"""What is said of one clause beside whether it held."""

from __future__ import annotations

from typing import NamedTuple

from watch.why.clause import Stretch


class Finding(NamedTuple):
    """A sentence, where to see it, and what the clause lacks (see `Clause.short`); positive where it failed."""

    note: str | None = None
    stretch: Stretch | None = None
    short: float = 1.0
