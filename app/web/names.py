"""Names of sources and watches, held against those that exist: a misspelt one must not look like no news."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from app.web.desk import Desk
from app.web.problems import ProblemError, cannot_be_meant
from app.web.watches.known import watch_names
from storage.flags import Flags
from storage.sources import Sources


def known_watches(desk: Desk) -> set[str]:
    """The watches of the file and of the desk, and those that ever hit anything."""
    return set(watch_names(desk)) | Flags(desk.database).watches()


def check_source(desk: Desk, name: str | None) -> None:
    """Raises ProblemError where the archive never had a source of this name."""
    if name is not None and name not in (known := Sources(desk.database).names()):
        raise _unknown("source", name, known)


def check_watch(desk: Desk, name: str | None) -> None:
    """Raises ProblemError where there is no watch of this name, and there never was one that hit."""
    if name is not None and name not in (known := known_watches(desk)):
        raise _unknown("watch", name, known)


def _unknown(what: str, name: str, known: Collection[str]) -> ProblemError:
    near = {other.casefold(): other for other in known}
    found = difflib.get_close_matches(name.casefold(), near, n=1, cutoff=0.5)
    meant = f"; did you mean {near[found[0]]!r}?" if found else ""
    return cannot_be_meant(what, f"no {what} has this name{meant}")
