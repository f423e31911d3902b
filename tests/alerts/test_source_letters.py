"""A notice about sources as a mail and as JSON, and what the web may not make of it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.care import compose_care
from alerts.channels.letter import Letterhead, letter
from alerts.channels.mailbox import mailbox
from alerts.channels.webhook_payload import payload
from alerts.notice import CareNotice
from storage.records import (
    Condition,
    Health,
    NoticeKind,
    PastCondition,
    SourceCare,
    SourceNotice,
)
from tests.alerts.samples import CARE
from tests.alerts.test_letter import HEADERS, HOSTILE

SENDER = mailbox("wirewatch <watch@desk.example>")
HEAD = Letterhead(sender=SENDER, recipients=(mailbox("a@desk.example"),), channel="mail")
AT = datetime(2025, 8, 3, 14, 20, tzinfo=UTC)
PAGE = (Path(__file__).parents[2] / "docs" / "webhook.md").read_text("utf-8")


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)


def parsed(notice: CareNotice) -> tuple[EmailMessage, str, str]:
    message = message_from_bytes(letter(notice, HEAD), policy=default)
    assert isinstance(message, EmailMessage)
    plain, rich = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert rich is not None
    return message, plain.get_content().replace("\r\n", "\n"), rich.get_content()


def care_of(text: str, *, kind: NoticeKind = NoticeKind.TROUBLE) -> CareNotice:
    """A notice whose every word is `text`."""
    state = Condition(state=Health.BLOCKED, since=AT, evidence=text)
    past = PastCondition(state=Health.GONE, since=AT, evidence=text, ended_at=AT)
    source = SourceCare(
        name=text, url=text, conditions=(state,), over=(past,), next_due_at=AT + timedelta(days=7)
    )
    notice = SourceNotice(id=1, kind=kind, sources=(source, source), created_at=AT)
    return compose_care("0123456789abcdef", notice, AT)


def test_a_mail_says_what_is_the_matter_and_since_when() -> None:
    message, plain, rich = parsed(CARE)
    assert message["Subject"] == "[sources] The Defense News: blocked"
    assert message["Message-ID"] == "<fedcba9876543210@wirewatch.desk.example>"
    assert "The Defense News\n    https[:]//press[.]example/feed" in plain
    assert "blocked since 3 August 2025, 09:00 UTC\n        HTTP 403: forbidden" in plain
    assert "last answered well: 3 August 2025, 08:45 UTC" in plain
    assert "(backed off to a probe every 3 hours, never given up)" in plain
    assert "<strong>blocked</strong> since 3 August 2025, 09:00 UTC" in rich
    assert "<a " not in rich


@pytest.mark.parametrize(
    ("kind", "more", "subject"),
    [
        (NoticeKind.RECOVERED, 0, "[sources] The Defense News is well again"),
        (NoticeKind.TROUBLE, 3, "[sources] 4 sources are in trouble"),
        (NoticeKind.RECOVERED, 3, "[sources] 4 sources are well again"),
        (NoticeKind.CARE, 3, "[sources] 4 sources need care"),
        (NoticeKind.CARE, 0, "[sources] The Defense News: blocked"),
    ],
)
def test_the_subject_counts(kind: NoticeKind, more: int, subject: str) -> None:
    message, plain, _ = parsed(replace(CARE, kind=kind, more=more))
    assert message["Subject"] == subject
    shown = "wirewatch status" if kind is NoticeKind.RECOVERED else "wirewatch status --trouble"
    assert (f"\nand 3 more: {shown}\n" in plain) is (more > 0)


@pytest.mark.parametrize("kind", NoticeKind)
@given(text=st.sampled_from(HOSTILE) | st.text())
def test_no_word_becomes_a_header_a_link_or_markup(kind: NoticeKind, text: str) -> None:
    usual = Tags()
    usual.feed(parsed(care_of("words", kind=kind))[2])
    message, plain, rich = parsed(care_of(text, kind=kind))
    assert set(message.keys()) == set(HEADERS)
    assert "Bcc" not in message
    tags = Tags()
    tags.feed(rich)
    # A source without evidence has no line for it.
    assert set(tags.found) <= set(usual.found)
    assert not re.search(r"https?://(?!\[)", plain)
    json.loads(payload(care_of(text, kind=kind)))


def test_the_payload_is_the_documented_one() -> None:
    found = re.search(r"^## Sources in trouble$.*?^```jsonc?\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None
    assert json.loads(found[1]) == json.loads(payload(CARE))
    for kind in ("source.trouble", "source.recovered", "sources.care"):
        assert f"`{kind}`" in PAGE
