"""What somebody may have meant who wrote a name that is none. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Collection


def near_name(given: str, names: Collection[str]) -> str | None:
    """The name that somebody may have meant."""
    near = {name.casefold(): name for name in names}
    found = difflib.get_close_matches(given.casefold(), near, n=1, cutoff=0.75)
    return near[found[0]] if found else None
