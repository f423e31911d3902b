"""What deciding reads and writes, in the transaction that it is decided in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from datetime import datetime

from sqlalchemy import Connection, select, update

from storage.inserts import insert_or_skip
from storage.locks import Turn, take_turn
from storage.marks import is_handled
from storage.one_of import one_of
from storage.records import (
    Decision,
    InStory,
    Silence,
    StoryNotice,
    StoryNoticeKind,
    StoryOnRoute,
)
from storage.stories.reading import in_stories
from storage.tables import HitRow, RouteRow
from storage.telling import notices, silences, states, verdicts
from storage.telling.states import Place
from storage.telling.verdicts import KeptVerdict

_HITS = select(HitRow.id, HitRow.article_id, HitRow.watch).where(one_of(HitRow.article_id, "articles"))
#: What a hit is known by: its article's key and the watch.
Ref = tuple[str, str]


class Ledger:
    """Good for one transaction, in which nobody else decides."""

    def __init__(self, connection: Connection) -> None:
        take_turn(connection, Turn.TELL)
        self._connection = connection
        self._hit_ids: dict[tuple[int, str], int] = {}

    def silences(self, now: datetime) -> tuple[Silence, ...]:
        """Those that hold."""
        return silences.holding(self._connection, now)

    def states(self, places: Iterable[Place]) -> Mapping[Place, StoryOnRoute]:
        """What routes remember; places of which nothing is known are left out."""
        return states.states(self._connection, places)

    def of_story(self, story_id: int) -> list[StoryOnRoute]:
        """What the routes remember of a story."""
        return states.of_story(self._connection, story_id)

    def waiting(self) -> list[StoryOnRoute]:
        """All that waits."""
        return states.waiting(self._connection)

    def forget(self, state: StoryOnRoute) -> None:
        """Remember a story on a route no longer."""
        states.forget(self._connection, state)

    def merge_silences(self, story_id: int, other_id: int) -> None:
        """What is silent of the other story is from now on silent of this one."""
        silences.follow(self._connection, story_id, other_id)

    def stand(self, article_ids: Collection[int]) -> Mapping[int, InStory]:
        """The stories of articles, those that are in one."""
        return in_stories(self._connection, article_ids)

    def verdicts(self, hits: Iterable[tuple[int, str]]) -> dict[tuple[int, str], list[KeptVerdict]]:
        """Those in force of hits, each known by its article's number and the watch."""
        ids = {self._hit_id(article_id, watch): (article_id, watch) for article_id, watch in hits}
        found = verdicts.of_hits(self._connection, ids)
        return {ids[hit_id]: verdicts.in_force(some) for hit_id, some in found.items()}

    def of_articles(self, article_ids: Collection[int]) -> list[KeptVerdict]:
        """The verdicts in force of all hits of these articles."""
        hit_ids = self._connection.scalars(
            select(HitRow.id).where(HitRow.article_id.in_(sorted(article_ids)))
        ).all()
        found = verdicts.of_hits(self._connection, hit_ids)
        return [one for some in found.values() for one in verdicts.in_force(some)]

    def handled(self, hits: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
        """Those of the hits that nobody wants to be told of any more."""
        ids = {self._hit_id(article_id, watch): (article_id, watch) for article_id, watch in hits}
        statement = select(HitRow.id).where(HitRow.id.in_(ids), is_handled(HitRow.id))
        return {ids[hit_id] for hit_id in self._connection.scalars(statement)}

    def digests_at(self) -> dict[str, datetime]:
        """When the latest digest of each route was made, or since when the route is known."""
        rows = self._connection.execute(select(RouteRow.name, RouteRow.known_at, RouteRow.digest_at))
        return {row.name: row.digest_at or row.known_at for row in rows}

    def know(self, routes: Iterable[str], now: datetime) -> None:
        """Remember since when the routes are there."""
        known = set(self._connection.scalars(select(RouteRow.name)))
        for name in routes:
            if name not in known:
                statement = insert_or_skip(self._connection, RouteRow, RouteRow.name)
                self._connection.execute(statement.values(name=name, known_at=now))

    def apply(self, decision: Decision) -> None:
        """Write what was decided."""
        self._look_up({(one.hit.article_id, one.hit.watch) for one in decision.verdicts})
        states.keep(self._connection, decision.states)
        for notice in decision.notices:
            notices.put(self._connection, notice, self._only_hit(notice), notice.created_at)
            if notice.kind is StoryNoticeKind.DIGEST:
                self._digest_made(notice)
        verdicts.write(
            self._connection,
            [(self._hit_id(one.hit.article_id, one.hit.watch), one) for one in decision.verdicts],
        )

    def _only_hit(self, notice: StoryNotice) -> int | None:
        hits = {(hit.article_id, hit.watch) for story in notice.stories for hit in story.hits}
        return self._hit_id(*hits.pop()) if len(hits) == 1 else None

    def _digest_made(self, notice: StoryNotice) -> None:
        self.know((notice.route,), notice.created_at)
        self._connection.execute(
            update(RouteRow)
            .where(
                RouteRow.name == notice.route,
                (RouteRow.digest_at.is_(None)) | (RouteRow.digest_at < notice.created_at),
            )
            .values(digest_at=notice.created_at)
        )

    def _look_up(self, hits: Set[tuple[int, str]]) -> None:
        """Know the numbers of these hits: hundreds come with a digest."""
        articles = sorted({article_id for article_id, _ in hits - self._hit_ids.keys()})
        if articles:
            for row in self._connection.execute(_HITS, {"articles": articles}):
                self._hit_ids[row.article_id, row.watch] = row.id

    def _hit_id(self, article_id: int, watch: str) -> int:
        """Raises LookupError where there is no such hit."""
        self._look_up({(article_id, watch)})
        known = self._hit_ids.get((article_id, watch))
        if known is None:
            raise LookupError(f"article {article_id} is no hit of {watch}")
        return known
