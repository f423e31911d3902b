"""Which sitemaps of an index are read in a run: those that changed, the freshest first, and none is left out for ever.

Pure. What is known of each is kept in a few bytes: an index may name 50,000.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, zip_longest

# Of so many sitemaps, one is of those that wait although nothing says that they changed.
_ONE_IN = 4
_MOST_MARKS = 60_000
_LATER = datetime.max.replace(tzinfo=UTC)
_EARLIER = datetime.min.replace(tzinfo=UTC)
#: Named by the index when the source was first read, and not read since; more than `_FAILED`: nor then.
WAITING = 0
_FAILED = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A sitemap of an index; `changed_at` is what the index says of it."""

    url: str
    changed_at: datetime | None = None

    @property
    def name(self) -> str:
        """A short hash of its address."""
        return hashlib.sha256(self.url.encode(errors="surrogatepass")).hexdigest()[:10]


@dataclass(slots=True)
class ChildrenRead:
    """What is known of an index's sitemaps, by name: the minute since 1970 at which each said that it had changed.

    Of one that does not say so, or could not be read whole, the minute of the reading as a negative number; 0 of one
    that waits, over 1,000,000,000 by the minute where that one could not be read.
    """

    marks: dict[str, int] = field(default_factory=dict)
    is_first: bool = False

    @classmethod
    def loaded(cls, written: str | None) -> ChildrenRead:
        """What was stored; without it, nothing was ever read."""
        try:
            marks: Mapping[str, object] = json.loads(written or "")
            return cls({name: int(str(mark)) for name, mark in marks.items()})
        except (ValueError, AttributeError):
            return cls(is_first=True)

    @property
    def waiting(self) -> int:
        """How many wait since the first read."""
        return sum(mark == WAITING or mark > _FAILED for mark in self.marks.values())

    def dumped(self) -> str:
        """For storing."""
        return json.dumps(self.marks, separators=(",", ":"))

    def to_read(self, children: Sequence[Child]) -> list[Child]:
        """Those that may hold something new, in the order in which to read them.

        Those that changed or are new come first, the freshest of them first; between them those that wait since the
        first read, and those that never say when they changed, the one first that was read the longest ago.
        """
        changed = [child for child in children if self._is_changed(child)]
        changed.sort(key=lambda child: child.changed_at or _LATER, reverse=True)
        waiting = [child for child in children if self.is_waiting(child)]
        waiting.sort(key=lambda child: child.changed_at or _EARLIER, reverse=True)
        waiting.sort(key=lambda child: self.marks[child.name])
        silent = [child for child in children if self.marks.get(child.name, 0) < 0]
        silent.sort(key=lambda child: self.marks[child.name], reverse=True)
        others = list(_alternating(waiting, silent))
        return list(_one_in(_ONE_IN, changed, others))

    def is_waiting(self, child: Child) -> bool:
        """Whether what it holds was there at the first read, although it was not read then."""
        mark = self.marks.get(child.name)
        return mark is not None and (mark == WAITING or mark > _FAILED)

    def read(self, child: Child, now: datetime) -> None:
        """This one was read whole."""
        self.marks[child.name] = _minute(child.changed_at) if child.changed_at else -_minute(now)

    def failed(self, child: Child, now: datetime) -> None:
        """This one could not be read, or in part alone: it has its turn again, behind the others."""
        if self.is_waiting(child):
            self.marks[child.name] = _FAILED + _minute(now)
        elif not (self.is_first and child.name not in self.marks):
            self.marks[child.name] = -_minute(now)

    def wait(self, children: Iterable[Child]) -> None:
        """These were there at the first read, although nobody saw them then: the index that names them was not read."""
        for child in children:
            self.marks.setdefault(child.name, WAITING)

    def named(self, children: Sequence[Child]) -> None:
        """So much of the index was seen in this run; what the first read left waits.

        What is named no longer is kept, for it may stand in an index that was not read this time; but not for ever.
        """
        if self.is_first:
            self.wait(children)
        if len(self.marks) > _MOST_MARKS:
            names = {child.name for child in children}
            self.marks = {name: mark for name, mark in self.marks.items() if name in names}

    def _is_changed(self, child: Child) -> bool:
        mark = self.marks.get(child.name)
        if mark is None:
            return True
        is_read = 0 < mark < _FAILED
        return is_read and child.changed_at is not None and mark != _minute(child.changed_at)


def _minute(moment: datetime) -> int:
    return max(1, int(moment.timestamp() // 60))


def _alternating(one: Sequence[Child], other: Sequence[Child]) -> Iterable[Child]:
    pairs = zip_longest(one, other)
    return (child for child in chain.from_iterable(pairs) if child is not None)


def _one_in(count: int, many: Sequence[Child], few: Sequence[Child]) -> Iterable[Child]:
    """All of `many`, with one of `few` after so many of them; the rest of `few` at the end."""
    rest = iter(few)
    for place, child in enumerate(many, start=1):
        yield child
        if place % (count - 1) == 0 and (between := next(rest, None)) is not None:
            yield between
    yield from rest
