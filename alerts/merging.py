"""A person says that two stories are one, or that one is two: what routes remember of them goes the same way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from alerts.routing.keys import group_of_story
from alerts.routing.parting import parted
from alerts.routing.uniting import united
from storage.database import Database
from storage.records import Decision, HitOutcome, StoryOnRoute
from storage.stories import Rulings
from storage.telling.ledger import Ledger

if TYPE_CHECKING:
    from sqlalchemy import Connection


def merge_stories(db: Database, story_id: int, other_id: int, now: datetime) -> None:
    """Put all articles of the other story into this one, and what waits of it.

    Raises:
        RulingError: one of them is no story, or they are one already.
        StorageError: the archive could not be read or written; nothing was merged then.
    """
    Rulings(db).merge(story_id, other_id, now, also=_unite)


def _unite(connection: Connection, story_id: int, other_id: int) -> None:
    ledger = Ledger(connection)
    ledger.merge_silences(story_id, other_id)
    stays = {state.route: state for state in ledger.of_story(story_id)}
    for goes in ledger.of_story(other_id):
        unknown = StoryOnRoute(route=goes.route, group=group_of_story(story_id), story_id=story_id)
        ledger.apply(Decision(states=(united(stays.get(goes.route, unknown), goes),)))
        ledger.forget(goes)


def split_story(db: Database, story_id: int, article_ids: Collection[int], now: datetime) -> int:
    """Take these articles out of the story, into one of their own, with what waits of them; returns its number.

    Where one of them was told, the new story was.

    Raises:
        RulingError: there is no such story, one of them is not in it, or nothing would be left of it.
        StorageError: the archive could not be read or written; nothing was split then.
    """
    return Rulings(db).split(story_id, article_ids, now, also=_divide)


def _divide(
    connection: Connection, story_id: int, number: int, stays: Sequence[int], moved: Sequence[int]
) -> None:
    ledger = Ledger(connection)
    told_here, told_there = _told_at(ledger, stays), _told_at(ledger, moved)
    for state in ledger.of_story(story_id):
        ledger.apply(
            Decision(states=parted(state, number, moved, told_there[state.route], told_here[state.route]))
        )


def _told_at(ledger: Ledger, articles: Sequence[int]) -> defaultdict[str, list[datetime]]:
    """When these were told, by route."""
    found: defaultdict[str, list[datetime]] = defaultdict(list)
    for one in ledger.of_articles(articles):
        if one.outcome is HitOutcome.TOLD:
            found[one.route].append(one.decided_at)
    return found
