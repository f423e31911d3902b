"""The pages say what is in the archive, and what to do where nothing is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from alerts.merging import merge_stories
from storage import schema
from storage.database import Database
from storage.desk_watches import DeskWatches
from storage.flags import Flags
from storage.marks import Marks
from storage.records import DeliveryState, DeskWatchDraft, Silence
from storage.sources import Sources
from storage.stories import group_new
from storage.tables import StoryRow
from storage.telling.silences import Silences
from tests.app.cli.archives import Archive
from tests.app.web.desks import NOW, AskedDesk, links, words
from tests.storage.samples import article, collected, hit, told_to, unflagged
from tests.storage.stories.invented import invented_text

PAGES = ("/", "/search", "/search?q=troops&counts=1", "/sources", "/alerts", "/alerts/silence", "/articles/1")


@pytest.fixture
def grouped(desk: AskedDesk) -> AskedDesk:
    """The desk with its articles in stories."""
    group_new(desk.database, NOW)
    return desk


@pytest.fixture
def watched(grouped: AskedDesk) -> AskedDesk:
    """The same with a watch."""
    DeskWatches(grouped.database).add("rail 0", DeskWatchDraft(query="train*"), "anna", NOW)
    return grouped


@pytest.fixture
def empty(tmp_path: Path) -> Any:
    """A desk over an archive in which nothing is yet."""
    made = Archive(tmp_path)
    schema.create(made.url)
    database = Database(made.url)
    yield AskedDesk(database, made.config)
    database.close()


def test_each_page_of_an_empty_desk_says_what_to_do_next(empty: AskedDesk) -> None:
    assert "wirewatch source add" in words(empty.get("/"))
    assert "wirewatch source add" in words(empty.get("/sources"))
    assert "[[channels]]" in words(empty.get("/alerts"))
    assert "Save as a watch" in words(empty.get("/search?q=troops"))


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_heading_a_title_and_labels(grouped: AskedDesk, address: str) -> None:
    page = grouped.get(address)
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("string(//title)").endswith("wirewatch")
    for field in page.xpath("//main//input[not(@type='hidden')] | //main//select | //main//textarea"):
        assert field.get("aria-label") or field.xpath("ancestor::label"), field.get("name")
    assert not page.xpath("//script[not(@src)] | //style | //*[@style] | //*[@onclick]")


def test_the_wire_shows_stories_with_their_watches_as_links(grouped: AskedDesk) -> None:
    page = grouped.get("/")
    assert page.xpath("//article[contains(@class, 'hit')]")
    assert "/?watch=troops" in links(page)
    assert page.xpath("string(//div[@id='wire']/@data-mark)")
    only = grouped.get("/?watch=nobody")
    assert "No story among the newest fits" in words(only)


def test_a_page_of_the_wire_goes_on_where_the_one_before_ended(grouped: AskedDesk) -> None:
    for number in range(40):
        text = invented_text(number)
        collected(
            grouped.database, article(f"https://gazette.example/n{number}", title=text[:40], text=text), NOW
        )
    group_new(grouped.database, NOW, limit=100)
    shown: list[str] = []
    address: str | None = "/"
    while address is not None:
        page = grouped.get(address)
        shown += page.xpath("//article/@id")
        address = next(iter(page.xpath("//p[@class='more']/a/@href")), None)
    assert len(shown) == len(set(shown)) == 42


def test_what_changed_since_the_page_was_made_is_given_as_rows(grouped: AskedDesk) -> None:
    mark = grouped.get("/").xpath("string(//div[@id='wire']/@data-mark)")
    new = collected(
        grouped.database, article("https://gazette.example/new", title="Just in", text="It is new."), NOW
    )
    group_new(grouped.database, NOW)
    answer = grouped.client.get(f"/wire/news?since={mark}")
    assert f'data-open="/articles/{new.article_id}"' in answer.text
    assert answer.headers["x-wire-mark"] != mark
    assert "<html" not in answer.text
    assert grouped.client.get("/wire/news?since=yesterday").status_code == 400


def test_a_search_marks_its_evidence_and_counts(desk: AskedDesk) -> None:
    page = desk.get("/search?q=troops&counts=1")
    assert page.xpath("//article//mark/text()")
    assert "/search?q=troops&source=gazette" in links(page)
    assert page.xpath("//svg[contains(@class, 'days')]//rect")
    export = [link for link in links(page) if link.startswith("/export")]
    assert export == [f"/export?q=troops&format={one}" for one in ("jsonl", "csv", "parquet")]


def test_a_fault_in_a_query_is_shown_at_its_column(desk: AskedDesk) -> None:
    page = desk.get("/search?q=troops AND (russia", status=422)
    assert "Column 12" in words(page, "//div[@id='fault']")
    assert page.xpath("//pre[@class='caret']")[0].text_content().endswith("           ^")
    checked = desk.get("/search/check?q=troops AND (russia", part=True)
    assert "Column 12" in checked.text_content()
    assert not desk.get("/search/check?q=troops", part=True).text_content().strip()


@pytest.mark.parametrize(
    ("narrowing", "said"),
    [
        ("country=Korea", "two letters"),
        ("language=%21", "BCP 47"),
        ("since=soon", "no moment"),
        ("since=1d&until=2d", "nothing lies between"),
    ],
)
def test_what_cannot_narrow_a_search_is_said(desk: AskedDesk, narrowing: str, said: str) -> None:
    assert said in words(desk.get(f"/search?q=troops&{narrowing}", status=422), "//div[@id='fault']")


def test_the_next_page_of_a_search_comes_alone_for_htmx_and_whole_for_others(desk: AskedDesk) -> None:
    for number in range(30):
        collected(desk.database, article(f"https://gazette.example/m{number}", title=f"Troops {number}"), NOW)
    page = desk.get("/search?q=troops")
    (more,) = page.xpath("//p[@class='more']/a/@href")
    assert len(page.xpath("//article")) == 20
    whole, part = desk.get(more), desk.get(more, part=True)
    assert whole.xpath("//h1")
    assert not part.xpath("//h1")
    assert whole.xpath("//article/@data-open") == part.xpath("//article/@data-open")
    assert not set(page.xpath("//article/@data-open")) & set(whole.xpath("//article/@data-open"))


def test_an_article_links_to_its_source_first_and_shows_its_provenance(desk: AskedDesk) -> None:
    page = desk.get("/articles/1")
    first = page.xpath("//main//a")[0]
    assert first.get("href") == "https://gazette.example/2"
    assert first.get("rel") == "noopener noreferrer nofollow"
    assert page.xpath("//h1//mark")
    assert "text" in words(page, "//table")
    assert "told" in words(page, "//section[@id='hit-1']")
    assert page.xpath("//h2[@id='hits']/following-sibling::section//form")


def test_revisions_stand_side_by_side(desk: AskedDesk) -> None:
    page = desk.get("/articles/3/revisions")
    sides = page.xpath("//div[contains(@class, 'diff')]/section")
    assert len(sides) == 2
    assert sides[0].xpath(".//del")
    assert sides[1].xpath(".//ins")
    assert not sides[0].xpath(".//ins")
    assert "has no revision 9" not in words(page)
    assert "has no revision 9" in words(desk.get("/articles/3/revisions?before=9", status=404))


def test_why_an_article_matched_is_said_clause_by_clause(desk: AskedDesk) -> None:
    page = desk.get("/articles/2/why?hit=2")
    assert "held troops" in words(page, "//ul[@class='tree']")
    assert "has no hit 999" in words(desk.get("/articles/2/why?hit=999", status=404))


def test_a_hit_is_marked_from_the_article(desk: AskedDesk) -> None:
    answer = desk.post("/hits/1/mark", {"mark": "noise", "note": "a drill"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/articles/1#hit-1")
    (mark,) = Marks(desk.database).marks_of([1])[1]
    assert (mark.mark, mark.note) == ("noise", "a drill")
    assert "marked noise" in words(desk.get("/articles/1"))
    assert desk.post("/hits/999/mark", {"mark": "noise"}).status_code == 404
    assert desk.post("/hits/1/mark", {"mark": "liked"}).status_code == 422


def test_a_story_is_shown_and_silenced(grouped: AskedDesk) -> None:
    page = grouped.get("/stories/1")
    assert "/alerts/silence?story=1" in links(page)
    form = grouped.get("/alerts/silence?story=1")
    assert form.xpath("string(//input[@name='story']/@value)") == "1"
    answer = grouped.post("/alerts/silence", {"story": "1", "comment": "known since Monday", "length": "8h"})
    assert answer.status_code == 303
    (silence,) = Silences(grouped.database).list(NOW)
    assert (silence.stories, silence.author, silence.comment) == ((1,), "local", "known since Monday")
    assert (silence.ends_at - NOW).total_seconds() == 8 * 3600
    assert "known since Monday" in words(grouped.get("/alerts"))
    assert grouped.post(f"/alerts/silences/{silence.id}/end").status_code == 303
    assert Silences(grouped.database).list(NOW) == []


def test_a_silence_of_a_story_that_was_merged_is_for_what_it_is_part_of(grouped: AskedDesk) -> None:
    with grouped.database.read() as connection:
        other = max(connection.scalars(select(StoryRow.id)))
    merge_stories(grouped.database, 1, other, NOW)
    grouped.post("/alerts/silence", {"story": f"{other}", "comment": "known since Monday", "length": "8h"})
    (silence,) = Silences(grouped.database).list(NOW)
    assert silence.stories == (1,)


def test_what_a_silence_kept_from_people_is_listed(desk: AskedDesk) -> None:
    assert "nobody was told of" not in words(desk.get("/alerts"))
    silence = Silence(id=0, starts_at=NOW, ends_at=NOW + timedelta(days=1), author="anna", comment="drill")
    Silences(desk.database).add(silence)
    saved = collected(desk.database, article("https://gazette.example/drill", title="Troops drill"), NOW)
    articles = [one for one in unflagged(desk.database, 100) if one.id == saved.article_id]
    Flags(desk.database).record(articles, [hit(saved.article_id)], NOW, told_to("mail", now=NOW))
    page = desk.get("/alerts")
    assert "nobody was told of" in words(page)
    assert page.xpath(f"//a[starts-with(@href, '/articles/{saved.article_id}#hit-')]")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"length": "8h", "story": "1"}, "say why"),
        ({"comment": "x", "story": "1"}, "for how long"),
        ({"comment": "x", "length": "9w9", "story": "1"}, "for how long"),
        ({"comment": "x", "length": "53w", "story": "1"}, "365 days"),
        ({"comment": "x", "length": "8h"}, "what it is for"),
        ({"comment": "x", "length": "8h", "up_to": "critical"}, "what it is for"),
        ({"comment": "x", "length": "8h", "story": "999"}, "no story 999"),
        ({"comment": "x", "length": "8h", "story": "1e3"}, "no story 1e3"),
        ({"comment": "a\nb", "length": "8h", "watch": "troops"}, "one line"),
        ({"comment": "x", "length": "8h", "watch": "tr\x1boops"}, "printable characters only"),
        ({"comment": "x", "length": "8h", "watch": "ral 0"}, "did you mean"),
        ({"comment": "x", "length": "8h", "source": "gazete"}, "did you mean"),
        ({"comment": "x", "length": "8h", "language": "korean"}, "two letters"),
        ({"comment": "x", "length": "8h", "watch": "t", "up_to": "grave"}, "info, warning, critical"),
    ],
)
def test_a_silence_that_cannot_be_kept_is_explained(
    watched: AskedDesk, fields: dict[str, str], said: str
) -> None:
    answer = watched.post("/alerts/silence", fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert Silences(watched.database).list(NOW) == []


@pytest.mark.parametrize(
    ("written", "kept"), [("RAIL 0", "rail 0"), ("r?il*", "r?il*"), ("ships*", "ships*")]
)
def test_a_silence_is_for_a_name_as_it_is_spelt_or_for_a_glob(
    watched: AskedDesk, written: str, kept: str
) -> None:
    fields = {"comment": "x", "length": "8h", "watch": written, "source": "GAZ*"}
    assert watched.post("/alerts/silence", fields).status_code == 303
    (silence,) = Silences(watched.database).list(NOW)
    assert (silence.watches, silence.sources) == ((kept,), ("GAZ*",))


def test_no_name_is_refused_while_nobody_knows_the_names(grouped: AskedDesk) -> None:
    grouped.config.write_text("[", encoding="utf-8")
    assert (
        grouped.post("/alerts/silence", {"comment": "x", "length": "8h", "watch": "ships"}).status_code == 303
    )


def test_a_dead_letter_is_replayed_from_the_alerts(desk: AskedDesk, archive: Archive) -> None:
    dead = archive.delivery(DeliveryState.DEAD)
    page = desk.get("/alerts?state=dead")
    assert page.xpath(f"//form[@action='/alerts/deliveries/{dead}/replay']")
    assert desk.post(f"/alerts/deliveries/{dead}/replay").status_code == 303
    assert "No delivery fits" in words(desk.get("/alerts?state=dead"))
    assert desk.post(f"/alerts/deliveries/{dead}/replay").status_code == 409


def test_a_source_is_asked_now(desk: AskedDesk) -> None:
    later = Sources(desk.database)
    assert desk.post("/sources/check", {"name": "gazette"}).status_code == 303
    state = later.get("gazette")
    assert state is not None
    assert state.due_at == NOW
    assert desk.post("/sources/check", {"name": "nobody"}).status_code == 404


@pytest.mark.parametrize(
    "address", ["/articles/999", "/stories/999", "/nothing", "/articles/99999999999999999999"]
)
def test_what_is_not_there_is_said_on_a_page(desk: AskedDesk, address: str) -> None:
    answer = desk.client.get(address)
    assert answer.status_code in (404, 422)
    assert "To the wire" in answer.text


def test_a_configuration_that_is_not_valid_keeps_nobody_from_reading(desk: AskedDesk) -> None:
    desk.get("/sources")
    desk.config.write_text("[[watches]]\nname = 3\n", encoding="utf-8")
    assert "The configuration is not valid" in words(desk.get("/sources"))
    desk.get("/search?q=troops")
