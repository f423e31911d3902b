"""Mails about stories: what is said on top, how they thread, and that no word from the web gets out of hand."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.channels.letter import Letterhead, letter
from alerts.channels.mailbox import mailbox
from alerts.notice import AnyNotice, Notice
from alerts.shown_story import ChangedWords, Fate, ReportShown
from storage.records import Severity, StoryNoticeKind
from tests.alerts.mails import Page, body, opened
from tests.alerts.samples import NOTICE
from tests.alerts.story_samples import CORROBORATION, DIGEST, EVERY, FIRST_REPORT, HELD, ITEM, OTHER, UPDATE
from tests.alerts.test_letter import HOSTILE

HEAD = Letterhead(sender=mailbox("watch@desk.example"), recipients=(mailbox("a@desk.example"),), channel="d")


def plain(notice: AnyNotice) -> str:
    return body(opened(letter(notice, HEAD)), "plain")


def page(notice: AnyNotice) -> Page:
    return Page(body(opened(letter(notice, HEAD)), "html"))


@pytest.mark.parametrize(
    ("notice", "said"),
    [
        (FIRST_REPORT, "First report: 1 outlet - critical"),
        (CORROBORATION, "Corroborated: 5 outlets, 2 independent (3 copies)"),
        (
            replace(CORROBORATION, kind=StoryNoticeKind.REPEAT, severity=Severity.CRITICAL),
            "Still reported: 5 outlets, 2 independent (3 copies) - critical",
        ),
        (replace(FIRST_REPORT, story=None, severity=Severity.INFO), "First report"),
    ],
)
def test_a_mail_says_first_what_it_is_for(notice: Notice, said: str) -> None:
    assert plain(notice).splitlines()[0] == said
    assert said in page(notice).words


def test_a_hit_by_itself_begins_with_its_headline() -> None:
    assert plain(NOTICE).startswith("*North Korea* to *Send* Troops")


def test_a_corroboration_names_the_other_reports() -> None:
    text = plain(CORROBORATION)
    assert "- The Defense News: North Korea to Send Troops to Russia, 3 August 2025, 14:20 UTC\n" in text
    assert f"  {NOTICE.url}\n- and 3 more\n" in text
    assert page(CORROBORATION).links == [OTHER.url, NOTICE.url]


def test_an_update_shows_what_changed() -> None:
    assert "    North Korea will send [-1,000-] {+6,000+} troops.\n" in plain(UPDATE)
    shown = body(opened(letter(UPDATE, HEAD)), "html")
    assert re.search(r"<del [^>]*>1,000</del> <ins [^>]*>6,000</ins>", shown)


def test_what_a_route_tells_of_a_story_is_one_thread() -> None:
    first, second = opened(letter(FIRST_REPORT, HEAD)), opened(letter(CORROBORATION, HEAD))
    root = f"<story.{FIRST_REPORT.thread}@wirewatch.desk.example>"
    assert first["References"] == first["In-Reply-To"] == second["References"] == root
    assert first["Message-ID"] != second["Message-ID"]
    # some clients ask for the subject too
    assert second["Subject"].strip() == f"Re: {first['Subject']}"
    assert opened(letter(NOTICE, HEAD))["References"] is None


def test_what_is_critical_is_marked_as_important() -> None:
    assert opened(letter(FIRST_REPORT, HEAD))["Importance"] == "high"
    assert opened(letter(CORROBORATION, HEAD))["Importance"] is None


def test_a_digest_lists_stories_with_their_counts() -> None:
    mail = opened(letter(DIGEST, HEAD))
    assert mail["Subject"] == "[desk] Digest: 2 stories since 2 August 2025, 05:30 UTC"
    text = body(mail, "plain")
    assert (
        "North Korea to Send Troops to Russia\n"
        "    The Defense News, 3 August 2025, 14:20 UTC\n"
        "    North Korea to Send Troops to Russia\n"
        "    new (Troops): 4 outlets, 1 independent; 4 new, 3 of them copies\n"
        "    https://press.example/2025/08/north-korea?id=7\n"
        "    hit 31\n"
    ) in text
    assert "    goes on (Troops): 4 outlets, 1 independent; 1 new\n" in text
    assert page(DIGEST).links == [NOTICE.url, OTHER.url]


@pytest.mark.parametrize(
    ("notice", "subject"),
    [
        (HELD, "[desk] 2 stories held in quiet hours"),
        (replace(HELD, items=(ITEM,)), "[desk] 1 story held in quiet hours"),
        (replace(DIGEST, items=(), since_at=None), "[desk] Digest: nothing new"),
        (replace(DIGEST, more=1500), "[desk] Digest: 1,502 stories since 2 August 2025, 05:30 UTC"),
    ],
)
def test_the_subject_counts(notice: AnyNotice, subject: str) -> None:
    assert opened(letter(notice, HEAD))["Subject"] == subject


def test_those_who_want_no_more_may_have_another_address() -> None:
    head = replace(HEAD, unsubscribe="mailto:list@desk.example?subject=stop")
    assert opened(letter(DIGEST, head))["List-Unsubscribe"] == "<mailto:list@desk.example?subject=stop>"


@pytest.mark.parametrize("name", EVERY)
def test_every_kind_can_be_read_in_a_plain_client(name: str) -> None:
    mail = opened(letter(EVERY[name], HEAD))
    text = body(mail, "plain")
    assert f"Delivery:  {EVERY[name].delivery_id}\n" in text
    assert "None" not in text
    assert not re.search(r"\n\n\n", text)
    assert mail["List-Id"] == "<d.wirewatch.desk.example>"


@given(st.sampled_from(HOSTILE) | st.text(max_size=40))
def test_no_words_of_a_story_make_a_header_markup_or_a_link(words: str) -> None:
    report = ReportShown(source=words, title=words, url=OTHER.url, at=OTHER.at)
    assert CORROBORATION.story is not None
    story = replace(CORROBORATION.story, first=report, others=(report,), languages=(words,))
    one = replace(
        CORROBORATION,
        source="press",
        story=story,
        thread_title=words,
        change=(ChangedWords(fate=Fate.ADDED, text=words), ChangedWords(fate=Fate.REMOVED, text=words)),
    )
    several = replace(DIGEST, items=(replace(ITEM, title=words, sentence=words),))
    for notice, usual, links in ((one, CORROBORATION, {OTHER.url}), (several, DIGEST, {NOTICE.url})):
        mail = opened(letter(notice, HEAD))
        assert list(mail.keys()) == list(opened(letter(usual, HEAD)).keys())
        shown = page(notice)
        assert set(shown.tags) <= {*page(usual).tags, "del", "ins"}
        assert set(shown.links) <= links
        rest = plain(notice)
        for link in links:
            rest = rest.replace(link, "")
        # the name of a source is the user's own word
        rest = "\n".join(line for line in rest.splitlines() if not line.startswith("- "))
        assert "://" not in rest
        assert not re.search(r"\bwww\.|\b(mailto|javascript):", rest, re.IGNORECASE)
