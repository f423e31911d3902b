"""A person says that two stories are one: what routes remember of both is put together."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from alerts.routing.keys import group_of_story
from alerts.routing.uniting import united
from storage.database import Database
from storage.records import Decision, StoryOnRoute
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
