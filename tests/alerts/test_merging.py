"""Two stories that a person says are one: told as one from then on, and nothing that waits is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alerts.flagging import flag_new
from alerts.merging import merge_stories
from alerts.releases import release_due
from alerts.routing.quiet import parse_quiet
from alerts.routing.tree import Route, RouteTree
from alerts.watchlist import WatchEntry, Watchlist
from storage.database import Database
from storage.flags import Flags
from storage.outbox import Outbox
from storage.records import HitOutcome, Silence, StoryNoticeKind
from storage.stories import RulingError, Stories
from storage.telling.silences import Silences
from tests.alerts.archives import NOW, collect
from watch import parse

LATER = NOW + timedelta(hours=12)
BY_RAIL = "Troops went by rail to the coast, forty trains of them, the ministry at Harrowgate said on Monday."
AT_SEA = "A storm kept the troops of the Meridian fleet in port for a week, sailors wrote from Port Alder."
QUIET = RouteTree(root=Route(name="root", channels=("mail",), quiet=(parse_quiet("13:00-18:00"),)))
AT_ONCE = RouteTree(root=Route(name="root", channels=("mail",)))


def watches(tree: RouteTree) -> Watchlist:
    return Watchlist(entries=(WatchEntry(name="troops", query=parse("troops")),), tree=tree)


def two_stories(db: Database, tree: RouteTree) -> tuple[int, int]:
    """The numbers of two stories, each with an article that is a hit."""
    collect(db, "rail", BY_RAIL, title="Forty trains to the coast")
    collect(db, "sea", AT_SEA, title="Fleet in port")
    flag_new(db, watches(tree), NOW)
    numbers = {story.id for story in Stories(db).latest(9)}
    assert numbers == {1, 2}
    return 1, 2


def test_what_waits_of_both_is_told_as_one(db: Database) -> None:
    one, other = two_stories(db, QUIET)
    merge_stories(db, one, other, NOW)
    assert release_due(db, QUIET, LATER) == 1
    (delivery,) = Outbox(db).list()
    assert delivery.story_notice_kind is StoryNoticeKind.HELD
    assert [hit.outcome for hit, _ in Flags(db).hits()] == [HitOutcome.TOLD] * 2
    assert release_due(db, QUIET, LATER) == 0


def test_a_story_that_was_told_is_not_told_as_new_by_what_waited_of_the_other(db: Database) -> None:
    collect(db, "rail", BY_RAIL, title="Forty trains to the coast")
    flag_new(db, watches(AT_ONCE), NOW)
    collect(db, "sea", AT_SEA, title="Fleet in port")
    flag_new(db, watches(QUIET), NOW)
    merge_stories(db, 2, 1, NOW)
    assert release_due(db, AT_ONCE, LATER) == 1
    kinds = [one.story_notice_kind for one in Outbox(db).list()]
    assert kinds.count(StoryNoticeKind.FIRST_REPORT) == 1


def test_a_silence_of_a_story_goes_with_it(db: Database) -> None:
    one, other = two_stories(db, AT_ONCE)
    ends_at = NOW + timedelta(days=1)
    Silences(db).add(Silence(id=0, starts_at=NOW, ends_at=ends_at, comment="known", stories=(other,)))
    merge_stories(db, one, other, NOW)
    assert [silence.stories for silence in Silences(db).list(NOW)] == [(one,)]


def test_a_story_that_was_merged_is_the_one_that_it_became(db: Database) -> None:
    one, other = two_stories(db, AT_ONCE)
    collect(
        db,
        "fair",
        "Dancers filled the square at Dunmore until dawn; the baker sold every loaf.",
        title="A fair",
    )
    flag_new(db, watches(AT_ONCE), NOW)
    merge_stories(db, one, other, NOW)
    merge_stories(db, 3, other, NOW)
    assert [len(story.members) for story in Stories(db).latest(9)] == [3]
    with pytest.raises(RulingError, match="one story already"):
        merge_stories(db, 1, 3, NOW)
