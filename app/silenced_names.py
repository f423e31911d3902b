"""What a silence is for by name, held against what there is: a misspelt name would keep nothing back. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from alerts.routing.matching import is_like
from app.config.refusals import name
from app.near_names import near_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names that there are; None where nobody knows them, for the configuration is not valid."""

    watches: Sequence[str] | None = None
    sources: Sequence[str] | None = None
    routes: Sequence[str] | None = None


def is_glob(written: str) -> bool:
    """Whether it stands for several names."""
    return re.search(r"[*?]", written) is not None


def known_glob(what: str, written: str, known: Collection[str] | None) -> str:
    """A glob as it is written; a name in the spelling that it has among those `known`, None where nobody knows.

    Raises:
        ValueError: there is no such name, or it can be none. The words hold what was written, as it is.
    """
    try:
        name(written)
    except ValueError as error:
        raise ValueError(f"{written!r} {error}") from error
    if known is None or is_glob(written):
        return written
    found = next((one for one in known if is_like(written, one)), None)
    if found is None:
        raise unknown(what, written, known)
    return found


def unknown(what: str, written: str, known: Collection[str]) -> ValueError:
    """There is none of that name, and which one may have been meant."""
    near = near_name(written, known)
    meant = f"; did you mean {near!r}?" if near else ""
    return ValueError(f"no {what} is named {written!r}{meant}")
