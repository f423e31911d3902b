"""What waited is released when its time has come, as the routes are then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from alerts.routing.articles import decide_anew, decide_article, places_of
from alerts.routing.asked import NewHit
from alerts.routing.digests import DigestCounts, counts
from alerts.routing.quiet import parse_quiet
from alerts.routing.releasing import next_release_at, release
from alerts.routing.schedule import parse_digest
from alerts.routing.tree import Route, RouteTree
from storage.records import HitOutcome, Severity, StoryNoticeKind, StoryOnRoute
from tests.alerts.routing.samples import COPY, HOUR, NOW, OneRoute, hit, new, route, silence

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = route(quiet=(parse_quiet("22:00-06:00"),), zone=BERLIN)
LATE = NOW + 11 * HOUR  # midnight in Berlin
MORNING = NOW + 17 * HOUR
DAILY = route(digest=parse_digest("daily 07:30"), zone=BERLIN)
DIGEST_AT = NOW + 18.5 * HOUR


def stories(on: Route, *numbers: int, at: datetime = NOW) -> list[StoryOnRoute]:
    """As many stories that wait on the route since then, of one article each."""
    tree = RouteTree(root=on)
    return [
        state
        for number in numbers
        for state in decide_article([NewHit(hit=hit(number), story_id=number)], tree, {}, (), at).states
    ]


def kinds(held: Sequence[StoryOnRoute], on: Route, at: datetime) -> list[tuple[str, int]]:
    """The notices that are due, each with the number of its stories."""
    found = release(held, RouteTree(root=on), (), at).decision
    return [(notice.kind.value, len(notice.stories)) for notice in found.notices]


def test_what_quiet_hours_held_comes_as_one_when_they_end() -> None:
    held = stories(NIGHT, 1, 2, 3, at=LATE)
    assert next_release_at(held) == MORNING
    assert kinds(held, NIGHT, MORNING - timedelta(seconds=1)) == []
    assert kinds(held, NIGHT, MORNING) == [("held", 3)]
    found = release(held, RouteTree(root=NIGHT), (), MORNING).decision
    assert {verdict.rule for verdict in found.verdicts} == {
        "first report of its story, after quiet hours (route root)"
    }
    assert all(state.held is None and state.first_told_at == MORNING for state in found.states)


def test_of_what_was_held_the_gravest_comes_first() -> None:
    held = [
        state
        for number, severity in enumerate((Severity.INFO, Severity.WARNING, Severity.CRITICAL), start=1)
        for state in decide_article(
            [NewHit(hit=hit(number, severity=severity), story_id=number)], RouteTree(root=NIGHT), {}, (), LATE
        ).states
    ]
    [notice] = release(held, RouteTree(root=NIGHT), (), MORNING).decision.notices
    assert [story.severity for story in notice.stories] == [
        Severity.CRITICAL,
        Severity.WARNING,
        Severity.INFO,
    ]


def test_who_comes_late_finds_it_held_on_when_it_is_quiet_again() -> None:
    held = stories(NIGHT, 1, at=LATE)
    found = release(held, RouteTree(root=NIGHT), (), LATE + 23 * HOUR).decision
    assert found.notices == ()
    assert [state.held.until_at for state in found.states if state.held] == [MORNING + 24 * HOUR]
    assert kinds(found.states, NIGHT, MORNING + 24 * HOUR) == [("held", 1)]


def test_each_story_that_waited_for_reports_has_its_own_notice() -> None:
    wait = route(group_wait=HOUR)
    held = stories(wait, 1, 2)
    assert kinds(held, wait, NOW + HOUR) == [("first-report", 1), ("first-report", 1)]


def test_a_digest_comes_in_the_order_that_matters() -> None:
    daily = OneRoute(DAILY)
    daily.decide(new(1))
    told = release([daily.state] if daily.state else [], RouteTree(root=DAILY), (), DIGEST_AT).decision
    [daily.state] = told.states
    later = DIGEST_AT + HOUR
    daily.decide(new(2, copy=COPY), at=later)
    daily.decide(new(3), at=later)
    tree = RouteTree(root=DAILY)
    states = [daily.state, *stories(DAILY, 8, at=later)]
    grave = NewHit(hit=hit(9, severity=Severity.CRITICAL), story_id=9)
    states += decide_article([grave], tree, {}, (), later + HOUR).states
    found = release(states, tree, (), DIGEST_AT + 24 * HOUR, digests_at={"root": DIGEST_AT}).decision
    [digest] = found.notices
    assert (digest.kind, digest.since_at) == (StoryNoticeKind.DIGEST, DIGEST_AT)
    assert [(one.story_id, one.kind.value) for one in digest.stories] == [
        (9, "first-report"),
        (8, "first-report"),
        (7, "repeat"),
    ]
    assert counts(digest.stories) == DigestCounts(stories=3, new_stories=2, articles=3, copies=1)


def test_an_empty_digest_comes_once_where_it_is_asked_for() -> None:
    asks = route(digest=DAILY.digest, zone=BERLIN, empty_digest=True)
    tree = RouteTree(root=asks)
    assert release([], tree, (), DIGEST_AT).decision.notices == ()
    assert release([], tree, (), DIGEST_AT, digests_at={"root": DIGEST_AT}).decision.notices == ()
    [notice] = release([], tree, (), DIGEST_AT + HOUR, digests_at={"root": NOW}).decision.notices
    assert (notice.kind, notice.stories, notice.severity) == (StoryNoticeKind.DIGEST, (), None)
    again = release([], tree, (), DIGEST_AT + 2 * HOUR, digests_at={"root": NOW}).decision.notices
    assert again[0].key == notice.key
    assert release([], RouteTree(root=DAILY), (), DIGEST_AT, digests_at={"root": NOW}).decision.notices == ()
    # What waits for the next digest is no reason to leave this one out.
    later = stories(asks, 1, at=DIGEST_AT + HOUR)
    [notice] = release(later, tree, (), DIGEST_AT + HOUR, digests_at={"root": NOW}).decision.notices
    assert notice.stories == ()


def test_a_story_that_goes_on_is_told_when_it_has_cooled_down() -> None:
    cools = OneRoute(route(repeat_interval=6 * HOUR))
    cools.decide(new(1))
    cools.decide(new(2), at=NOW + HOUR)
    cools.decide(new(3), at=NOW + 2 * HOUR)
    assert cools.state is not None
    assert kinds([cools.state], cools.route, NOW + 6 * HOUR - timedelta(seconds=1)) == []
    [notice] = release([cools.state], RouteTree(root=cools.route), (), NOW + 6 * HOUR).decision.notices
    assert notice.kind is StoryNoticeKind.REPEAT
    assert [one.article_id for one in notice.stories[0].hits] == [2, 3]


def test_a_daily_digest_is_daily_though_it_is_made_a_little_late() -> None:
    slow = route(digest=DAILY.digest, zone=BERLIN, repeat_interval=24 * HOUR)
    one = OneRoute(slow)
    one.decide(new(1))
    assert one.state is not None
    late = DIGEST_AT + timedelta(minutes=3)
    [one.state] = release([one.state], RouteTree(root=slow), (), late).decision.states
    assert one.verdict(new(2), at=late + HOUR).until_at == DIGEST_AT + 24 * HOUR


def test_a_silence_that_came_since_holds_for_what_waits() -> None:
    held = stories(NIGHT, 1, 2, at=LATE)
    tree = RouteTree(root=NIGHT)
    found = release(held, tree, [silence(stories=(1,))], MORNING).decision
    outcomes = {verdict.hit.article_id: verdict.outcome for verdict in found.verdicts}
    assert outcomes == {1: HitOutcome.SILENCED_BY, 2: HitOutcome.TOLD}
    assert [state.held for state in found.states] == [None, None]
    assert [state.first_told_at for state in found.states if state.story_id == 1] == [None]


def test_a_clock_that_was_wrong_holds_nothing_for_long() -> None:
    in_a_year = NOW + timedelta(days=365)
    for on in (NIGHT, DAILY, route(group_wait=HOUR)):
        held = stories(on, 1, at=in_a_year + 11 * HOUR)
        found = release(held, RouteTree(root=on), (), LATE).decision
        again = found.states if found.states and not found.notices else held
        assert kinds(again, on, LATE + 33 * HOUR) != []


def test_other_quiet_hours_hold_what_waits_already() -> None:
    held = stories(NIGHT, 1, at=LATE)
    longer = route(quiet=(parse_quiet("22:00-09:00"),), zone=BERLIN)
    found = release(held, RouteTree(root=longer), (), LATE + HOUR).decision
    assert [verdict.until_at for verdict in found.verdicts] == [MORNING + 3 * HOUR]
    assert kinds(held, route(), LATE + HOUR) == [("held", 1)]


def test_a_route_without_channels_lets_go() -> None:
    held = stories(NIGHT, 1, at=LATE)
    found = release(held, RouteTree(root=route(channels=())), (), LATE + HOUR).decision
    assert [verdict.outcome for verdict in found.verdicts] == [HitOutcome.NO_ROUTE]
    assert [state.held for state in found.states] == [None]


def test_what_waits_on_a_route_that_is_gone_is_decided_anew() -> None:
    held = stories(route(name="old", digest=DAILY.digest), 1, 2)
    tree = RouteTree(root=route())
    found = release(held, tree, (), NOW + HOUR)
    assert list(found.gone) == held
    anew = decide_anew(
        held[0], [NewHit(hit=hit(1), story_id=1)], tree, {}, (), NOW + HOUR, decided={hit(1).ref: {"old"}}
    )
    assert [(one.route, one.outcome.value) for one in anew.verdicts] == [
        ("old", "no-route"),
        ("root", "told"),
    ]
    assert anew.verdicts[0].rule.startswith("route old is gone from the configuration")
    known = decide_anew(
        held[1], [NewHit(hit=hit(2), story_id=2)], tree, {}, (), NOW, decided={hit(2).ref: {"old", "root"}}
    )
    assert [one.route for one in known.verdicts] == ["old"]
    assert known.notices == ()


def test_a_hit_asks_for_the_memory_of_its_routes() -> None:
    tree = RouteTree(root=route())
    assert places_of([new(1), new(2, watch="other")], tree) == {("root", "story 7")}


def test_a_clock_set_back_makes_no_empty_digest_again() -> None:
    asks = RouteTree(root=route(digest=DAILY.digest, zone=BERLIN, empty_digest=True))
    for now in (DIGEST_AT - HOUR, DIGEST_AT + HOUR):
        assert release([], asks, (), now, digests_at={"root": DIGEST_AT + 2 * HOUR}).decision.notices == ()
