"""The promise, as a small model beside the code that keeps it.

Every story that matched is told exactly once a route as first report; nothing held is lost; no hit is without an
outcome; copies are never told alone; a number of outlets is told once. What keeps it is a `Desk`: the pure one in
`pure_desk.py`, or one that writes through a database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from alerts.routing.keys import group_of
from alerts.routing.quiet import QuietSpan
from alerts.routing.tree import Route, RouteTree
from storage.records import (
    HitOutcome,
    RoutedHit,
    Silence,
    StoryNotice,
    StoryNoticeKind,
    ToldStory,
    Verdict,
)
from storage.telling.names import delivery_id
from tests.alerts.routing.happenings import (
    WATCHES,
    Crash,
    Edit,
    Happening,
    Hush,
    Publish,
    Reload,
    Step,
    Unhush,
)

KEPT = (HitOutcome.HELD_UNTIL, HitOutcome.COOLING_DOWN)
AFTER_THE_FIRST = (HitOutcome.TOLD, HitOutcome.COPY_OF, HitOutcome.JOINED_STORY)

#: What a hit is known by: the article's key and the watch.
Ref = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An article as the desk comes to know it: its story, how many voices that has by now, and its hits, if any."""

    number: int
    outlet: str
    hits: tuple[RoutedHit, ...]
    story: int
    voices: int
    copy_of: int | None
    is_backlog: bool


class Desk(Protocol):
    """What keeps the promise. Each call is one transaction; `now` is what the clock shows."""

    def publish(self, report: Report, now: datetime) -> None:
        """Decide the hits of an article, if it has any; a second time nothing changes."""
        ...

    def edit(self, report: Report, now: datetime) -> None:
        """Decide a revision that touches what matched; a second time nothing changes."""
        ...

    def silence(self, silence: Silence) -> None:
        """Add a silence, or put it in the place of the one with its number."""
        ...

    def reload(self, tree: RouteTree) -> None:
        """Take over other routes."""
        ...

    def tick(self, now: datetime) -> None:
        """Release what is due."""
        ...

    def lose_next(self) -> None:
        """The next call is killed before it is written, and made again."""
        ...

    def notices(self) -> Sequence[StoryNotice]:
        """All notices so far, in their order."""
        ...

    def verdicts(self) -> Mapping[tuple[Ref, str], Verdict]:
        """The verdict of each hit on each route."""
        ...

    def waiting(self) -> int:
        """How many stories still wait on any route."""
        ...


@dataclass
class Promise:
    """A desk that things happen to; after each of them, and at last, what it did is held against the promise."""

    desk: Desk
    now: datetime
    tree: RouteTree
    reports: list[Report] = field(default_factory=list)
    silences: dict[int, Silence] = field(default_factory=dict)
    expected: dict[Ref, set[str]] = field(default_factory=dict)
    seen: list[StoryNotice] = field(default_factory=list)
    trees: list[RouteTree] = field(default_factory=list)
    last: Report | None = None

    def __post_init__(self) -> None:
        self._take_over(self.tree)

    def happens(self, what: Happening) -> None:
        """Let it happen, and look at what was told."""
        match what:
            case Publish():
                self._publish(what)
            case Edit():
                self._edit(what)
            case Hush():
                self._hush(what)
            case Unhush() if self.silences:
                number = 1 + what.which % len(self.silences)
                ended = self.silences[number]
                self._silence(replace(ended, ends_at=min(ended.ends_at, self.now)))
            case Step():
                self.now += what.by
                self.desk.tick(self.now)
            case Reload():
                self._take_over(what.tree)
            case Crash(before_writing=True):
                self.desk.lose_next()
            case Crash() if self.last is not None:
                self.desk.publish(self.last, self.now)
        self._look()

    def ends(self) -> None:
        """Let up to two weeks pass in which nothing happens, and hold all of it against the promise."""
        for _ in range(14 * 48):
            self.happens(Step(by=timedelta(minutes=30)))
            if self.desk.waiting() == 0:
                break
        assert self.desk.waiting() == 0
        verdicts = self.desk.verdicts()
        for ref, routes in self.expected.items():
            assert routes <= {route for known, route in verdicts if known == ref}, "a hit without an outcome"
        assert not [one for one in verdicts.values() if one.outcome in KEPT], "held and lost"
        assert all(one.rule and "\n" not in one.rule for one in verdicts.values())
        self._everything_was_told(verdicts)
        self._each_once(verdicts)

    def _publish(self, what: Publish) -> None:
        of_story = [one for one in self.reports if one.story == what.story]
        originals = [one for one in of_story if one.copy_of is None and one.outlet != what.outlet]
        copied = originals[0] if what.is_copy and originals else None
        number = len(self.reports) + 1
        voices = {one.outlet for one in of_story if one.copy_of is None}
        report = Report(
            number=number,
            outlet=what.outlet,
            hits=tuple(
                RoutedHit(
                    article=f"{what.outlet}.example/{number}",
                    article_id=number,
                    revision=1,
                    watch=watch,
                    source=what.outlet,
                    severity=WATCHES[watch],
                )
                for watch in what.watches
            ),
            story=what.story,
            voices=len(voices | (set() if copied else {what.outlet})),
            copy_of=None if copied is None else copied.number,
            is_backlog=what.is_backlog,
        )
        self.reports.append(report)
        if report.hits:
            self.last = report
        for hit in report.hits:
            self.expected[hit.ref] = {route.name for route in self.tree.routes_for(hit)}
        self.desk.publish(report, self.now)

    def _edit(self, what: Edit) -> None:
        if not self.reports:
            return
        at = what.which % len(self.reports)
        report = self.reports[at]
        edited = replace(report, hits=tuple(replace(hit, revision=hit.revision + 1) for hit in report.hits))
        self.reports[at] = edited
        if what.touches and edited.hits:
            self.desk.edit(edited, self.now)

    def _hush(self, what: Hush) -> None:
        self._silence(
            Silence(
                id=len(self.silences) + 1,
                starts_at=self.now,
                ends_at=self.now + what.length,
                author="Kim",
                comment="exercise",
                watches=() if what.watch is None else (what.watch,),
                sources=() if what.source is None else (what.source,),
                routes=() if what.route is None else (what.route,),
                stories=() if what.story is None else (what.story,),
                up_to=what.up_to,
            )
        )

    def _silence(self, silence: Silence) -> None:
        self.silences[silence.id] = silence
        self.desk.silence(silence)

    def _take_over(self, tree: RouteTree) -> None:
        self.tree = tree
        self.trees.append(tree)
        self.desk.reload(tree)

    def _look(self) -> None:
        """What was told since the last look was told at this moment, by these routes."""
        told = self.desk.notices()
        for notice in told[len(self.seen) :]:
            route = self.tree.by_name[notice.route]
            assert notice.created_at == self.now
            assert notice.channels == route.channels != ()
            assert (notice.kind is StoryNoticeKind.DIGEST) == (route.digest is not None)
            for story in notice.stories:
                assert not self._is_quiet(route, story), "told in quiet hours"
                assert not [hit for hit in story.hits if self._is_silenced(hit, route, story.story_id)]
                self._new_in(story, route)
            self.seen.append(notice)

    def _new_in(self, story: ToldStory, route: Route) -> None:
        """A story that is told holds something that was not told before on this route."""
        before = [
            one
            for notice in self.seen
            if notice.route == route.name
            for one in notice.stories
            if one.group == story.group
        ]
        assert (story.first_told_at is None) == (not before)
        copies = {hit.ref for one in self.reports if one.copy_of is not None for hit in one.hits}
        if all(hit.ref in copies for hit in story.hits):
            assert story.kind not in (StoryNoticeKind.CORROBORATION, StoryNoticeKind.REPEAT), "a copy alone"
        if story.kind is StoryNoticeKind.CORROBORATION:
            most = max(one.voices for one in before)
            numbers = {n for tree in self.trees for one in tree.by_name.values() for n in one.corroboration}
            assert [number for number in numbers if most < number <= story.voices], "a number told twice"
        if story.kind is StoryNoticeKind.SEVERITY:
            assert all(story.severity.rank > one.severity.rank for one in before)

    def _everything_was_told(self, verdicts: Mapping[tuple[Ref, str], Verdict]) -> None:
        """Each hit was told, or its story was, or a silence, a backlog or a route without channels kept it back."""
        told = {(notice.route, story.group) for notice in self.seen for story in notice.stories}
        for report in self.reports:
            for hit in report.hits:
                for route in self.expected[hit.ref]:
                    verdict = verdicts[hit.ref, route]
                    match verdict.outcome:
                        case HitOutcome.TOLD | HitOutcome.COPY_OF | HitOutcome.JOINED_STORY:
                            assert (route, verdict.group) in told
                        case HitOutcome.BACKLOG:
                            assert report.is_backlog
                        case HitOutcome.SILENCED_BY:
                            assert self._was_silenced(hit, route, report.story)
                        case HitOutcome.NO_ROUTE:
                            assert any(self._tells_nobody(tree, route) for tree in self.trees)
                        case _:
                            raise AssertionError(verdict)

    def _each_once(self, verdicts: Mapping[tuple[Ref, str], Verdict]) -> None:
        firsts: dict[tuple[str, str], int] = defaultdict(int)
        wordings: dict[tuple[str, Ref, int], int] = defaultdict(int)
        for notice in self.seen:
            for story in notice.stories:
                firsts[notice.route, story.group] += story.kind is StoryNoticeKind.FIRST_REPORT
                for hit in story.hits:
                    wordings[notice.route, hit.ref, hit.revision] += 1
                    assert verdicts[hit.ref, notice.route].outcome is HitOutcome.TOLD
        assert set(firsts.values()) <= {0, 1}, "a story told twice as first report"
        assert set(wordings.values()) <= {1}, "a hit told twice"
        ids = [delivery_id(notice.key, channel) for notice in self.seen for channel in notice.channels]
        assert len(ids) == len(set(ids)), "a receiver would drop one of two notices"
        for report in self.reports:
            for hit in report.hits:
                groups = {
                    story.group
                    for notice in self.seen
                    for story in notice.stories
                    if any(one.ref == hit.ref for one in story.hits)
                }
                assert groups <= {group_of(hit, report.story), group_of(hit, None)}

    def _is_quiet(self, route: Route, story: ToldStory) -> bool:
        """By what a clock on the wall shows."""
        if route.quiet_unless is not None and story.severity.rank >= route.quiet_unless.rank:
            return False
        local = self.now.astimezone(route.zone)
        return any(_shows(span, local) for span in route.quiet)

    def _is_silenced(self, hit: RoutedHit, route: Route, story: int | None) -> bool:
        return any(
            one.starts_at <= self.now < one.ends_at and _is_for(one, hit, route.name, story)
            for one in self.silences.values()
        )

    def _was_silenced(self, hit: RoutedHit, route: str, story: int) -> bool:
        return any(_is_for(one, hit, route, story) for one in self.silences.values())

    @staticmethod
    def _tells_nobody(tree: RouteTree, route: str) -> bool:
        return route not in tree.by_name or not tree.by_name[route].channels


def _shows(span: QuietSpan, local: datetime) -> bool:
    minutes = local.hour * 60 + local.minute
    today, yesterday = local.weekday(), (local.weekday() - 1) % 7
    if span.begin < span.end:
        return today in span.days and span.begin <= minutes < span.end
    return (today in span.days and minutes >= span.begin) or (yesterday in span.days and minutes < span.end)


def _is_for(silence: Silence, hit: RoutedHit, route: str, story: int | None) -> bool:
    return (
        silence.watches in ((), (hit.watch,))
        and silence.sources in ((), (hit.source,))
        and silence.routes in ((), (route,))
        and silence.stories in ((), (story,))
        and (silence.up_to is None or hit.severity.rank <= silence.up_to.rank)
    )
