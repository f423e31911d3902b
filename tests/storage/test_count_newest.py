"""What the newest articles of a query are of: as the whole count says, where all are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage.database import Database
from storage.flags import Flags
from storage.search import Filter, Group, count_by, count_newest, is_counted_by_index
from tests.storage.samples import article, collected, hit, told_to, unflagged
from watch import parse

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def press(db: Database) -> Database:
    """Twelve articles an hour apart: every second of troops, in two sources and three languages; one hit."""
    for number in range(12):
        title = "Troops move" if number % 2 == 0 else "Ships sail"
        language = (None, "en", "ko")[number % 3]
        what = article(
            f"https://gazette.example/{number}", title=title, text=f"Day {number}", language=language
        )
        name = "gazette" if number < 6 else "herald"
        collected(db, replace(what, published_at=NOW + number * HOUR), NOW + number * HOUR, name=name)
    articles = [one for one in unflagged(db, 100) if one.id == 1]
    Flags(db).record(articles, [hit(1, watch="troops")], NOW, told_to(now=NOW))
    return db


@pytest.mark.parametrize("written", ["troops", "troops OR ships", "title:ships", "tro*"])
def test_of_all_it_is_the_whole_count(press: Database, written: str) -> None:
    query = parse(written)
    for only in (Filter(), Filter(source="herald"), Filter(language="ko")):
        counted = count_newest(press, query, only, most=100)
        assert counted == {group: count_by(press, query, group, only) for group in Group}


def test_of_some_it_is_that_of_the_newest(press: Database) -> None:
    counted = count_newest(press, parse("troops"), most=4)
    assert counted[Group.SOURCE] == {"herald": 3, "gazette": 1}
    assert counted[Group.WATCH] == {}
    assert count_newest(press, parse("troops"), most=6)[Group.WATCH] == {"troops": 1}


def test_a_period_is_kept_to_the_hour(press: Database) -> None:
    period = Filter(since=NOW + 2 * HOUR, until=NOW + 7 * HOUR)
    assert count_newest(press, parse("troops"), period, most=100)[Group.SOURCE] == {"gazette": 2, "herald": 1}


def test_what_the_index_cannot_count_is_not_counted(press: Database) -> None:
    assert not is_counted_by_index(parse('"troops move"'), Filter())
    assert not is_counted_by_index(parse("troops"), Filter(watch="troops"))
    assert is_counted_by_index(parse("troops"), Filter(source="herald"))
    assert not any(count_newest(press, parse('"troops move"'), most=9).values())
