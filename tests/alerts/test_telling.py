"""What could be lost, told twice or told to the wrong people, each once found by a fresh pair of eyes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from alerts.flagging import draft_hits, flag_new
from alerts.merging import merge_stories, split_story
from alerts.releases import release_due
from alerts.routing.quiet import parse_quiet
from alerts.routing.schedule import parse_digest
from alerts.routing.tree import GroupBy, Route, RouteTree
from alerts.telling import deciding
from alerts.watchlist import WatchEntry, Watchlist
from storage.archive import Archive
from storage.database import Database
from storage.flags import Flags, Recorded
from storage.marks import Mark, Marks
from storage.outbox import Outbox
from storage.records import (
    Article,
    ClaimedStories,
    CollectedArticle,
    DeliveryState,
    HitOutcome,
    Silence,
    StoryNoticeKind,
    StoryToTell,
)
from storage.sources import Sources
from storage.telling.ledger import Ledger
from storage.telling.silences import Silences
from tests.alerts.archives import NOW, collect
from watch import parse

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
MORNING = NOW + timedelta(hours=12)
BY_RAIL = "Troops went by rail to the coast, forty trains of them, the ministry at Harrowgate said on Monday."
AT_SEA = (
    "A storm kept the troops of the Meridian fleet in port for a week, sailors wrote from Port Alder. Their captain, "
    "a man of sixty from Dunmore, said that no order had come since Friday and that fuel was short. Bread is sold by "
    "the pier for twice its price, and the mayor asked shops to close at noon."
)
ROOT = Route(name="root", channels=("mail",))
AT_ONCE = RouteTree(root=ROOT)
QUIET = RouteTree(root=replace(ROOT, quiet=(parse_quiet("13:00-18:00"),)))


def watches(tree: RouteTree, *, on_revision: bool = False) -> Watchlist:
    entry = WatchEntry(name="troops", query=parse("troops"), on_revision=on_revision)
    return Watchlist(entries=(entry,), tree=tree)


def two_stories(db: Database, tree: RouteTree) -> None:
    collect(db, "rail", BY_RAIL, title="Forty trains to the coast")
    collect(db, "sea", AT_SEA, title="Fleet in port")
    flag_new(db, watches(tree), NOW)


def claimed(db: Database) -> list[StoryToTell]:
    """All stories that wait to be sent, in the order of their notices."""
    found = Outbox(db).claim("mail", "w1", MORNING + HOUR, HOUR, 99)
    return [story for one in found if isinstance(one, ClaimedStories) for story in one.stories]


def outcomes(db: Database) -> dict[int, HitOutcome]:
    return {article.id: hit.outcome for hit, article in Flags(db).hits()}


def test_a_route_that_is_renamed_and_renamed_back_loses_nothing(db: Database) -> None:
    def named(name: str) -> RouteTree:
        return RouteTree(root=replace(QUIET.root, quiet=(), routes=(replace(QUIET.root, name=name),)))

    collect(db, "rail", BY_RAIL)
    flag_new(db, watches(named("north")), NOW)
    assert release_due(db, named("nord"), NOW + MINUTE) == 0
    assert release_due(db, named("north"), NOW + 2 * MINUTE) == 0
    assert release_due(db, named("north"), MORNING) == 1
    assert outcomes(db) == {1: HitOutcome.TOLD}


def test_what_waits_is_told_in_the_words_of_the_last_edit(db: Database) -> None:
    collect(db, "rail", BY_RAIL)
    flag_new(db, watches(QUIET), NOW)
    collect(db, "rail", BY_RAIL.replace("forty", "four"))
    flag_new(db, watches(QUIET), NOW + HOUR)
    assert release_due(db, QUIET, MORNING) == 1
    (story,) = claimed(db)
    assert "four trains" in story.article.article.text
    assert (story.hit.revision, [hit.revision for hit in story.told.hits]) == (2, [2])


def test_a_hit_that_failed_is_told_of_its_edit(db: Database) -> None:
    collect(db, "rail", BY_RAIL)
    flag_new(db, watches(AT_ONCE), NOW)
    (sent,) = Outbox(db).claim("mail", "w1", NOW, HOUR, 9)
    Outbox(db).dead(sent.delivery.id, "550 no such user", NOW)
    assert outcomes(db) == {1: HitOutcome.FAILED}
    collect(db, "rail", BY_RAIL.replace("forty", "four"))
    assert flag_new(db, watches(AT_ONCE), NOW + HOUR).told == 1
    assert outcomes(db) == {1: HitOutcome.TOLD}


def test_a_watch_on_revisions_is_told_of_each_edit_whatever_became_of_the_last(db: Database) -> None:
    watching = watches(AT_ONCE, on_revision=True)
    ends_at = NOW + HOUR
    Silences(db).add(
        Silence(id=0, starts_at=NOW, ends_at=ends_at, comment="an exercise", watches=("troops",))
    )
    for minutes, dead in enumerate((10, 20)):
        collect(db, "rail", f"{BY_RAIL} {dead} died.")
        flag_new(db, watching, NOW + minutes * MINUTE)
    assert outcomes(db) == {1: HitOutcome.SILENCED_BY}
    collect(db, "rail", f"{BY_RAIL} 30 died.")
    assert flag_new(db, watching, NOW + 2 * HOUR).told == 1
    (story,) = claimed(db)
    assert (story.told.kind, story.hit.revision) == (StoryNoticeKind.UPDATE, 3)


def test_a_digest_in_quiet_hours_comes_after_them_and_is_not_empty(db: Database) -> None:
    night = replace(
        ROOT, digest=parse_digest("daily 02:00"), quiet=(parse_quiet("22:00-06:00"),), empty_digest=True
    )
    tree = RouteTree(root=night)
    assert release_due(db, tree, NOW - HOUR) == 0
    collect(db, "rail", BY_RAIL)
    flag_new(db, watches(tree), NOW)
    at_two = NOW.replace(hour=2, minute=1) + timedelta(days=1)
    assert release_due(db, tree, at_two) == 0
    assert release_due(db, tree, at_two + 4 * HOUR) == 1
    assert release_due(db, tree, at_two + timedelta(days=1)) == 0
    assert release_due(db, tree, at_two + timedelta(days=1, hours=4)) == 1
    assert [one.hit_id for one in Outbox(db).list()] == [None, 1]


def test_an_edit_that_two_workers_flag_is_told_once(db: Database) -> None:
    collect(db, "rail", BY_RAIL)
    watching, flags = watches(AT_ONCE), Flags(db)
    flag_new(db, watching, NOW)
    collect(db, "rail", BY_RAIL.replace("forty", "four"))
    articles = flags.unflagged(50)
    drafts = draft_hits(articles, watching, flags.wording, flags.source_starts({"gazette"}), NOW + HOUR)
    decide = deciding(AT_ONCE, NOW + HOUR)
    assert len(flags.record(articles, drafts, NOW + HOUR, decide).verdicts) == 1
    assert flags.record(articles, drafts, NOW + HOUR, decide) == Recorded()
    assert len(Outbox(db).list()) == 2


def test_a_handled_hit_is_not_told_though_its_story_was_merged(db: Database) -> None:
    two_stories(db, QUIET)
    merge_stories(db, 1, 2, NOW)
    handled = next(hit.id for hit, article in Flags(db).hits() if article.id == 2)
    Marks(db).mark(handled, Mark.HANDLED, None, NOW)
    assert release_due(db, QUIET, MORNING) == 1
    assert outcomes(db) == {1: HitOutcome.TOLD, 2: HitOutcome.SILENCED_BY}


def test_a_handled_hit_is_not_told_of_an_edit_that_waits(db: Database) -> None:
    collect(db, "rail", BY_RAIL)
    flag_new(db, watches(AT_ONCE), NOW)
    collect(db, "rail", BY_RAIL.replace("forty", "four"))
    flag_new(db, watches(QUIET), NOW + HOUR)
    Marks(db).mark(1, Mark.HANDLED, None, NOW + HOUR)
    assert release_due(db, QUIET, MORNING) == 0
    assert {one.state for one in Outbox(db).list()} == {DeliveryState.ENDED}


def test_a_copy_of_what_was_split_off_is_told_to_nobody(db: Database) -> None:
    two_stories(db, AT_ONCE)
    merge_stories(db, 1, 2, NOW)
    assert split_story(db, 1, [2], NOW) == 2
    collect(db, "copy", AT_SEA, title="Fleet in port")
    flag_new(db, watches(AT_ONCE), NOW + HOUR)
    assert outcomes(db)[3] is HitOutcome.COPY_OF
    assert len(Outbox(db).list()) == 2


def test_a_story_of_which_all_that_was_told_was_split_off_has_its_first_report_to_come(db: Database) -> None:
    collect(db, "weather", AT_SEA.replace("troops", "ships"), title="Storm keeps fleet in port")
    collect(db, "rail", BY_RAIL)
    flag_new(db, watches(AT_ONCE), NOW)
    merge_stories(db, 1, 2, NOW)
    assert split_story(db, 1, [2], NOW) == 2
    with db.read() as connection:
        assert [state.first_told_at for state in Ledger(connection).of_story(1)] == [None]
        assert [state.first_told_at for state in Ledger(connection).of_story(2)] == [NOW]


def test_a_silence_of_a_story_holds_for_what_waits_by_its_watch(db: Database) -> None:
    by_watch = RouteTree(root=replace(QUIET.root, group_by=GroupBy.WATCH))
    two_stories(db, by_watch)
    Silences(db).add(
        Silence(id=0, starts_at=NOW, ends_at=MORNING + HOUR, author="Kim", comment="known", stories=(1,))
    )
    release_due(db, by_watch, MORNING)
    assert outcomes(db) == {1: HitOutcome.SILENCED_BY, 2: HitOutcome.TOLD}


def test_what_waits_of_a_story_goes_with_the_articles_that_are_split_off(db: Database) -> None:
    two_stories(db, QUIET)
    merge_stories(db, 1, 2, NOW)
    assert split_story(db, 1, [2], NOW) == 2
    release_due(db, QUIET, MORNING)
    groups = {(story.told.group, story.hit.article_id) for story in claimed(db)}
    assert groups == {("story 1", 1), ("story 2", 2)}


def test_a_notice_shows_what_its_story_became(db: Database) -> None:
    two_stories(db, AT_ONCE)
    merge_stories(db, 1, 2, NOW)
    assert [story.summary.id for story in claimed(db) if story.summary is not None] == [1, 1]


def test_an_article_that_cannot_be_judged_keeps_no_other_waiting(
    db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    collect(db, "rail", BY_RAIL)
    url = "https://gazette.example/far"
    far = Article(
        url=url,
        fetched_url=url,
        title="Troops",
        text="Troops at the end of days.",
        published_at=datetime(9999, 12, 31, 23, 30, tzinfo=UTC),
        published_precision="minute",
    )
    (state,) = Sources(db).list()
    Archive(db).save([CollectedArticle(article=far, source_id=state.id, lead_id=None, backlog=False)], NOW)
    assert flag_new(db, watches(AT_ONCE), NOW).told == 1
    assert "article 2, revision 1, could not be flagged" in caplog.text
    assert flag_new(db, watches(AT_ONCE), NOW).articles == 0
