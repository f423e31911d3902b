"""Articles find their copies and their story in the database as they do in memory, once each."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from storage.archive import Archive
from storage.database import Database
from storage.records import Article, InStory
from storage.stories import RulingError, Rulings, Stories, group_new, in_stories
from storage.stories.grouping import WINDOW, text_of
from stories.copies import MemoryIndex, find_copy
from stories.grouping import MemoryStories, group
from tests.storage.samples import article, collected

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

WIRE = """\
North Korea will send two engineer battalions and a company of armoured vehicles to Kursk, the defence \
intelligence agency in Seoul said on Monday after a closed hearing of parliament.
The first of three trains crossed the bridge at Tumangang on Saturday night with forty flat cars under canvas, \
according to the agency, which counted eleven such trains since the autumn of last year.
General Ri Chang Ho, who commanded the contingent of 2024, was seen at the station of Khasan, an official told \
reporters on condition that his name was not printed.
"""
OWN = """\
Forty flat cars and two battalions of sappers: what Pyongyang moved over the Tumangang bridge to Khasan this weekend.
Satellite pictures that this paper bought show General Ri Chang Ho's armoured vehicles waiting for a train to Kursk.
The defence intelligence agency in Seoul told parliament that engineer battalions from North Korea go to Russia.
"""
OTHER = """\
A fire in the paint hall of the Ulsan shipyard burnt for six hours on Sunday and hurt nine welders.
The frigate Chungnam, which was to be launched in May, stood in the dock beside the hall and took no harm.
Fire brigades from three towns laid hoses along the quay until the roof came down at dawn.
"""


def printed(host: str, text: str, title: str, *, minutes: int = 0, agency: str | None = None) -> Article:
    return replace(
        article(f"https://{host}/story", text=text, title=title),
        published_at=NOW + timedelta(minutes=minutes),
        agency=agency,
    )


PRESS = (
    printed("wire.example", WIRE, "North Korea sends engineers and armour to Kursk"),
    printed("gazette.example", WIRE, "Pyongyang's sappers on their way west", minutes=5),
    printed("herald.example", "Seoul, Monday.\n" + WIRE, "Battalions for Kursk", minutes=9),
    printed(
        "ledger.example", OWN, "Trains over the Tumangang carry North Korea's armour to Kursk", minutes=30
    ),
    printed("harbour.example", OTHER, "Fire in Ulsan shipyard", minutes=40),
)


def grouped(db: Database, articles: tuple[Article, ...] = PRESS, batch: int = 2) -> None:
    for each in articles:
        collected(db, each, NOW)
    while group_new(db, NOW, batch).articles:
        pass


def test_copies_follow_their_original_and_another_report_joins_the_story(db: Database) -> None:
    grouped(db)
    story = Stories(db).of_article(1)
    assert story is not None
    assert [member.article_id for member in story.members] == [1, 2, 3, 4]
    assert [member.copy_of.article_id if member.copy_of else None for member in story.members] == [
        None,
        1,
        1,
        None,
    ]
    assert len(story.outlets) == 4
    assert story.voices == ("wire.example", "ledger.example")
    assert story.first_report.article_id == 1
    assert story.members[3].bond["ties"]
    assert story.members[3].bond["likeness"] >= story.members[3].bond["needed"]
    lone = Stories(db).of_article(5)
    assert lone is not None
    assert [member.article_id for member in lone.members] == [5]
    with db.read() as connection:
        places = in_stories(connection, [1, 2, 3, 4, 5, 99])
    assert {number: place.voices for number, place in places.items()} == {1: 1, 2: 1, 3: 1, 4: 2, 5: 1}
    assert isinstance(places[4], InStory)


def test_what_was_grouped_is_not_grouped_again(db: Database) -> None:
    grouped(db)
    before = Stories(db).latest(10)
    assert group_new(db, NOW + timedelta(hours=1)).articles == 0
    collected(db, replace(PRESS[0], title="Another headline"), NOW + timedelta(hours=1))
    assert group_new(db, NOW + timedelta(hours=1)).articles == 0
    assert [story.id for story in Stories(db).latest(10)] == [story.id for story in before]


def test_a_credited_agency_is_one_voice_in_different_words(db: Database) -> None:
    grouped(
        db,
        (
            replace(PRESS[0], agency="Meridian"),
            printed("ledger.example", OWN, "Trains over the Tumangang", minutes=30, agency="MERIDIAN"),
        ),
    )
    story = Stories(db).of_article(2)
    assert story is not None
    assert (len(story.outlets), story.voices) == (2, ("agency meridian",))


def test_a_split_sticks_and_a_merge_does(db: Database) -> None:
    grouped(db)
    rulings = Rulings(db)
    assert rulings.split(1, [4], NOW) == 4
    story = Stories(db).get(1)
    assert story is not None
    assert [member.article_id for member in story.members] == [1, 2, 3]
    more = printed("late.example", OWN, "Trains over the Tumangang carry North Korea's armour", minutes=50)
    collected(db, more, NOW)
    group_new(db, NOW)
    followed = Stories(db).of_article(6)
    assert followed is not None
    assert followed.id == 4
    rulings.merge(1, 4, NOW)
    merged = Stories(db).get(4)
    assert merged is not None
    assert (merged.id, len(merged.members)) == (1, 5)
    rulings.merge(5, 1, NOW)
    assert [len(one.members) for one in Stories(db).latest(10)] == [6]


@pytest.mark.parametrize(
    ("story", "articles", "said"),
    [
        (99, [1], "no story 99"),
        (1, [5], "article 5 is not in story 1"),
        (1, [1, 2, 3, 4], "none of its articles, or all"),
        (1, [], "none of its articles, or all"),
    ],
)
def test_splits_that_cannot_be(db: Database, story: int, articles: list[int], said: str) -> None:
    grouped(db)
    with pytest.raises(RulingError, match=said):
        Rulings(db).split(story, articles, NOW)


@pytest.mark.parametrize(("one", "other", "said"), [(1, 1, "one story already"), (1, 99, "no story 99")])
def test_merges_that_cannot_be(db: Database, one: int, other: int, said: str) -> None:
    grouped(db)
    with pytest.raises(RulingError, match=said):
        Rulings(db).merge(one, other, NOW)


def test_the_first_article_of_a_story_splits_off_under_its_number(db: Database) -> None:
    grouped(db)
    assert Rulings(db).split(1, [1], NOW) == 2
    story = Stories(db).get(2)
    assert story is not None
    assert [member.article_id for member in story.members] == [2, 3, 4]


SENTENCES = tuple(sentence for text in (WIRE, OWN, OTHER) for sentence in text.splitlines())


def test_a_story_of_which_nothing_was_heard_for_long_is_found_no_more(db: Database) -> None:
    grouped(db)
    later = NOW + WINDOW + timedelta(days=1)
    for number in range(6, 21):
        collected(db, article(f"https://late.example/{number}", title=f"Fog over pier {number}"), later)
    while group_new(db, later).articles:
        pass
    statement = "SELECT count(*) FROM story_terms WHERE story_id = :story"
    with db.read() as connection:
        leading = [connection.scalar(text(statement), {"story": story}) for story in (1, 5, 6)]
    assert leading[:2] == [0, 0]
    assert leading[2]
    kept = Stories(db).get(1)
    assert kept is not None
    assert len(kept.members) == 4


@pytest.mark.parametrize("seed", [1, 2])
def test_the_database_answers_as_memory_does(db: Database, seed: int) -> None:
    copies, stories = MemoryIndex(), MemoryStories()
    drawn = random.Random(seed)
    for number in range(24):
        host = drawn.choice(["a.example", "b.example", "c.example"])
        lines = drawn.choices(SENTENCES, k=drawn.randrange(5))
        printing = printed(
            f"{number}.{host}", "\n".join(lines), lines[0] if lines else "", minutes=drawn.randrange(99)
        )
        saved = collected(db, printing, NOW)
        kept = Archive(db).get(saved.article_id)
        assert kept is not None
        taken = text_of(kept)
        found = find_copy(taken, copies)
        copies.add(found.additions)
        expected = group(taken, stories, copy_of=found.copy_of)
        stories.add(expected.additions)
        group_new(db, NOW)
        with db.read() as connection:
            place = in_stories(connection, [saved.article_id])[saved.article_id]
        assert str(place.story_id) == expected.story
        assert (str(place.copy_of.article_id) if place.copy_of else None) == found.copy_of
