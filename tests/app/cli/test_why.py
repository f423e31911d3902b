"""`wirewatch why`: which article is asked about, how it was found and read, and what is not known yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from storage.archive import Archive
from storage.database import Database
from storage.frontier import Frontier
from storage.records import Article, CollectedArticle, LeadRecord, TextSource
from storage.stories import Rulings, group_new
from storage.tables import DeliveryRow, StoryNoticeRow, VerdictRow
from tests.app.cli.archives import HOSTILE_TITLE, is_harmless
from tests.app.cli.desks import MAIL, NOW, Desk
from tests.app.cli.test_why_outcomes import HARBOUR, KURSK, LEDGER, WIRE, Press, accepted
from tests.storage.samples import collected, lead, source
from tests.storage.stories.test_grouping import PRESS

MINUTE = timedelta(minutes=1)


@pytest.fixture
def press(tmp_path: Path, database_url: str, db: Database) -> Press:
    return Press(desk=Desk(tmp_path, database_url, KURSK + MAIL), database=db)


@pytest.fixture
def quick_press(tmp_path: Path, sqlite_url: str) -> Press:
    """The same on SQLite alone."""
    return Press(desk=Desk(tmp_path, sqlite_url, KURSK + MAIL), database=Database(sqlite_url))


def shown(press: Press, *leads: LeadRecord, name: str, at: timedelta = 0 * MINUTE) -> int:
    """A source shows these, after a first read in which it held nothing; its number."""
    number = source(press.database, NOW - MINUTE, name)
    frontier = Frontier(press.database)
    frontier.discover(number, [], NOW - MINUTE)
    frontier.discover(number, leads, NOW + at)
    return number


def read(press: Press, source_id: int, what: Article) -> None:
    """The oldest lead of a source leads to this."""
    (pending,) = Frontier(press.database).pending(source_id, NOW, 1)
    item = CollectedArticle(article=what, source_id=source_id, lead_id=pending.id, backlog=pending.backlog)
    Archive(press.database).save([item], NOW)


def test_an_article_is_found_by_its_number_its_address_and_that_of_its_lead(press: Press) -> None:
    wire = shown(press, lead("https://wire.example/found"), name="wire")
    read(press, wire, WIRE)
    shown(press, lead("https://wire.example/story"), name="courier", at=5 * MINUTE)
    by_number = press.desk.run("why", "1")
    assert by_number.exit_code == 0
    for address in (
        "https://wire.example/story",
        "http://www.wire.example/story/?utm_source=feed#top",
        "https://wire.example/found",
    ):
        assert press.desk.run("why", address).stdout == by_number.stdout
    assert press.step(1, "found") == [
        "2026-03-01 12:00 UTC  shown by wire; news",
        "2026-03-01 12:05 UTC  shown by courier too",
    ]
    found = press.desk.row("why", "1")["found"]
    assert [(one["source"], one["state"], one["backlog"]) for one in found["leads"]] == [
        ("wire", "done", False),
        ("courier", "done", False),
    ]


def test_what_was_backlog_and_another_source_shows_as_news_says_both(press: Press) -> None:
    number = source(press.database, NOW, "wire")
    Frontier(press.database).discover(number, [lead(WIRE.url)], NOW)
    read(press, number, WIRE)
    assert press.step(1, "found") == ["2026-03-01 12:00 UTC  shown by wire; backlog"]
    shown(press, replace(lead(WIRE.url), published_at=NOW), name="courier", at=5 * MINUTE)
    assert press.step(1, "found") == [
        "2026-03-01 12:00 UTC  shown by wire, which held it as backlog; news",
        "2026-03-01 12:05 UTC  shown by courier too",
    ]


def test_a_lead_that_led_to_no_article_says_where_it_stands(press: Press) -> None:
    wire = shown(press, lead(WIRE.url), name="wire")
    frontier = Frontier(press.database)
    asked = ("why", WIRE.url)
    head = f"wirewatch: the archive has no article at {WIRE.url}; wire showed it 2026-03-01 12:00 UTC, and "
    (pending,) = frontier.pending(wire, NOW, 9)

    def refusal() -> str:
        done = press.desk.run(*asked)
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.startswith(head)
        return done.stderr.removeprefix(head)

    assert refusal() == "it is still to be read (pending), from 2026-03-01 12:00 UTC on\n"
    for _ in range(2):
        frontier.failed(pending, "HTTP 503", NOW, NOW + MINUTE)
    still = "it is still to be read (pending, 2 tries failed), from 2026-03-01 12:01 UTC on: HTTP 503\n"
    assert refusal() == still
    frontier.failed(pending, "HTTP 404", NOW, None)
    assert refusal() == "it could not be read (failed, given up 2026-03-01 12:00 UTC): HTTP 404\n"
    shown(press, replace(lead(WIRE.url), title="Changed"), name="wire", at=MINUTE)
    (pending,) = frontier.pending(wire, NOW + MINUTE, 9)
    frontier.done(pending, "a video \x1b[2Jpage", NOW + MINUTE)
    assert refusal() == "nothing of it was kept (done 2026-03-01 12:01 UTC): a video [2Jpage\n"


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ("99", 1, "the archive has no article 99; wirewatch search finds articles by their words"),
        ("https://wire.example/none", 1, "no source has shown this address"),
        ("0", 2, "'0' is neither the number of an article nor an http address"),
        ("9" * 5000, 2, "is neither the number of an article nor an http address"),
        ("x\x1b[2J", 2, "'x[2J' is neither"),
    ],
)
def test_what_is_not_there(quick_press: Press, given: str, code: int, said: str) -> None:
    quick_press.database.close()
    done = quick_press.desk.run("why", given)
    assert (done.exit_code, done.stdout) == (code, "")
    assert said in " ".join(done.stderr.split())
    assert is_harmless(done.stderr)


def test_what_is_not_known_yet_is_said(press: Press) -> None:
    collected(press.database, WIRE, NOW, name="wire")
    assert press.answer(1) == "not told: the watches have not seen it yet"
    assert press.step(1, "matched") == ["wording 1 is not flagged yet: the worker is still to match it"]
    assert press.step(1, "grouped") == ["not grouped yet: the worker is still to find its story"]
    assert press.desk.row("why", "1")["grouped"]["story"] is None
    group_new(press.database, NOW)
    assert press.step(1, "grouped") == ["2026-03-01 12:00 UTC  story 1, the first of it"]


def test_each_wording_says_how_it_was_read(press: Press) -> None:
    wall = replace(HARBOUR, text="", text_source=TextSource.FEED, page_kind="consent-wall")
    press.prints(wall)
    page = replace(HARBOUR, fetched_at=NOW + MINUTE, partial="2 s of CPU time")
    collected(press.database, page, NOW, name="harbour")
    from_list = "its page was no article (consent-wall), the text is from its source's list"
    from_page = "its page was an article, the text is from its page; not read to its end: 2 s of CPU time"
    assert press.step(1, "read") == [
        f"2026-03-01 12:00 UTC  wording 1: {from_list}",
        f"2026-03-01 12:01 UTC  wording 2: {from_page}",
    ]
    assert press.step(1, "matched") == [
        "2026-03-01 12:00 UTC  by no watch; why not: wirewatch watch why 1 WATCH",
        "wording 2 is not flagged yet: the worker is still to match it",
    ]
    for number in range(6):
        collected(press.database, replace(page, text=f"{number}"), NOW, name="harbour")
    lines = press.step(1, "read")
    assert (len(lines), lines[1]) == (7, "2 more, see wirewatch show")
    assert [line.partition(": ")[0][-1] for line in (lines[0], *lines[2:])] == [*"145678"]


def test_one_watch_is_asked_for(press: Press) -> None:
    press.configure("", KURSK + KURSK.replace("Kursk", "Kim's").replace("kursk", "zeppelin"))
    press.prints(WIRE)
    assert press.desk.run("why", "1", "--watch", "Kursk").stdout == press.desk.run("why", "1").stdout
    missed = press.desk.run("why", "1", "--watch", "Kim's").stdout
    assert missed.startswith("not told: it is no hit of watch Kim's\n")
    assert "by Kim's; why not: wirewatch watch why 1 'Kim'\"'\"'s'\n" in missed
    refused_name = press.desk.run("why", "1", "--watch", "Kurks")
    assert refused_name.exit_code == 2
    assert "did you mean 'Kursk'?" in " ".join(refused_name.stderr.split())


def test_a_person_put_it_into_its_story(press: Press) -> None:
    press.prints(WIRE, HARBOUR)
    Rulings(press.database).merge(1, 2, NOW)
    assert press.step(2, "grouped") == ["2026-03-01 12:00 UTC  story 1, put there by a person"]
    assert press.desk.row("why", "2")["grouped"]["by_person"] is True


def test_one_notice_of_several_hits_is_shown_once(press: Press) -> None:
    press.configure('quiet = ["10:00-14:00"]', KURSK + KURSK.replace("Kursk", "Other"))
    press.prints(WIRE, LEDGER)
    press.is_later(timedelta(hours=2))
    (row,) = press.desk.row("why", "1")["delivered"]
    assert (row["hits"], row["story_notice_kind"]) == ([1, 2], "held")
    assert len(press.step(1, "delivered")) == 2
    (told,) = press.desk.rows("deliveries", "list")
    assert (told["id"], told["hit_id"], told["route"], told["stories"]) == (row["id"], None, "root", 1)


def test_a_hit_of_a_release_before_routes_has_no_rule(press: Press) -> None:
    press.prints(WIRE)
    with press.database.write() as connection:
        connection.execute(update(DeliveryRow).values(story_notice_key=None))
        connection.execute(delete(VerdictRow))
        connection.execute(delete(StoryNoticeRow))
    press.sends(accepted)
    told = "told: decided by a release before routes, delivered to mail 2026-03-01 13:00 UTC"
    assert press.answer(1) == told
    assert press.step(1, "routed") == ["2026-03-01 12:00 UTC  told: decided by a release before routes"]
    assert press.desk.row("why", "1")["answer"]["rule"] is None


def test_hostile_words_are_shown_harmlessly(press: Press) -> None:
    press.desk.write(KURSK + MAIL)
    press.prints(*(replace(each, title=f"{HOSTILE_TITLE} kursk") for each in PRESS[:2]))
    press.sends(lambda outbox, one: outbox.delivered(one, "250 \x1b[2J\u202eok\nfound", NOW))
    for arguments in (("1",), ("2",), ("1", "--json")):
        assert is_harmless(press.desk.run("why", *arguments).stdout)
    assert press.step(1, "delivered")[1].strip() == "250 [2Jok found"
    press.prints(replace(HARBOUR, title=f"{HOSTILE_TITLE} kursk"))
    press.sends(lambda outbox, one: outbox.retry(one, NOW, "421 \x9b31mlater\r\nrouted"))
    assert (
        press.step(3, "delivered")[1].strip()
        == "next try 2026-03-01 12:00 UTC, the last: 421 31mlater routed"
    )
    press.sends(lambda outbox, one: outbox.dead(one, "550 \x1b]0;x\x07no", NOW))
    assert press.answer(3) == "failed: no delivery of its notice arrived (mail: 550 ]0;xno)"
    for arguments in (("3",), ("3", "--json")):
        assert is_harmless(press.desk.run("why", *arguments).stdout)
