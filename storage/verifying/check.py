"""What a check is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from storage.errors import StorageError

#: Told of how many units more were looked at; see `Check.size`.
Done = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is not what was written: `what` says how it differs, the others where."""

    what: str
    article_id: int | None = None
    revision: int | None = None
    file: str | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """So many things of a kind were looked at; `note` says what of them could not be told, None where all could."""

    what: str
    count: int
    note: str | None = None


class Check(Protocol):
    """Goes once through something that the archive holds, in constant memory.

    Where not even rows can be listed any more, `size` and `faults` raise StorageError: see `size_of` and `found_by`.
    """

    def size(self) -> int:
        """How much there is to look at, in bytes or nearly."""
        ...

    def faults(self, done: Done) -> Iterator[Fault]:
        """What differs, as it is found."""
        ...

    def counted(self) -> list[Counted]:
        """What was looked at, once `faults` is through."""
        ...


def size_of(check: Check) -> int:
    """How much a check has to look at; 0 where that cannot be told any more."""
    try:
        return check.size()
    except StorageError:
        return 0


def found_by(check: Check, done: Done) -> Iterator[Fault]:
    """What a check finds, and what keeps it from going on, which is a fault like any other."""
    try:
        yield from check.faults(done)
    except StorageError as error:
        yield Fault(what=f"cannot be checked any further: {error}")
