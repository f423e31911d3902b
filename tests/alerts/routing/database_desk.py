"""A desk that keeps everything in an archive, and decides by what ships: flags, ledger, releases."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select

from alerts.releases import anything_due, release_due
from alerts.routing.tree import RouteTree
from alerts.telling import deciding
from storage.database import Database
from storage.flags import Flags, FreshHit
from storage.records import Evidence, HitDraft, RoutedHit, Silence, StoryNotice, Verdict
from storage.tables import (
    DeliveryRow,
    HitRow,
    HitWordingRow,
    RouteRow,
    RouteStateRow,
    SilenceRow,
    StoryArticleRow,
    StoryNoticeRow,
    VerdictRow,
)
from storage.telling import notices, states, verdicts
from storage.telling.ledger import Ledger
from storage.telling.silences import Silences
from tests.alerts.routing.promise import Ref, Report
from tests.storage.samples import article, collected

#: So many articles are there, one for each that can be published.
ARTICLES = 60
_ANYTHING = Evidence(spans=())
_EMPTIED = (
    DeliveryRow,
    VerdictRow,
    HitWordingRow,
    HitRow,
    RouteStateRow,
    RouteRow,
    StoryNoticeRow,
    SilenceRow,
    StoryArticleRow,
)


class Killed(Exception):
    """The worker dies."""


class DatabaseDesk:
    """See `promise.Desk`. The archive is to hold `ARTICLES` articles, and is emptied of all that was decided."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._tree: RouteTree | None = None
        self._silences: dict[int, int] = {}
        self._hits: dict[tuple[int, str], RoutedHit] = {}
        self._seen: list[StoryNotice] = []
        self._loses = False
        with db.write() as connection:
            for table in _EMPTIED:
                connection.execute(delete(table))

    def publish(self, report: Report, now: datetime) -> None:
        self._stands(report, now)
        backlog = "its source held it already when it was first read" if report.is_backlog else None
        self._flag([_draft(hit, backlog=backlog) for hit in report.hits], now)

    def edit(self, report: Report, now: datetime) -> None:
        self._flag([_draft(hit, backlog="told before", touches=True) for hit in report.hits], now)

    def silence(self, silence: Silence) -> None:
        known = self._silences.get(silence.id)
        if known is None:
            self._silences[silence.id] = Silences(self._db).add(silence).id
        else:
            Silences(self._db).end(known, silence.ends_at)

    def reload(self, tree: RouteTree) -> None:
        self._tree = tree

    def tick(self, now: datetime) -> None:
        release_due(self._db, self._routes, now)
        assert not anything_due(self._db, now)

    def lose_next(self) -> None:
        self._loses = True

    def notices(self) -> Sequence[StoryNotice]:
        known = {one.key for one in self._seen}
        with self._db.read() as connection:
            rows = connection.execute(
                select(StoryNoticeRow.key).order_by(StoryNoticeRow.created_at, StoryNoticeRow.key)
            )
            new = [row.key for row in rows if row.key not in known]
            found = notices.notices(connection, new)
            channels: dict[str, list[str]] = defaultdict(list)
            for row in connection.execute(select(DeliveryRow.story_notice_key, DeliveryRow.channel)):
                channels[row.story_notice_key].append(row.channel)
        for key in new:
            route = self._routes.by_name[found[key].route]
            assert sorted(channels[key]) == sorted(route.channels)
            self._seen.append(replace(found[key], channels=route.channels))
        return tuple(self._seen)

    def verdicts(self) -> dict[tuple[Ref, str], Verdict]:
        with self._db.read() as connection:
            rows = connection.execute(
                select(HitRow.id, HitRow.article_id, HitRow.watch, HitRow.outcome)
            ).all()
            kept = verdicts.of_hits(connection, [row.id for row in rows])
        found: dict[tuple[Ref, str], Verdict] = {}
        for row in rows:
            hit = self._hits[row.article_id, row.watch]
            in_force = verdicts.in_force(kept[row.id])
            assert row.outcome == verdicts.farthest(in_force).outcome.value
            for one in in_force:
                found[hit.ref, one.route] = Verdict(
                    hit=hit,
                    route=one.route,
                    group=one.group,
                    outcome=one.outcome,
                    rule=one.rule,
                    decided_at=one.decided_at,
                    until_at=one.until_at,
                    notice_key=one.notice_key,
                )
        return found

    def waiting(self) -> int:
        with self._db.read() as connection:
            return len(states.waiting(connection))

    @property
    def _routes(self) -> RouteTree:
        assert self._tree is not None
        return self._tree

    def _stands(self, report: Report, now: datetime) -> None:
        with self._db.write() as connection:
            known = connection.scalar(
                select(StoryArticleRow.article_id).where(StoryArticleRow.article_id == report.number)
            )
            if known is not None:
                return
            voice = report.outlet
            if report.copy_of is not None:
                statement = select(StoryArticleRow.voice).where(StoryArticleRow.article_id == report.copy_of)
                voice = str(connection.scalar(statement))
            connection.execute(
                insert(StoryArticleRow).values(
                    article_id=report.number,
                    story_id=report.story,
                    outlet=report.outlet,
                    voice=voice,
                    copy_of=report.copy_of,
                    similarity=None if report.copy_of is None else 0.93,
                    bond={},
                    joined_at=now,
                )
            )

    def _flag(self, drafts: Sequence[HitDraft], now: datetime) -> None:
        for draft in drafts:
            self._hits.setdefault((draft.routed.article_id, draft.routed.watch), draft.routed)
        decide = deciding(self._routes, now)

        def dies(ledger: Ledger, fresh: Sequence[FreshHit]) -> Sequence[Verdict]:
            decide(ledger, fresh)
            raise Killed

        if self._loses and drafts:
            self._loses = False
            with contextlib.suppress(Killed):
                Flags(self._db).record([], drafts, now, dies)
        Flags(self._db).record([], drafts, now, decide)


def filled(db: Database) -> None:
    """Save the articles that can be published; their numbers are 1 to `ARTICLES`."""
    now = datetime(2024, 1, 1, tzinfo=UTC)
    for number in range(1, ARTICLES + 1):
        saved = collected(db, article(f"https://gazette.example/{number}", title=f"Report {number}"), now)
        assert saved.article_id == number


def _draft(hit: RoutedHit, *, backlog: str | None = None, touches: bool = False) -> HitDraft:
    return HitDraft(routed=hit, query=hit.watch, evidence=_ANYTHING, backlog=backlog, touches=touches)
