"""The mail that a person sees, and what the web may not make of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.channels.letter import Letterhead, letter
from alerts.channels.mailbox import mailbox
from alerts.notice import Notice, Passage
from tests.alerts.mails import Page, body, opened
from tests.alerts.samples import NOTICE

SENDER = mailbox("wirewatch <watch@desk.example>")
READERS = (mailbox("a@desk.example"), mailbox("B <b@desk.example>"))
HEAD = Letterhead(sender=SENDER, recipients=READERS, channel="The desk")
HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "List-Id",
    "List-Unsubscribe",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
]
HOSTILE = (
    "=?utf-8?q?=0ABcc=3A_v=40e.example?=",
    "=?utf-8?b?DQpCY2M6IHZAZS5leGFtcGxl?=",
    "=\u200b?utf-8?q?=0ABcc=3A_v=40e.example?=",
    "a\r\nBcc: v@e.example",
    "a\n\n<script>alert(1)</script>",
    "a\u2028Bcc: v@e.example\x85X: y",
    "<a href=https://e.example>click</a>",
    "https://e.example/x www.e.example/y v@e.example mailto:v@e.example javascript:alert(1)",
    "hTTps://e.example:8080/x e.example/y WWW.E.EXAMPLE t.co/z",
    "{{ 7 * 7 }}{% raw %}",
    "\u202etxt.exe\u2066",
    "\ud800 lone \x00 nul",
    ".\r\n.\r\nMAIL FROM:<x@y>",
    '"><img src=x onerror=alert(1)>',
    "=?" * 60,
    "x" * 5000,
    "в" * 3000,
    "",
)


def parsed(notice: Notice) -> EmailMessage:
    return opened(letter(notice, HEAD))


def test_the_headers_say_who_what_and_when_and_that_no_person_wrote_it() -> None:
    message = parsed(NOTICE)
    assert list(message.keys()) == HEADERS
    assert message["Subject"] == "[North Korea troop deployments] North Korea to Send Troops to Russia"
    assert message["From"] == "wirewatch <watch@desk.example>"
    assert message["To"] == "a@desk.example, B <b@desk.example>"
    assert message["Message-ID"] == "<0123456789abcdef@wirewatch.desk.example>"
    assert message["Date"].datetime == NOTICE.told_at.replace(microsecond=0)
    assert message["List-Id"] == "<the-desk.wirewatch.desk.example>"
    assert message["List-Unsubscribe"] == "<mailto:watch@desk.example?subject=unsubscribe>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"


def test_the_plain_part_reads_from_the_headline_to_the_delivery() -> None:
    assert body(parsed(NOTICE), "plain") == (
        "*North Korea* to *Send* Troops to Russia\n"
        "The Defense News, World Defense - A. Writer\n"
        "\n"
        "    Engineering *troops* will go.\n"
        "\n"
        "https://press.example/2025/08/north-korea?id=7\n"
        "\n"
        "Published: 3 August 2025, 14:05 UTC\n"
        "Collected: 3 August 2025, 14:20 UTC\n"
        "Told:      3 August 2025, 14:20 UTC\n"
        "\n"
        "Reported:  hedged (to)\n"
        "Evidence:  North Korea = @dprk, Send = @deploy\n"
        "Watch:     North Korea troop deployments\n"
        "Query:     EVENT(actor=@dprk, action=@deploy)\n"
        "Article:   12\n"
        "Hit:       31 (wirewatch hit mark 31 relevant|noise|handled)\n"
        "Delivery:  0123456789abcdef\n"
    )


def test_the_html_part_says_the_same_and_marks_the_evidence() -> None:
    page = Page(body(parsed(NOTICE), "html"))
    assert page.marked == ["North Korea", "Send", "troops"]
    assert page.links == [NOTICE.url]
    for words in (
        "The Defense News, World Defense",
        NOTICE.url,
        "3 August 2025, 14:05 UTC",
        "North Korea = @dprk, Send = @deploy",
        "hedged (to)",
        "31 (wirewatch hit mark 31 relevant|noise|handled)",
        NOTICE.delivery_id,
    ):
        assert words in page.words


def test_a_watch_without_an_event_says_nothing_of_polarity() -> None:
    plain = replace(NOTICE, polarity=None, cue=None, evidence=(replace(NOTICE.evidence[0], alias=None),))
    for kind in ("plain", "html"):
        words = body(parsed(plain), kind)
        assert "Reported" not in words
        assert "Evidence" not in words


def test_a_date_that_nobody_stated_is_said_to_be_missing() -> None:
    assert "Published: not stated" in body(parsed(replace(NOTICE, published_at=None)), "plain")


def test_times_are_told_in_utc_whatever_zone_they_came_in() -> None:
    at = datetime.fromisoformat("2025-08-03T23:05:00+09:00")
    assert "Published: 3 August 2025, 14:05 UTC" in body(parsed(replace(NOTICE, published_at=at)), "plain")


def test_a_headline_in_another_script_arrives() -> None:
    title = "북한, 러시아에 병력 파견 — Україна"
    message = parsed(replace(NOTICE, title=title, title_marks=((0, 2),)))
    assert message["Subject"] == f"[North Korea troop deployments] {title}"
    assert title in "".join(Page(body(message, "html")).words)


def test_the_wire_carries_ascii_in_short_lines() -> None:
    wire = letter(replace(NOTICE, title="북한 " * 60), HEAD)
    assert wire.isascii()
    assert max(map(len, wire.split(b"\r\n"))) <= 998
    assert b"\n" not in wire.replace(b"\r\n", b"")


def test_only_an_http_address_becomes_a_link() -> None:
    for url in ("javascript:alert(1)", "https://a.example/x y", 'https://a.example/"x'):
        page = Page(body(parsed(replace(NOTICE, url=url)), "html"))
        assert page.links == []
        assert url in page.words


def words_from_the_web() -> st.SearchStrategy[str]:
    pieces = st.sampled_from(HOSTILE) | st.text(max_size=30)
    return st.lists(pieces, max_size=4).map("".join)


def check_harmless(notice: Notice) -> None:
    message = parsed(notice)
    assert list(message.keys()) == HEADERS
    subject = str(message["Subject"])
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", subject)
    assert message["To"] == "a@desk.example, B <b@desk.example>"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    html = body(message, "html")
    page, plain = Page(html), Page(body(parsed(NOTICE), "html"))
    assert set(page.tags) <= set(plain.tags)
    assert page.attributes <= plain.attributes
    assert page.links == [notice.url]
    for shown in (page.words, body(message, "plain")):
        rest = shown.replace(notice.url, "", 1)
        assert "://" not in rest
        assert not re.search(r"\bwww\.|\w@\w|\b(mailto|javascript):|e\.example\b", rest, re.IGNORECASE)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_known_trick_makes_a_header_markup_or_a_link(hostile: str) -> None:
    check_harmless(with_words(hostile))


@given(words_from_the_web(), words_from_the_web(), st.tuples(st.integers(0, 40), st.integers(0, 40)))
def test_no_words_make_a_header_markup_or_a_link(one: str, two: str, mark: tuple[int, int]) -> None:
    start, end = sorted(mark)
    notice = with_words(one)
    check_harmless(
        replace(notice, section=two, passages=(Passage(text=two, marks=((start, end),)), *notice.passages))
    )


def with_words(words: str) -> Notice:
    return replace(
        NOTICE,
        title=words,
        title_marks=((0, 4),),
        source=words.replace("@", "").replace(".", "").replace(":", "") or "press",
        authors=(words, words),
        section=words,
        language="en",
        told_at=datetime(2025, 8, 3, tzinfo=UTC),
        passages=(Passage(text=words, marks=((1, 3),)),),
        evidence=(replace(NOTICE.evidence[0], text=words), replace(NOTICE.evidence[1], text=words)),
        cue=words,
        sentence=words,
    )
