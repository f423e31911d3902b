"""ETag and Last-Modified that never hide a change (RFC 9110, sections 8.8 and 13)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import ETag


@dataclass(frozen=True, slots=True, kw_only=True)
class Validator:
    """What identifies one state of a page: its tag, and the first full second by which it was served.

    The second is rounded up, so that a date from before the change, kept or made up, is always earlier.
    """

    tag: str
    changed_at: datetime

    def settled(self, now: datetime) -> bool:
        """Whether Last-Modified may be given: it must not lie ahead."""
        return now >= self.changed_at

    def holds_for(self, tags: tuple[ETag, ...] | None, since: datetime | None) -> bool:
        """Whether the asker already has this state. Tags decide; the date only where no tag was sent."""
        if tags is not None:
            return any(tag.value in (self.tag, "*") for tag in tags)
        return since is not None and since >= self.changed_at


class Validators:
    """Remembers, a path, the last state served."""

    def __init__(self) -> None:
        self._states: dict[str, Validator] = {}

    def of(self, path: str, body: bytes, now: datetime) -> Validator:
        """The validator of a body; a body that differs from the last one is a new state from now on."""
        tag = hashlib.sha256(body).hexdigest()[:20]
        known = self._states.get(path)
        if known is None or known.tag != tag:
            known = Validator(tag=tag, changed_at=_next_full_second(now))
            self._states[path] = known
        return known


def _next_full_second(moment: datetime) -> datetime:
    whole = moment.replace(microsecond=0)
    return whole if whole == moment else whole + timedelta(seconds=1)
