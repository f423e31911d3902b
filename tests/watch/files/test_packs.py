"""The packs of watches that ship: their own examples, the user's case, and an exam written by others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from watch import Document, match
from watch.aliases.checking import check
from watch.files import WatchFileError, failures, pack_names, shipped_pack

EXAM = Path(__file__).parents[1] / "polarity_exam" / "north_korea.jsonl"
#: 138 of 141 when it was first run; the last figure is 141.
RIGHT_AT_LEAST = 0.97

NORTH_KOREA = shipped_pack("north-korea").watches[0].query


@pytest.mark.parametrize("name", pack_names())
def test_the_examples_of_a_pack_come_out_as_they_must(name: str) -> None:
    for watch in shipped_pack(name).watches:
        assert watch.must_match
        assert watch.must_not_match
        assert list(map(str, failures(watch.query, watch.must_match, watch.must_not_match))) == []


@pytest.mark.parametrize("name", pack_names())
def test_nothing_is_found_about_the_aliases_of_a_pack(name: str) -> None:
    book = shipped_pack(name).book
    own = [alias.name for alias in book.declared.values() if alias.source == name]
    assert check(book, own) == []


def test_the_first_pack_is_that_of_north_korea() -> None:
    assert "north-korea" in pack_names()
    assert [watch.name for watch in shipped_pack("north-korea").watches] == ["North Korea troop deployments"]


def test_a_pack_that_does_not_ship_is_refused() -> None:
    with pytest.raises(WatchFileError, match="north-korea"):
        shipped_pack("../aliases/units")


def test_the_exam_is_passed() -> None:
    right = wrong_polarity = 0
    rows = [json.loads(line) for line in EXAM.read_text("utf-8").splitlines()]
    for row in rows:
        found = match(NORTH_KOREA, Document.of(row["title"] or "", row["text"]))
        right += (found is not None) == row["hit"]
        if found is not None and row["hit"]:
            wrong_polarity += found.polarity not in row["polarity"]
    assert right / len(rows) >= RIGHT_AT_LEAST
    assert wrong_polarity <= 3


def test_what_an_article_is_to_say_for_a_desk_to_be_told() -> None:
    title = "North Korea to Send Engineers and Armour to Russia, Officials Say"
    text = (
        "World Defense\n\nThe head of intelligence said that North Korea is preparing to send engineering troops and"
        " armored combat vehicles to Russia.\n\nLeave a Comment: no links in the comment box, please."
    )
    found = match(NORTH_KOREA, Document.of(title, text))
    assert found is not None
    assert found.polarity == "hedged"
    assert {span.alias for span in found.spans} >= {"dprk", "deploy", "russia", "troops", "armoured_vehicle"}
    form = text[text.index("Leave") :]
    assert match(NORTH_KOREA, Document.of("", form)) is None
