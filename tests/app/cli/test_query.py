"""`search`, `show` and `hits` over a filled archive."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from storage.database import Database
from storage.errors import StorageError
from storage.records import Article, TextSource
from tests.app.cli.archives import HOSTILE_TITLE, NOW, Archive, is_harmless
from tests.app.cli.desks import Desk
from tests.storage.samples import article, collected


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path)
    archive.fill()
    return archive


def test_search_marks_the_evidence_and_exits_0(archive: Archive) -> None:
    found = archive.run("search", "road 북한")
    assert found.exit_code == 0
    assert "Troops move" in found.stdout
    assert "They went by [road], [북한]." in found.stdout
    assert "https://gazette.example/0" in found.stdout


def test_search_knows_the_aliases_of_the_configuration(archive: Archive) -> None:
    assert archive.run("search", "@ways").exit_code == 2
    sets = '\n[[aliases]]\nname = "ways"\nforms.en = ["road"]\n'
    archive.config.write_text(archive.config.read_text("utf-8") + sets, encoding="utf-8")
    assert [row["revision"] for row in archive.rows("search", "@ways")] == [2]


def test_search_as_json_gives_passages_with_marks(archive: Archive) -> None:
    (row,) = archive.rows("search", "road")
    assert row["url"] == "https://gazette.example/0"
    assert row["revision"] == 2
    assert row["passages"] == [{"text": "They went by road, 북한.", "marks": [[13, 17]]}]
    assert row["collected_at"] == "2026-03-01T12:00:00+00:00"


def test_nothing_found_exits_1(archive: Archive) -> None:
    assert (archive.run("search", "submarine").exit_code, archive.rows("search", "submarine")) == (1, [])
    assert archive.run("search", "submarine").stdout == "nothing found\n"


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ((), 3),
        (("--limit", "2"), 2),
        (("--source", "gazette"), 3),
        (("--source", "evil"), 0),
        (("--watch", "troops"), 3),
        (("--watch", "nobody's"), 0),
        (("--since", "2026-03-01"), 3),
        (("--since", "2026-03-01T12:00:01Z"), 0),
        (("--until", "2026-03-01T12:00:01+00:00"), 3),
        (("--until", "2026-03-01"), 0),
    ],
)
def test_search_narrows(archive: Archive, options: tuple[str, ...], count: int) -> None:
    assert len(archive.rows("search", "troops", *options)) == count


def test_a_bad_query_shows_the_message_and_the_place(archive: Archive) -> None:
    refused = archive.run("search", "troops AND (북한 NEAR/5")
    assert refused.exit_code == 2
    message, query, caret = refused.stderr.splitlines()
    assert message.startswith("wirewatch: column ")
    assert query == "troops AND (북한 NEAR/5"
    assert caret.strip() == "^"


def test_a_query_full_of_escapes_is_refused_harmlessly(archive: Archive) -> None:
    assert is_harmless(archive.run("search", "\x1b[2J AND (").stderr)


@pytest.mark.parametrize("option", ["--since", "--until"])
def test_a_moment_that_is_none_is_a_usage_error(archive: Archive, option: str) -> None:
    refused = archive.run("search", "troops", option, "last week")
    assert refused.exit_code == 2
    assert option in refused.stderr
    assert "90d" in refused.stderr


def test_show_prints_all_that_the_archive_knows(archive: Archive) -> None:
    number = str(archive.rows("search", "road")[0]["id"])
    shown = archive.run("show", number)
    assert shown.exit_code == 0
    for words in (
        "Troops move",
        "They went by road",
        "revisions: 2",
        "hits: 1",
        "troops [NOT DELIVERED: mail] by Troops",
    ):
        assert words in shown.stdout
    (row,) = archive.rows("show", number)
    assert [one["revision"] for one in row["revisions"]] == [1, 2]
    assert row["hits"][0]["spans"] == [
        {"field": "title", "start": 0, "end": 6, "form": "Troops", "alias": None}
    ]
    assert row["text"] == "They went by road, 북한."


def told(archive: Archive, what: Article) -> str:
    """Save an article; its number."""
    database = Database(archive.url)
    number = collected(database, what, NOW).article_id
    database.close()
    return str(number)


def test_show_prints_what_the_page_says_beside_its_text(archive: Archive) -> None:
    number = told(
        archive,
        replace(
            article("https://gazette.example/full", published_at=NOW.replace(hour=0)),
            opening="They went by rail.",
            agency="Reuters",
            tags=("Army", "Rail\x1b[2J"),
            published_precision="day",
            image_url="https://gazette.example/1.jpg",
            amp_url="https://gazette.example/amp/1",
            is_paywalled=True,
            agreement=0.9,
            partial="over 2 s of CPU",
        ),
    )
    shown = archive.run("show", number).stdout
    assert is_harmless(shown)
    for line in (
        "  agency:    Reuters",
        "  tags:      Army, Rail[2J",
        "  published: 2026-03-01 (only the day is known)",
        "  image:     https://gazette.example/1.jpg",
        "  AMP page:  https://gazette.example/amp/1",
        "  note:      the rest is for subscribers; not read to its end: over 2 s of CPU",
    ):
        assert f"{line}\n" in shown
    (row,) = archive.rows("show", number)
    assert (row["opening"], row["agency"], row["tags"]) == (
        "They went by rail.",
        "Reuters",
        ["Army", "Rail\x1b[2J"],
    )
    assert (row["published_precision"], row["modified_precision"]) == ("day", None)
    assert (row["is_paywalled"], row["agreement"], row["partial"]) == (True, 0.9, "over 2 s of CPU")
    assert (row["text_source"], row["page_kind"]) == ("page", "article")
    documented = (Path(__file__).parents[3] / "docs" / "commands.md").read_text("utf-8")
    assert [field for field in row if f"`{field}`" not in documented] == []


@pytest.mark.parametrize(
    ("kind", "text", "note"),
    [
        (
            "consent-wall",
            "A summary.",
            "the page is no article but a consent-wall; this is what the source gave",
        ),
        ("pdf", "", "the page is no article but a PDF; the source gave no text"),
        (
            "empty",
            "A summary.",
            "the page is no article but a page without text; this is what the source gave",
        ),
    ],
)
def test_what_only_the_source_gave_is_marked(archive: Archive, kind: str, text: str, note: str) -> None:
    what = article("https://gazette.example/wall", title="Submarine sails", text=text)
    number = told(archive, replace(what, text_source=TextSource.FEED, page_kind=kind))
    assert f"  note:      {note}\n" in archive.run("show", number).stdout
    assert f"    {note}\n" in archive.run("search", "submarine").stdout
    (row,) = archive.rows("search", "submarine")
    assert (row["text_source"], row["page_kind"]) == ("feed", kind)


def test_an_unknown_article_is_said_on_one_line(archive: Archive) -> None:
    unknown = archive.run("show", "4711")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert unknown.stderr == "wirewatch: the archive has no article 4711\n"
    assert archive.run("show", "9" * 30).exit_code == 2


def test_hits_are_listed_with_what_became_of_them(archive: Archive) -> None:
    listed = archive.run("hits")
    assert listed.exit_code == 0
    for fate in ("troops  [told: mail]", "troops  [waiting: mail]", "troops  [NOT DELIVERED: mail]"):
        assert listed.stdout.count(fate) == 1
    rows = archive.rows("hits", "--watch", "troops", "--limit", "2")
    assert [row["outcome"] for row in rows] == ["failed", "told"]
    assert rows[0]["article"]["source"] == "gazette"
    assert [row["deliveries"][0]["state"] for row in rows] == ["dead", "waiting"]
    assert archive.rows("hits", "--since", "2026-03-02") == []


@pytest.mark.parametrize(
    ("command", "option", "name", "proposed"),
    [
        (["hits"], "--watch", "trops", "troops"),
        (["search", "troops"], "--watch", "TROOPS", "troops"),
        (["search", "troops"], "--source", "gazete", "gazette"),
    ],
)
def test_a_misspelt_name_does_not_look_like_no_news(
    archive: Archive, command: list[str], option: str, name: str, proposed: str
) -> None:
    refused = archive.run(*command, option, name)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert proposed in refused.stderr


def test_hostile_words_print_harmlessly(archive: Archive) -> None:
    searched = archive.run("search", "frigate")
    number = searched.stdout.split()[0]
    for printed in (searched.stdout, archive.run("show", number).stdout):
        assert "[Frigate] ]0;owned" in printed or "Frigate ]0;owned" in printed
        assert "FORGED LINE" in printed
        assert not any(line.startswith("FORGED") for line in printed.splitlines())
        assert is_harmless(printed)
    assert is_harmless(archive.run("search", "frigate", "--json").stdout)
    (row,) = archive.rows("search", "frigate")
    assert row["title"] == HOSTILE_TITLE, "programs get the words as they are, by JSON's escapes"


def test_a_missing_database_names_what_makes_one(tmp_path: Path) -> None:
    asked = Archive(tmp_path).run("search", "troops")
    assert isinstance(asked.exception, StorageError)
    assert "wirewatch db upgrade" in str(asked.exception)


def test_search_for_an_event_says_what_is_said_of_it_and_by_which_words(
    tmp_path: Path, sqlite_url: str
) -> None:
    desk = Desk(tmp_path, sqlite_url)
    desk.collect(["Pyongyang could send troops to Russia.", "Pyongyang has sent troops to Russia."])
    event = "EVENT(actor=@dprk, action=@deploy, target=@russia)"
    sent, could = (desk.run("search", f"{event} {word}").stdout.splitlines()[3] for word in ("has", "could"))
    assert (sent, could) == ("    asserted", "    hedged by 'could'")
    told = [(row["polarity"], row["cue"]) for row in desk.rows("search", event)]
    assert sorted(told, key=str) == [("asserted", None), ("hedged", "could")]
    assert {row["polarity"] for row in desk.rows("search", "troops")} == {None}
