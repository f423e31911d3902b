"""A set of watches that a document is matched with at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from watch.document import Document
from watch.engine.activation import Activation
from watch.engine.rows import FIRST_GROUP, GROUPS_A_ROW, GroupId, Rows
from watch.engine.shown import unspaced, words
from watch.matcher import Match, match
from watch.operators.operator import Group
from watch.parser import Query

Key = TypeVar("Key", bound=Hashable)


class WatchSet(Generic[Key]):
    """Watches by a key of the caller's choice (a name, a number).

    A watch is looked at when a document shows its three rarest groups of keys, one key of each at least; whether it
    matches is then decided exactly. Rare are the groups whose keys few other groups and no short words hold. A
    watch that requires nothing which can be seen at a glance is looked at with every document.

    Adding, replacing and removing a watch touch that watch alone.
    """

    def __init__(self, watches: Iterable[tuple[Key, Query]] = ()) -> None:
        self._queries: dict[Key, Query] = {}
        self._rows: Rows[Key] = Rows()
        self._row_of: dict[Key, tuple[int, tuple[GroupId, ...]]] = {}
        self._ids: dict[Group, GroupId] = {}
        self._groups: dict[GroupId, Group] = {}
        self._users: Counter[GroupId] = Counter()
        self._free_ids: list[GroupId] = []
        self._popularity: Counter[str] = Counter()
        self._activation = Activation()
        self._always: dict[Key, None] = {}
        for key, query in watches:
            self.add(key, query)

    def __len__(self) -> int:
        return len(self._queries)

    def __contains__(self, key: object) -> bool:
        return key in self._queries

    def add(self, key: Key, query: Query) -> None:
        """Take a watch in, in the place of the one of the same key."""
        if key in self._queries:
            self.remove(key)
        self._queries[key] = query
        groups = query.root.groups()
        if not groups:
            self._always[key] = None
            return
        ids = tuple([self._take(group) for group in self._rarest(groups)])
        self._row_of[key] = self._rows.add(key, ids), ids

    def remove(self, key: Key) -> None:
        """Take a watch out. Raises KeyError where there is none."""
        del self._queries[key]
        if key in self._always:
            del self._always[key]
            return
        row, ids = self._row_of.pop(key)
        self._rows.remove(row)
        for group in ids:
            self._leave(group)

    def candidates(self, document: Document) -> list[Key]:
        """The watches that may match: all that do, and few that do not."""
        active = self._activation.groups(words(document), unspaced(document))
        return [*self._always, *self._rows.of(active)]

    def hits(self, document: Document) -> list[Key]:
        """The watches that match, in no order."""
        queries, scope = self._queries, document.scope
        return [key for key in self.candidates(document) if queries[key].root.holds(scope)]

    def matches(self, document: Document) -> list[tuple[Key, Match]]:
        """The watches that match, in no order, each with its match."""
        return [
            (key, found)
            for key in self.candidates(document)
            if (found := match(self._queries[key], document)) is not None
        ]

    def _rarest(self, groups: Sequence[Group]) -> list[Group]:
        distinct = list(dict.fromkeys(groups))
        if len(distinct) > 1:
            distinct.sort(key=self._commonness)
        return distinct[:GROUPS_A_ROW]

    def _commonness(self, group: Group) -> float:
        """How often a text may show one of the keys: a guess from how many groups name them and how long they are."""
        return sum(self._popularity[key] + _SHORT / len(key) ** 2 for key in group)

    def _take(self, group: Group) -> GroupId:
        number = self._ids.get(group)
        if number is None:
            number = self._free_ids.pop() if self._free_ids else FIRST_GROUP + len(self._groups)
            self._ids[group] = number
            self._groups[number] = group
            self._popularity.update(group)
            self._activation.add(number, group)
        self._users[number] += 1
        return number

    def _leave(self, number: GroupId) -> None:
        self._users[number] -= 1
        if self._users[number]:
            return
        del self._users[number]
        group = self._groups.pop(number)
        del self._ids[group]
        self._popularity.subtract(group)
        self._activation.remove(number, group)
        self._free_ids.append(number)


_SHORT = 50.0
"""How many groups would have to name a key of one letter to make it as common as its shortness does."""
