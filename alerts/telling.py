"""TELL: what becomes of new hits on all routes, decided in the transaction that writes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from alerts.routing.articles import decide_article, decide_updates, places_of
from alerts.routing.asked import NewHit
from alerts.routing.tree import RouteTree
from storage.flags import Decide, FreshHit, Freshness
from storage.records import HitOutcome, InStory, RoutedHit, Verdict
from storage.telling.ledger import Ledger, Ref


def deciding(tree: RouteTree, now: datetime) -> Decide:
    """Decides the hits of one wording of an article by these routes."""

    def decide(ledger: Ledger, fresh: Sequence[FreshHit]) -> Sequence[Verdict]:
        stand = ledger.stand({one.draft.routed.article_id for one in fresh})
        news: list[NewHit] = []
        edits: list[NewHit] = []
        restated: list[NewHit] = []
        for one in fresh:
            hit = one.draft.routed
            stands = stand.get(hit.article_id)
            # what a watch on revisions asks for is told as an update, whatever became of its story before
            if one.draft.touches and one.draft.backlog is None and _tells_anybody(tree, hit):
                restated.append(asked(hit, stands))
            elif one.freshness is Freshness.TOUCHED:
                edits.append(asked(hit, stands))
            else:
                news.append(asked(hit, stands, backlog=one.draft.backlog))
        told_on = _routes_with(ledger, [one.hit for one in edits], (HitOutcome.TOLD, HitOutcome.FAILED))
        everywhere = {one.hit.ref: {route.name for route in tree.routes_for(one.hit)} for one in restated}
        return [
            *_decide_news(ledger, news, tree, now),
            *_decide_edits(ledger, [*edits, *restated], told_on | everywhere, tree, now),
        ]

    return decide


def _decide_news(ledger: Ledger, news: Sequence[NewHit], tree: RouteTree, now: datetime) -> Sequence[Verdict]:
    if not news:
        return ()
    states = ledger.states(places_of(news, tree))
    decided = decided_on(ledger, [one.hit for one in news])
    decision = decide_article(news, tree, states, ledger.silences(now), now, decided=decided)
    ledger.apply(decision)
    return decision.verdicts


def _decide_edits(
    ledger: Ledger,
    edits: Sequence[NewHit],
    told_on: Mapping[Ref, Collection[str]],
    tree: RouteTree,
    now: datetime,
) -> Sequence[Verdict]:
    if not edits:
        return ()
    told_to = {
        (name, one.group_on(tree.by_name[name]))
        for one in edits
        for name in told_on[one.hit.ref]
        if name in tree.by_name
    }
    places = told_to | places_of(edits, tree)
    decision = decide_updates(edits, told_on, tree, ledger.states(places), ledger.silences(now), now)
    ledger.apply(decision)
    return decision.verdicts


def _tells_anybody(tree: RouteTree, hit: RoutedHit) -> bool:
    return any(route.channels for route in tree.routes_for(hit))


def asked(hit: RoutedHit, stands: InStory | None, *, backlog: str | None = None) -> NewHit:
    """What is asked of a hit whose article stands there."""
    if stands is None:
        return NewHit(hit=hit, backlog=backlog)
    return NewHit(
        hit=hit, story_id=stands.story_id, voices=stands.voices, copy_of=stands.copy_of, backlog=backlog
    )


def decided_on(
    ledger: Ledger, hits: Iterable[RoutedHit], *, but: Collection[HitOutcome] = (HitOutcome.BACKLOG,)
) -> dict[Ref, set[str]]:
    """On which routes hits have a verdict already. What was backlog and is news by now is decided anew."""
    return _routes_with(ledger, hits, [one for one in HitOutcome if one not in but])


def _routes_with(
    ledger: Ledger, hits: Iterable[RoutedHit], outcomes: Sequence[HitOutcome]
) -> dict[Ref, set[str]]:
    refs = {(hit.article_id, hit.watch): hit.ref for hit in hits}
    return {
        refs[known]: {one.route for one in verdicts if one.outcome in outcomes}
        for known, verdicts in ledger.verdicts(refs).items()
    }
