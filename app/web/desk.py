"""What every page and every answer of the desk is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Protocol

from fastapi import Depends, Request

from storage.clock import Clock, utc_now
from storage.database import Database
from watch import AliasBook, Query


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredWatch:
    """A watch of the configuration file; `line` is where it stands there."""

    name: str
    query: Query
    severity: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What the configuration file says now; where it is not valid, `trouble` says why, and the rest is as it was last.

    `channels` and `sources` are names.
    """

    path: Path
    watches: Sequence[DeclaredWatch] = ()
    book: AliasBook
    channels: Sequence[str] = ()
    sources: Sequence[str] = ()
    trouble: str | None = None


class Configuration(Protocol):
    """Where what is declared comes from."""

    def current(self) -> Declared:
        """What is declared now; cheap where the file is as it was."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One desk: the archive, the configuration beside it, and the clock."""

    database: Database
    configuration: Configuration
    clock: Clock = utc_now


def desk_of(request: Request) -> Desk:
    """The desk that answers a request."""
    found = request.app.state.desk
    if not isinstance(found, Desk):
        raise TypeError("an application of the desk is made by app.web.application.build")
    return found


DeskOfRequest = Annotated[Desk, Depends(desk_of)]
