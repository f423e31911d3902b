from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from storage.database import Database
from storage.flags import Flags
from storage.ordering import KEYS_A_SECOND, sort_key
from storage.search import Filter, search, sqlite
from tests.storage.samples import article, collected, hit, told_to, unflagged
from watch import Document, WatchSyntaxError, Word, match, parse

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

TEXTS = {
    "koryo": (
        "North Korea sends troops",
        "The KN-23 was seen beside AUKUS/Quad papers.\n\nTwo trains went west.",
    ),
    "hangul": ("북한군이 이동했다", "북한은 병력을 러시아에 보냈다."),
    "cyrillic": ("Військо рухається", "Колону бачили біля кордону, крім Києва."),
    "han": ("朝鲜军队", "朝鲜向俄罗斯派遣军队和装甲车。"),
    "accents": ("Résumé of the Łódź exercise", "L'armée déploie 1,200 soldats."),
    "apostrophes": ("It's the general's \\ plan", "O'Brien's 'quoted' note: a:b & c | d ! (e) <-> f * g"),
    "denial": ("No troops in Korea", "North of the river nothing moved; korean papers deny it."),
}

QUERIES = (
    "troops",
    "TROOPS",
    "title:troops",
    '"north korea"',
    "korea*",
    "kor* AND NOT denied",
    "troops AND trains",
    "troops OR soldats",
    "troops NOT river",
    "NEAR/5(north, troops)",
    "KN-23",
    '"kn 23"',
    "AUKUS/Quad",
    "북한",
    "북한군",
    "군",
    "朝鲜 AND 装甲",
    '"朝鲜军队"',
    "києва",
    "resume",
    "lodz",
    "armee",
    "O'Brien",
    "general's",
    "title:(north AND korea)",
    "(troops OR soldats) AND (korea OR armee)",
    "nothing-of-the-kind",
)


def fill(db: Database) -> dict[str, int]:
    return {
        name: collected(
            db,
            article(f"https://gazette.example/{name}", title=title, text=text),
            NOW + timedelta(minutes=number),
        ).article_id
        for number, (name, (title, text)) in enumerate(TEXTS.items())
    }


def test_search_and_matcher_agree_on_every_query(db: Database) -> None:
    numbers = fill(db)
    answered = 0
    for written in QUERIES:
        try:
            query = parse(written)
        except WatchSyntaxError:
            continue
        answered += 1
        expected = [
            numbers[name]
            for name, (title, text) in reversed(TEXTS.items())
            if match(query, Document.of(title, text)) is not None
        ]
        assert [found.article.id for found in search(db, query)] == expected, written
    assert answered >= 25


def test_spans_point_at_the_evidence(db: Database) -> None:
    fill(db)
    (found,) = search(db, parse("북한군"))
    (span,) = found.spans
    assert found.article.article.title[span.start : span.end] == "북한군"
    assert span.field == "title"


def test_newest_first_by_publication_whatever_the_order_of_collection(db: Database) -> None:
    dates = [3, 1, None, 5, 2]
    for number, days in enumerate(dates):
        published_at = None if days is None else NOW - timedelta(days=days)
        collected(
            db,
            article(f"https://gazette.example/{number}", published_at=published_at),
            NOW + timedelta(seconds=number),
        )
    found = search(db, parse("troops"))
    assert [one.article.article.url[-1] for one in found] == ["2", "1", "4", "0", "3"]
    assert [one.article.id for one in search(db, parse("troops"), limit=2)] == [
        one.article.id for one in found[:2]
    ]
    assert search(db, parse("troops"), limit=0) == []


def test_filters(db: Database) -> None:
    first = collected(db, article("https://a.example/1"), NOW, name="gazette")
    second = collected(db, article("https://b.example/1"), NOW + timedelta(hours=1), name="herald")
    flags = Flags(db)
    flags.record(unflagged(db, 10), [hit(second.article_id, watch="moves")], NOW, told_to())
    query = parse("troops")

    def ids(**only: Any) -> list[int]:
        return [one.article.id for one in search(db, query, Filter(**only))]

    assert ids() == [second.article_id, first.article_id]
    assert ids(source="gazette") == [first.article_id]
    assert ids(source="nobody") == []
    assert ids(watch="moves") == [second.article_id]
    assert ids(watch="other") == []
    assert ids(since=NOW + timedelta(minutes=1)) == [second.article_id]
    assert ids(until=NOW + timedelta(minutes=1)) == [first.article_id]
    assert ids(since=NOW, until=NOW + timedelta(hours=2)) == [second.article_id, first.article_id]
    assert ids(source="gazette", watch="moves") == []


def test_a_page_is_full_though_most_candidates_fail_the_matcher(db: Database) -> None:
    for number in range(120):
        text = "north and korea" if number % 40 else "north korea"
        collected(
            db, article(f"https://gazette.example/{number}", text=text), NOW + timedelta(minutes=number)
        )
    found = search(db, parse('"north korea"'), limit=3)
    assert [one.article.article.url.rpartition("/")[2] for one in found] == ["80", "40", "0"]


def test_a_revision_is_found_by_its_new_words_and_not_by_its_old_ones(db: Database) -> None:
    collected(db, article("https://a.example/1", text="They went by rail."), NOW)
    collected(db, article("https://a.example/1", text="They went by road."), NOW)
    assert len(search(db, parse("road"))) == 1
    assert search(db, parse("rail")) == []
    collected(db, article("https://a.example/1", text="They went by rail."), NOW)
    assert search(db, parse("road")) == []
    (found,) = search(db, parse("rail"))
    assert found.article.revision == 3


def test_an_article_beyond_the_limits_of_the_index_is_found_all_the_same(db: Database) -> None:
    repeated = "alpha beta " * 20_000 + "omega psi"
    collected(db, article("https://a.example/long", title="beta " * 300 + "gamma", text=repeated), NOW)
    for written in ('"omega psi"', '"alpha beta"', "title:gamma", '"beta gamma"', "title:beta", "psi*"):
        assert len(search(db, parse(written))) == 1, written
    for written in ('"psi omega"', "title:omega", "title:alpha"):
        assert search(db, parse(written)) == [], written


def test_an_article_of_more_terms_than_the_index_takes_is_found_all_the_same(db: Database) -> None:
    many = " ".join(f"term{number:07d}" for number in range(130_000))
    collected(db, article("https://a.example/many", title="All the terms", text=many), NOW)
    for written in ("term0129999", '"term0129998 term0129999"', "title:terms", "term012999*"):
        assert len(search(db, parse(written))) == 1, written
    assert search(db, parse("term9999999")) == []


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=WORDS, text=st.lists(WORDS, min_size=1, max_size=8).map(" ".join), data=st.data())
def test_what_the_matcher_finds_the_index_offers(
    db: Database, title: str, text: str, data: st.DataObject
) -> None:
    saved = collected(db, article("https://a.example/changing", title=title, text=text), NOW)
    words = (title + " " + text).split()
    chosen = data.draw(st.sampled_from(words)) if words else "x"
    form = data.draw(st.sampled_from(["{}", '"{}"', "title:{}", "{}*", '"{} {}"']))
    following = words[words.index(chosen) + 1] if chosen in words[:-1] else chosen
    try:
        query = parse(form.format(chosen, following))
    except WatchSyntaxError:
        return
    expected = match(query, Document.of(title, text)) is not None
    assert ([found.article.id for found in search(db, query)] == [saved.article_id]) is expected


@pytest.mark.parametrize("hostile", ["'; DROP TABLE articles; --", "%' OR 1=1", '"', "\\", "$$", "日'本"])
def test_hostile_filters_find_nothing_and_harm_nothing(db: Database, hostile: str) -> None:
    collected(db, article("https://a.example/1"), NOW)
    assert search(db, parse("troops"), Filter(source=hostile)) == []
    assert search(db, parse("troops"), Filter(watch=hostile)) == []
    assert len(search(db, parse("troops"))) == 1


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    hours=st.lists(st.integers(0, 24 * 9), max_size=12), start=st.integers(0, 240), length=st.integers(0, 240)
)
def test_days_are_counted_alike_one_by_one_and_together(
    sqlite_url: str, hours: list[int], start: int, length: int
) -> None:
    database = Database(sqlite_url)
    with database.write() as connection:
        connection.execute(text("DELETE FROM article_revisions"))
        connection.execute(text("DELETE FROM articles"))
        connection.execute(text("INSERT INTO article_index (article_index) VALUES ('delete-all')"))
    for number, hour in enumerate(hours):
        collected(
            database,
            article(f"https://gazette.example/{number}", published_at=NOW + timedelta(hours=hour)),
            NOW,
        )
    first = sort_key(NOW + timedelta(hours=start))
    keys = range(first, first + length * 3600 * KEYS_A_SECOND)
    with database.read() as connection:
        together = sqlite.by_day(connection, Word(term="troops"), keys)
        one_by_one = sqlite.by_day(connection, Word(term="troops"), keys, many=0)
    database.close()
    assert together == one_by_one
    assert sum(together.values()) == sum(start <= hour < start + length for hour in hours)
