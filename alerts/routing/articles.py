"""What becomes of an article's hits on all routes, and of a revision of an article that was told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from alerts.routing import rules
from alerts.routing.asked import NewHit
from alerts.routing.deciding import decide
from alerts.routing.settling import reworded
from alerts.routing.tree import Route, RouteTree
from alerts.routing.verdict_of import verdict_of
from storage.records import (
    Decision,
    HitOutcome,
    Silence,
    StoryNoticeKind,
    StoryOnRoute,
)

# A route and a group on it.
Place = tuple[str, str]
States = Mapping[Place, StoryOnRoute]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    route: Route
    news: list[NewHit]


def places_of(news: Iterable[NewHit], tree: RouteTree) -> frozenset[Place]:
    """Where the hits go: what `decide_article` and `decide_updates` must know the states of."""
    return frozenset((route.name, new.group_on(route)) for new in news for route in tree.routes_for(new.hit))


def decide_article(
    news: Sequence[NewHit],
    tree: RouteTree,
    states: States,
    silences: Iterable[Silence],
    now: datetime,
    *,
    decided: Mapping[tuple[str, str], Collection[str]] | None = None,
) -> Decision:
    """A verdict for each of an article's hits on each route that it goes to, but for those where it is `decided`.

    Hits of several watches that go the same way are told as one. Places that `states` does not hold are new.
    """
    silences = tuple(silences)
    asked: dict[Place, _Asked] = {}
    for new in news:
        done = (decided or {}).get(new.hit.ref, ())
        for route in tree.routes_for(new.hit):
            if route.name not in done:
                place = (route.name, new.group_on(route))
                asked.setdefault(place, _Asked(route=route, news=[])).news.append(new)
    return merged(
        decide(one.news, one.route, states.get(place), silences, now) for place, one in asked.items()
    )


def decide_updates(
    news: Sequence[NewHit],
    told_on: Mapping[tuple[str, str], Collection[str]],
    tree: RouteTree,
    states: States,
    silences: Iterable[Silence],
    now: datetime,
) -> Decision:
    """A revision of an article that touches what matched in these hits, each on the routes that it was told on.

    It is told past a cool-down; quiet hours, digests and silences hold for it too. A route that is gone, or has no
    channels any more, tells nobody. The verdicts are the update's: see `outcomes.supersedes`. Where an earlier wording
    of a hit still waits to be told, this one does in its place.
    """
    silences = tuple(silences)
    asked: dict[Place, _Asked] = {}
    for new in news:
        for name in told_on.get(new.hit.ref, ()):
            route = tree.by_name.get(name)
            if route is not None and route.channels:
                place = (name, new.group_on(route))
                asked.setdefault(place, _Asked(route=route, news=[])).news.append(new)
    known = dict(states)
    decisions: list[Decision] = []

    def note(decision: Decision) -> None:
        decisions.append(decision)
        known.update({(state.route, state.group): state for state in decision.states})

    for new in news:
        for route in tree.routes_for(new.hit):
            place = (route.name, new.group_on(route))
            if place in known:
                note(reworded(route, known[place], new.hit, now))
    for place, one in asked.items():
        note(decide(one.news, one.route, known.get(place), silences, now, kind=StoryNoticeKind.UPDATE))
    return merged(decisions)


def decide_anew(
    gone: StoryOnRoute,
    news: Iterable[NewHit],
    tree: RouteTree,
    states: States,
    silences: Iterable[Silence],
    now: datetime,
    *,
    decided: Mapping[tuple[str, str], Collection[str]],
) -> Decision:
    """What waited on a route that is no longer in the configuration, on the routes that it goes to now.

    `news` are the hits that waited, as they are known now; `decided` says on which routes each has a verdict.
    """
    silences = tuple(silences)
    by_article: dict[str, list[NewHit]] = {}
    for new in news:
        by_article.setdefault(new.hit.article, []).append(new)
    known = dict(states)
    decisions = [Decision(states=(replace(gone, held=None),))]
    for of_article in by_article.values():
        here = decide_article(of_article, tree, known, silences, now, decided=decided)
        known |= {(state.route, state.group): state for state in here.states}
        there = tuple(
            verdict_of(new.hit, gone, HitOutcome.NO_ROUTE, rules.route_gone(new.hit, gone.route), now)
            for new in of_article
        )
        decisions += [Decision(verdicts=there), here]
    return merged(decisions)


def merged(decisions: Iterable[Decision]) -> Decision:
    """Several decisions as one. Of a state that changed twice the last one holds."""
    all_of = tuple(decisions)
    states = {(state.route, state.group): state for one in all_of for state in one.states}
    return Decision(
        states=tuple(states.values()),
        verdicts=tuple(verdict for one in all_of for verdict in one.verdicts),
        notices=tuple(notice for one in all_of for notice in one.notices),
    )
