"""RELEASE: what waited long enough on its route is told, digests are made, and what lost its route finds another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from alerts.routing.articles import decide_anew, places_of
from alerts.routing.releasing import release
from alerts.routing.tree import RouteTree
from alerts.telling import asked, decided_on
from storage.database import Database
from storage.records import HitOutcome, Silence, StoryOnRoute
from storage.telling import states
from storage.telling.ledger import Ledger

# A route that is gone from the configuration may come back.
_MAY_CHANGE = (HitOutcome.BACKLOG, HitOutcome.NO_ROUTE)


def anything_due(db: Database, now: datetime) -> bool:
    """Whether a story waits whose time has come: a look into an index."""
    with db.read() as connection:
        return states.is_due(connection, now)


def release_due(db: Database, tree: RouteTree, now: datetime) -> int:
    """Tell what is due by the routes as they are now, and let the rest wait; returns how many notices that made.

    Raises:
        StorageError: the archive could not be read or written; nothing was told then.
    """
    with db.read() as connection:
        nothing_waits = not states.any_waiting(connection)
    if nothing_waits and not any(route.empty_digest for route in tree.by_name.values()):
        return 0
    return db.retrying(lambda connection: _release(Ledger(connection), tree, now))


def _release(ledger: Ledger, tree: RouteTree, now: datetime) -> int:
    ledger.know(tree.by_name, now)
    waiting, silences = ledger.waiting(), ledger.silences(now)
    found = release(
        waiting,
        tree,
        silences,
        now,
        digests_at=ledger.digests_at(),
        story_of=_story_of(ledger, waiting, silences),
    )
    ledger.apply(found.decision)
    return len(found.decision.notices) + sum(_anew(ledger, gone, tree, now) for gone in found.gone)


def _story_of(
    ledger: Ledger, waiting: Sequence[StoryOnRoute], silences: Sequence[Silence]
) -> Mapping[int, int]:
    """The stories of the articles that wait by their watch, where a silence asks for stories."""
    if not any(one.stories for one in silences):
        return {}
    articles = {
        hit.article_id
        for state in waiting
        if state.story_id is None and state.held
        for hit in state.held.hits
    }
    return {article: stands.story_id for article, stands in ledger.stand(articles).items()}


def _anew(ledger: Ledger, gone: StoryOnRoute, tree: RouteTree, now: datetime) -> int:
    waited = gone.held.hits if gone.held else ()
    stand = ledger.stand({hit.article_id for hit in waited})
    news = [asked(hit, stand.get(hit.article_id)) for hit in waited]
    decision = decide_anew(
        gone,
        news,
        tree,
        ledger.states(places_of(news, tree)),
        ledger.silences(now),
        now,
        decided=decided_on(ledger, waited, but=_MAY_CHANGE),
    )
    ledger.apply(decision)
    return len(decision.notices)
