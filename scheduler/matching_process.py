"""Matching in one of the processes that read: it keeps the watches in force, and is told of them once."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from alerts.judging import Asked, Found, judged
from alerts.matching import Matcher
from scheduler.reader_process import bounded, keeping


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """The watches in force, by their `digest`; `content` for a process that does not know them."""

    digest: str
    content: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What went wrong in a process, in a line, and the watch that it went wrong with."""

    says: str
    watch: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What came of a batch, in its order, and what went wrong meanwhile."""

    found: tuple[Found | None, ...]
    complaints: tuple[Complaint, ...] = ()


class _Held:
    """The watches of this process, ready to match."""

    def __init__(self) -> None:
        self.digest: str | None = None
        self.complaints: list[Complaint] = []
        self._matcher: Matcher | None = None

    def matcher(self, packed: Packed) -> Matcher | None:
        """The matcher of these watches; None where they are not known here, nor given."""
        if packed.digest != self.digest:
            if packed.content is None:
                return None
            self.digest = self._matcher = None
            self._matcher = keeping(partial(self._made, packed.content))
            self.digest = packed.digest
        return self._matcher

    def _made(self, content: bytes) -> Matcher:
        # By this worker's own hand, through its own pipe.
        return Matcher(pickle.loads(content), self.complain)

    def complain(self, says: str, watch: str | None = None) -> None:
        """Keep for the worker what went wrong: nobody reads what a process logs."""
        error = sys.exception()
        why = "" if error is None else f": {type(error).__name__}: {error}"
        self.complaints.append(Complaint(says=f"{says}{why}", watch=watch))

    def taken_complaints(self) -> tuple[Complaint, ...]:
        """Those since the last time."""
        taken = tuple(self.complaints)
        self.complaints.clear()
        return taken


_held = _Held()


def match_batch(packed: Packed, asked: Sequence[Asked]) -> Judged | None:
    """What matches each of the articles; None where this process does not know the watches.

    Raises:
        RunawayError: it takes more memory than a process may have.
    """
    matcher = _held.matcher(packed)
    if matcher is None:
        return None
    found = bounded(_all_of, matcher, asked)
    return Judged(found=tuple(found), complaints=_held.taken_complaints())


def candidates(packed: Packed, asked: Asked) -> tuple[str, ...] | None:
    """The watches that may match an article; None where this process does not know the watches.

    Raises:
        RunawayError: it takes more memory than a process may have.
    """
    matcher = _held.matcher(packed)
    if matcher is None:
        return None
    return asked.names or tuple(bounded(matcher.candidates, asked.article))


def _all_of(matcher: Matcher, asked: Sequence[Asked]) -> list[Found | None]:
    return [judged(matcher, one, _held.complain) for one in asked]
