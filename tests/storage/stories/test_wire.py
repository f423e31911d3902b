"""The wire gives every story once, newest first, whatever comes in between; and what changed since a mark."""

from __future__ import annotations

import importlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage.database import Database
from storage.flags import Flags
from storage.stories import (
    Stories,
    WireFilter,
    WireMark,
    changed_since,
    group_new,
    wire,
    wire_mark,
)
from tests.storage.samples import article, collected, hit, told_to, unflagged
from tests.storage.stories.invented import invented_text

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
REPORT = (
    "North Korea will send two engineer battalions and a company of armoured vehicles to Kursk, the defence "
    "intelligence agency in Seoul said on Monday after a closed hearing of parliament. The first of three trains "
    "crossed the bridge at Tumangang on Saturday night with forty flat cars under canvas."
)
TOPICS = ("frigate", "tariff", "harvest", "orchestra", "glacier", "parliament", "tunnel", "vaccine")


def story(db: Database, number: int, at: datetime, *, name: str = "gazette", language: str = "en") -> int:
    """An article that is a story of its own."""
    topic = TOPICS[number]
    what = article(
        f"https://{name}.example/{number}",
        title=f"{topic} {number}",
        text=invented_text(number),
        language=language,
    )
    saved = collected(db, replace(what, published_at=at), at, name=name)
    group_new(db, at)
    return saved.article_id


def copied(db: Database, at: datetime, *names: str) -> list[int]:
    """One report in the words of one agency, in each of these outlets."""
    found = []
    for name in names:
        what = article(f"https://{name}.example/kursk", title="Engineers for Kursk", text=REPORT)
        found.append(collected(db, replace(what, published_at=at), at, name=name).article_id)
        group_new(db, at)
    return found


def flag(db: Database, article_id: int, watch: str, at: datetime) -> None:
    articles = [one for one in unflagged(db, 100) if one.id == article_id]
    Flags(db).record(articles, [hit(article_id, watch=watch)], at, told_to(now=at))


def test_nothing_is_there_at_first(db: Database) -> None:
    assert wire(db).stories == ()
    assert wire(db).end is None
    assert wire_mark(db) == WireMark(None, 0, 0)
    assert changed_since(db, wire_mark(db), WireFilter()) == []


def test_pages_hold_every_story_once_although_new_ones_come(db: Database) -> None:
    made = [story(db, number, NOW + number * MINUTE) for number in range(7)]
    first = wire(db, limit=3)
    story(db, 7, NOW + 30 * MINUTE)
    shown, below = list(first.stories), first.end
    while below is not None:
        page = wire(db, limit=3, below=below)
        shown += page.stories
        below = page.end
    assert [one.article_id for one in shown] == made[::-1]
    assert wire(db, limit=3).stories[0].headline == "vaccine 7"


def test_a_story_is_shown_by_its_first_report_with_all_who_report_it(db: Database) -> None:
    copies = copied(db, NOW, "wire", "gazette", "herald")
    (shown,) = wire(db).stories
    assert (shown.article_id, shown.headline, shown.source) == (copies[0], "Engineers for Kursk", "wire")
    assert shown.outlets == ("wire.example", "gazette.example", "herald.example")
    assert shown.sources == ("wire", "gazette", "herald")
    assert (shown.articles, shown.voices) == (3, 1)
    kept = Stories(db).get(shown.id)
    assert kept is not None
    assert kept.first_report.article_id == shown.article_id


def test_it_is_filtered_by_watch_source_language_outlets_and_hits(db: Database) -> None:
    korean = story(db, 0, NOW, name="hanbit", language="ko-KR")
    english = story(db, 1, NOW + MINUTE)
    wide = copied(db, NOW + 2 * MINUTE, "wire", "herald")
    flag(db, english, "ships", NOW + 3 * MINUTE)
    flag(db, wide[1], "troops", NOW + 3 * MINUTE)

    def shown(wanted: WireFilter) -> set[int]:
        return {one.article_id for one in wire(db, wanted).stories}

    assert shown(WireFilter()) == {korean, english, wide[0]}
    assert shown(WireFilter(watch="ships")) == {english}
    assert shown(WireFilter(watch="troops")) == {wide[0]}
    assert shown(WireFilter(watch="nobody")) == set()
    assert shown(WireFilter(only_hits=True)) == {english, wide[0]}
    assert shown(WireFilter(source="herald")) == {wide[0]}
    assert shown(WireFilter(language="ko")) == {korean}
    assert shown(WireFilter(least_outlets=2)) == {wide[0]}
    (hit_story,) = wire(db, WireFilter(watch="troops")).stories
    assert hit_story.watches == ("troops",)
    assert [one.article_id for one in hit_story.hits] == [wide[1]]


def test_a_page_of_a_filter_that_nothing_fits_goes_on_where_it_stopped_looking(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = importlib.import_module("storage.stories.wire")
    monkeypatch.setattr(module, "MOST_LOOKED_AT", 4)
    wanted = story(db, 0, NOW, name="hanbit", language="ko")
    for number in range(1, 7):
        story(db, number, NOW + number * MINUTE)
    first = wire(db, WireFilter(language="ko"))
    assert first.stories == ()
    assert first.end is not None
    second = wire(db, WireFilter(language="ko"), below=first.end)
    assert [one.article_id for one in second.stories] == [wanted]


def test_what_comes_grows_or_is_hit_has_changed_since_the_mark(db: Database) -> None:
    old = story(db, 0, NOW)
    report = copied(db, NOW + MINUTE, "wire")
    mark = wire_mark(db)
    later = NOW + 60 * MINUTE
    assert changed_since(db, WireMark(later, mark.article_id, mark.hit_id), WireFilter()) == []

    flag(db, old, "ships", later)
    assert wire_mark(db) != mark
    after_hit = WireMark(later, mark.article_id, mark.hit_id)
    assert [one.article_id for one in changed_since(db, after_hit, WireFilter())] == [old]

    copied(db, later, "herald")
    new = story(db, 2, later + MINUTE)
    changed = changed_since(db, replace(wire_mark(db), changed_at=NOW + 30 * MINUTE), WireFilter())
    assert [one.article_id for one in changed] == [new, report[0]]
    (hit_again,) = changed_since(db, replace(wire_mark(db), hit_id=0), WireFilter(watch="ships"))
    assert hit_again.article_id == old


def test_many_hits_are_looked_for_from_the_stories(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.import_module("storage.stories.wire"), "FEW_HITS", 1)
    made = [story(db, number, NOW + number * MINUTE) for number in range(3)]
    for number in (0, 2):
        flag(db, made[number], "ships", NOW + 5 * MINUTE)
    assert [one.article_id for one in wire(db, WireFilter(watch="ships")).stories] == [made[2], made[0]]
    assert [one.article_id for one in wire(db, WireFilter(only_hits=True)).stories] == [made[2], made[0]]


def test_a_language_is_found_in_any_case_and_with_its_varieties_alone(db: Database) -> None:
    variety = story(db, 0, NOW, language="zh-Hans")
    story(db, 1, NOW, language="kok")
    assert [one.article_id for one in wire(db, WireFilter(language="ZH")).stories] == [variety]
    assert wire(db, WireFilter(language="ko")).stories == ()
    assert wire(db, WireFilter(language="z%")).stories == ()
