"""A desk that keeps everything in memory, and decides with the pure code alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from alerts.routing.articles import Place, decide_anew, decide_article, decide_updates
from alerts.routing.asked import NewHit
from alerts.routing.releasing import release
from alerts.routing.tree import RouteTree
from storage.records import (
    CopyOf,
    Decision,
    HitOutcome,
    RoutedHit,
    Silence,
    StoryNotice,
    StoryNoticeKind,
    StoryOnRoute,
    Verdict,
)
from storage.telling.outcomes import supersedes
from tests.alerts.routing.promise import Ref, Report


class PureDesk:
    """See `promise.Desk`. What a database would keep are these few fields."""

    def __init__(self) -> None:
        self._tree: RouteTree | None = None
        self._states: dict[Place, StoryOnRoute] = {}
        self._verdicts: dict[tuple[Ref, str], Verdict] = {}
        self._notices: dict[str, StoryNotice] = {}
        self._silences: dict[int, Silence] = {}
        self._flagged: set[tuple[str, int]] = set()
        self._digests_at: dict[str, datetime] = {}
        self._reports: dict[str, Report] = {}
        self._loses = False

    def publish(self, report: Report, now: datetime) -> None:
        if not report.hits:
            return
        news = [_new(hit, report) for hit in report.hits]
        self._once(
            report,
            lambda: decide_article(
                news, self._routes, self._states, self._silences.values(), now, decided=self._decided()
            ),
        )

    def edit(self, report: Report, now: datetime) -> None:
        news = [_new(hit, report) for hit in report.hits]
        told_on = {
            ref: {route for known, route in self._verdicts if known == ref and self._was_told(ref, route)}
            for ref, _ in self._verdicts
        }
        self._once(
            report,
            lambda: decide_updates(news, told_on, self._routes, self._states, self._silences.values(), now),
        )

    def silence(self, silence: Silence) -> None:
        self._silences[silence.id] = silence

    def reload(self, tree: RouteTree) -> None:
        self._tree = tree

    def tick(self, now: datetime) -> None:
        for name in self._routes.by_name:
            self._digests_at.setdefault(name, now)
        waiting = [state for state in self._states.values() if state.held is not None]
        found = release(waiting, self._routes, self._silences.values(), now, digests_at=self._digests_at)
        self._apply(found.decision)
        for gone in found.gone:
            waited = gone.held.hits if gone.held else ()
            self._apply(
                decide_anew(
                    gone,
                    [_new(hit, self._reports[hit.article]) for hit in waited],
                    self._routes,
                    self._states,
                    self._silences.values(),
                    now,
                    decided=self._decided(),
                )
            )

    def lose_next(self) -> None:
        self._loses = True

    def notices(self) -> Sequence[StoryNotice]:
        return tuple(self._notices.values())

    def verdicts(self) -> dict[tuple[Ref, str], Verdict]:
        return self._verdicts

    def waiting(self) -> int:
        return sum(state.held is not None for state in self._states.values())

    @property
    def _routes(self) -> RouteTree:
        assert self._tree is not None
        return self._tree

    def _was_told(self, ref: Ref, route: str) -> bool:
        return self._verdicts[ref, route].outcome is HitOutcome.TOLD

    def _once(self, report: Report, decided: Callable[[], Decision]) -> None:
        wording = (report.hits[0].article, report.hits[0].revision)
        if wording in self._flagged:
            return
        decision = decided()
        if self._loses:
            self._loses = False
            assert decided() == decision
        self._flagged.add(wording)
        self._reports[report.hits[0].article] = report
        self._apply(decision)

    def _apply(self, decision: Decision) -> None:
        for state in decision.states:
            self._states[state.route, state.group] = state
        for verdict in decision.verdicts:
            place = (verdict.hit.ref, verdict.route)
            old = self._verdicts.get(place)
            if old is None or supersedes(verdict.outcome, old.outcome):
                self._verdicts[place] = verdict
        for notice in decision.notices:
            assert notice.key not in self._notices
            self._notices[notice.key] = notice
            if notice.kind is StoryNoticeKind.DIGEST:
                # the latest, not the last: a clock that was set back makes no empty digest again
                before = self._digests_at.get(notice.route, notice.created_at)
                self._digests_at[notice.route] = max(before, notice.created_at)

    def _decided(self) -> dict[Ref, set[str]]:
        found: dict[Ref, set[str]] = defaultdict(set)
        for ref, route in self._verdicts:
            found[ref].add(route)
        return found


def _new(hit: RoutedHit, report: Report) -> NewHit:
    return NewHit(
        hit=hit,
        story_id=report.story,
        voices=report.voices,
        copy_of=None if report.copy_of is None else CopyOf(article_id=report.copy_of, similarity=0.93),
        backlog="its source held it already when it was first read" if report.is_backlog else None,
    )
