"""The one outcome of a hit, keys that stay, and stories that are put together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alerts.routing.articles import decide_article
from alerts.routing.keys import empty_digest_key, notice_key
from alerts.routing.matching import RouteMatch
from alerts.routing.tree import RouteTree
from alerts.routing.uniting import united
from storage.records import HitOutcome, Severity, StoryNoticeKind, StoryOnRoute
from storage.telling.names import delivery_id
from storage.telling.outcomes import farthest
from tests.alerts.routing.samples import HOUR, NOW, OneRoute, hit, new, route

FIRST = StoryNoticeKind.FIRST_REPORT


def test_of_all_routes_the_one_that_came_farthest_counts() -> None:
    dead = route(name="dead", channels=(), match=RouteMatch(watches=("*",)), goes_on=True)
    waits = route(name="waits", group_wait=HOUR, goes_on=True)
    tree = RouteTree(root=route(routes=(dead, waits)))
    decision = decide_article([new()], tree, {}, (), NOW)
    assert {one.route: one.outcome.value for one in decision.verdicts} == {
        "dead": "no-route",
        "waits": "held-until",
    }
    assert farthest(decision.verdicts).outcome is HitOutcome.HELD_UNTIL
    told = replace(decision.verdicts[0], outcome=HitOutcome.TOLD)
    assert farthest((*decision.verdicts, told)) is told


def test_every_outcome_has_its_place() -> None:
    [one] = decide_article([new()], RouteTree(root=route()), {}, (), NOW).verdicts
    for outcome in HitOutcome:
        assert farthest([replace(one, outcome=outcome)]).outcome is outcome
    with pytest.raises(ValueError):
        farthest([])


def test_keys_say_what_is_told_and_not_by_which_numbers() -> None:
    key = notice_key("root", FIRST, hit())
    assert key == notice_key("root", FIRST, replace(hit(), article_id=99, severity=Severity.INFO))
    different = {
        notice_key("phone", FIRST, hit()),
        notice_key("root", StoryNoticeKind.UPDATE, hit()),
        notice_key("root", FIRST, hit(2)),
        notice_key("root", FIRST, hit(watch="other")),
        notice_key("root", FIRST, hit(revision=2)),
        empty_digest_key("root", NOW),
        delivery_id(key, "desk"),
        delivery_id(key, "phone"),
        key,
    }
    assert len(different) == 9
    assert {len(one) for one in different} == {32}


def test_stories_that_are_one_lose_nothing_that_waits() -> None:
    told = OneRoute(route())
    told.decide(new(1, severity=Severity.CRITICAL))
    waits = OneRoute(route(group_wait=HOUR))
    waits.decide(new(2, voices=3))
    assert told.state is not None
    assert waits.state is not None
    for one, other in ((told.state, waits.state), (waits.state, told.state)):
        both = united(one, other)
        assert both.held is not None
        assert [each.article_id for each in both.held.hits] == [2]
        assert (both.first_told_at, both.severity) == (NOW, Severity.CRITICAL)
    assert united(told.state, replace(told.state, first_told_at=NOW - HOUR)).first_told_at == NOW - HOUR
    assert united(told.state, StoryOnRoute(route="root", group="story 8")) == told.state
