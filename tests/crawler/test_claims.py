"""Leads on their way into the frontier and out again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.claims import lead_of, lead_records
from crawler.lead import Lead
from storage.records import LeadRecord

SEOUL = timezone(timedelta(hours=9))


def test_spellings_of_one_address_are_one_lead_and_the_first_stays() -> None:
    records = lead_records(
        [
            Lead(url="http://A.example/x?utm_source=feed", title="first"),
            Lead(url="https://a.example:443/x#top", title="second"),
            Lead(url="https://a.example/y"),
        ]
    )
    assert [(record.url, record.title) for record in records] == [
        ("http://A.example/x?utm_source=feed", "first"),
        ("https://a.example/y", None),
    ]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "ftp://a.example/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http://[/",
        "//a.example",
    ],
)
def test_what_nobody_can_ask_for_is_left_out(url: str) -> None:
    assert lead_records([Lead(url=url), Lead(url="https://a.example/x")]) == lead_records(
        [Lead(url="https://a.example/x")]
    )


def test_times_become_utc_and_the_lead_comes_back_whole() -> None:
    lead = Lead(
        url="https://a.example/x",
        title="Title",
        published_at=datetime(2026, 3, 1, 9, 0, tzinfo=SEOUL),
        updated_at=datetime(2026, 3, 1, 1, 0, tzinfo=UTC),
        authors=("Kim",),
        section="World",
        text="Text",
    )
    (record,) = lead_records([lead])
    assert record.published_at == datetime(2026, 3, 1, tzinfo=UTC)
    assert record.published_at.tzinfo is UTC
    assert lead_of(record) == lead


def test_only_what_an_editor_changes_changes_the_fingerprint() -> None:
    (plain,) = lead_records([Lead(url="https://a.example/x", title="Title")])
    (retold,) = lead_records(
        [Lead(url="https://a.example/x", title="Title", text="Other words", section="World")]
    )
    (renamed,) = lead_records([Lead(url="https://a.example/x", title="Another title")])
    (updated,) = lead_records([Lead(url="https://a.example/x", title="Title", updated_at=datetime.now(UTC))])
    assert plain.fingerprint == retold.fingerprint
    assert len({plain.fingerprint, renamed.fingerprint, updated.fingerprint}) == 3


def test_a_guid_is_compared_in_one_form_and_names_one_article_or_none() -> None:
    def guids(*claimed: str) -> list[str | None]:
        leads = [Lead(url=f"https://a.example/{number}", guid=guid) for number, guid in enumerate(claimed)]
        return [record.guid for record in lead_records(leads)]

    assert guids("http://a.example/?p=7") == guids("https://a.example/?p=7#x")
    assert guids(" tag:a.example,2026:7\n") == ["tag:a.example,2026:7"]
    assert guids("https://a.example/", "", "http://[") == [None, None, "http://["]
    assert guids("same", "same", "other") == [None, None, "other"]


def test_titles_are_compared_whatever_their_case_and_spaces() -> None:
    titles = ["Troops  move\u00a0North", "troops move north", "Troops move south", None, " "]
    hashes = [LeadRecord(url="u", key="u", title=title).title_hash for title in titles]
    assert hashes[0] == hashes[1] != hashes[2]
    assert hashes[3:] == [None, None]
