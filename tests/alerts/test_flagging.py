"""Flagging on a real archive: every article once with every watch, and an outcome for every hit."""

from __future__ import annotations

import logging
from datetime import timedelta
from itertools import count

import pytest

from alerts.flagging import FlagReport, flag_new
from alerts.routing.tree import Route, RouteTree
from alerts.watchlist import WatchEntry, Watchlist
from storage.database import Database
from storage.flags import Flags
from storage.outbox import Outbox
from storage.records import ClaimedStories, HitOutcome, StoryNoticeKind
from tests.alerts.archives import NOW, collect, watchlist
from watch import Query, parse


def test_what_matches_is_told_on_every_channel_of_the_watch(db: Database) -> None:
    article_id = collect(db, "a", "Troops went by rail.", title="Troops move")
    collect(db, "b", "Nothing of note.")
    watches = watchlist(("moves", "title:troops AND rail", ("mail", "hook", "mail")))
    report = flag_new(db, watches, NOW)
    assert report == FlagReport(articles=2, hits=1, told=1)
    [(hit, archived)] = Flags(db).hits()
    assert (hit.article_id, hit.watch, hit.outcome) == (article_id, "moves", HitOutcome.TOLD)
    assert parse(hit.query) == parse("title:troops AND rail")
    article = archived.article
    shown = {(span.field, getattr(article, span.field)[span.start : span.end]) for span in hit.spans}
    assert {("title", "Troops"), ("text", "rail")} <= shown
    assert sorted(delivery.channel for delivery in Outbox(db).list()) == ["hook", "mail"]


def test_what_a_source_held_at_its_first_read_is_flagged_and_not_told(db: Database) -> None:
    collect(db, "a", backlog=True)
    collect(db, "b")
    report = flag_new(db, watchlist(("troops", "troops", ("mail",))), NOW)
    assert report == FlagReport(articles=2, hits=2, told=1, backlog=1)
    outcomes = {archived.article.url[-1]: hit.outcome for hit, archived in Flags(db).hits()}
    assert outcomes == {"a": HitOutcome.BACKLOG, "b": HitOutcome.TOLD}
    assert len(Outbox(db).list()) == 1


def test_a_watch_without_channels_is_flagged_and_says_why_nobody_was_told(db: Database) -> None:
    collect(db, "a")
    assert flag_new(db, watchlist(("troops", "troops", ())), NOW) == FlagReport(articles=1, hits=1)
    [(hit, _)] = Flags(db).hits()
    assert hit.outcome is HitOutcome.NO_ROUTE
    assert Outbox(db).list() == []


def test_a_batch_has_its_limit_and_repeating_ends(db: Database) -> None:
    for number in range(5):
        collect(db, f"{number}")
    watches = watchlist(("troops", "troops", ("mail",)))
    counts = [flag_new(db, watches, NOW, limit=2).articles for _ in range(4)]
    assert counts == [2, 2, 1, 0]
    assert len(Outbox(db).list()) == 5


def test_an_edit_elsewhere_tells_nobody_and_one_that_now_matches_does(db: Database) -> None:
    watches = watchlist(("troops", "troops", ("mail",)), ("tanks", "tanks", ("mail",)))
    collect(db, "a", "Troops went by rail.")
    assert flag_new(db, watches, NOW).told == 1
    collect(db, "a", "Troops went by rail. They had tanks.")
    later = NOW + timedelta(minutes=1)
    assert flag_new(db, watches, later) == FlagReport(articles=1, hits=1, told=1)
    assert sorted(str(delivery.watch) for delivery in Outbox(db).list()) == ["tanks", "troops"]


def test_an_edit_that_touches_what_matched_is_told_as_an_update(db: Database) -> None:
    watches = watchlist(("troops", "troops", ("mail",)))
    collect(db, "a", "Three hundred troops went by rail.")
    flag_new(db, watches, NOW)
    collect(db, "a", "Three thousand troops went by rail.")
    later = NOW + timedelta(minutes=1)
    assert flag_new(db, watches, later) == FlagReport(articles=1, told=1)
    first, update = Outbox(db).claim("mail", "w1", later, timedelta(minutes=1), 9)
    assert isinstance(first, ClaimedStories)
    assert isinstance(update, ClaimedStories)
    assert (first.notice.kind, update.notice.kind) == (StoryNoticeKind.FIRST_REPORT, StoryNoticeKind.UPDATE)
    (told,) = update.stories
    assert told.before is not None
    assert told.before.article.text == "Three hundred troops went by rail."
    assert told.article.article.text == "Three thousand troops went by rail."
    (span,) = told.hit.spans
    assert told.article.article.text[span.start : span.end] == "troops"
    assert update.thread_title == told.article.article.title


def on_revisions(*channels: str) -> Watchlist:
    """A watch of troops, and one of reports on them that are restated, all told by story."""
    entries = (
        WatchEntry(name="troops", query=parse("troops")),
        WatchEntry(name="restated", query=parse("troops"), on_revision=True),
    )
    return Watchlist(entries=entries, tree=RouteTree(root=Route(name="root", channels=channels)))


def test_a_watch_on_revisions_is_told_of_another_headline_and_of_a_number_that_is_gone(db: Database) -> None:
    watches = on_revisions("mail")
    collect(db, "a", "Troops went by rail. The train had 40 waggons.", title="A train")
    assert flag_new(db, watches, NOW) == FlagReport(articles=1, hits=1, told=1)
    collect(db, "a", "Troops went by rail. The train had 40 waggons, and a cook.", title="A train")
    assert flag_new(db, watches, NOW) == FlagReport(articles=1)
    collect(db, "a", "Troops went by rail. The train had 12 waggons, and a cook.", title="A train")
    assert flag_new(db, watches, NOW) == FlagReport(articles=1, hits=1, told=1)
    collect(db, "a", "Troops went by rail. The train had 12 waggons, and a cook.", title="A short train")
    assert flag_new(db, watches, NOW) == FlagReport(articles=1, told=1)
    told = Outbox(db).claim("mail", "w1", NOW, timedelta(minutes=1), 9)
    by_watch = [one.stories[0] for one in told if isinstance(one, ClaimedStories)]
    assert sorted((one.hit.watch, one.told.kind, one.hit.revision) for one in by_watch) == [
        ("restated", StoryNoticeKind.UPDATE, 3),
        ("restated", StoryNoticeKind.UPDATE, 4),
        ("troops", StoryNoticeKind.FIRST_REPORT, 1),
    ]
    assert {one.before.revision for one in by_watch if one.before is not None} == {2, 3}


def test_a_watch_on_revisions_that_tells_nobody_has_an_outcome_too(db: Database) -> None:
    watches = on_revisions()
    collect(db, "a", "Troops went by rail.", title="A train")
    flag_new(db, watches, NOW)
    collect(db, "a", "Troops went by rail.", title="A short train")
    assert flag_new(db, watches, NOW) == FlagReport(articles=1, hits=1)
    assert {hit.outcome for hit, _ in Flags(db).hits()} == {HitOutcome.NO_ROUTE}


class Broken(Query):
    """A query that fails whenever it is used."""

    def __init__(self) -> None:
        pass

    def __getattribute__(self, name: str) -> object:
        raise RuntimeError("broken query")


def test_a_broken_watch_is_logged_once_and_stops_no_other(
    db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    collect(db, "a")
    collect(db, "b")
    broken = WatchEntry(name="broken", query=Broken(), channels=("mail",))
    good = watchlist(("troops", "troops", ("mail",)))
    with caplog.at_level(logging.ERROR):
        report = flag_new(db, Watchlist(entries=(broken, *good)), NOW)
    assert report == FlagReport(articles=2, hits=2, told=2)
    assert [record.getMessage() for record in caplog.records] == [
        "watch 'broken' could not be matched with article 1"
    ]


def test_two_watches_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="named 'troops'"):
        watchlist(("troops", "troops", ()), ("troops", "tanks", ()))


class FailsOnce(Query):
    """A query that is taken into a watchlist, and fails the first time that it is matched."""

    _uses = count()

    def __getattribute__(self, name: str) -> object:
        if name == "root" and next(FailsOnce._uses) == 1:
            raise RuntimeError("not this one")
        return super().__getattribute__(name)


def test_a_watch_that_fails_on_one_article_still_flags_the_others(db: Database) -> None:
    FailsOnce._uses = count()
    for name in ("a", "b", "c"):
        collect(db, name)
    entry = WatchEntry(name="picky", query=FailsOnce(root=parse("troops").root), channels=("mail",))
    report = flag_new(db, Watchlist(entries=(entry,)), NOW)
    assert report == FlagReport(articles=3, hits=2, told=2)


def test_an_edit_that_says_nothing_new_is_not_told_to_a_later_watch(db: Database) -> None:
    collect(db, "a")
    assert flag_new(db, Watchlist(), NOW) == FlagReport(articles=1)
    collect(db, "a", text="Troops went by rail. Corrected.")
    later = watchlist(("later", "troops", ("mail",)))
    assert flag_new(db, later, NOW) == FlagReport(articles=1, hits=1, backlog=1)
