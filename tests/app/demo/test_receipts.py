"""From real letters and payloads to what the demo says its receivers were told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from alerts.channels.letter import letter
from alerts.channels.webhook_payload import payload
from alerts.notice import AnyNotice
from app.demo.mailserver import ReceivedMail
from app.demo.receipts import Receipt, receipts
from app.demo.receiver import WebhookCall
from tests.alerts.mails import opened
from tests.alerts.samples import CARE
from tests.alerts.story_samples import CORROBORATION, DIGEST, FIRST_REPORT, OTHER, UPDATE
from tests.alerts.test_story_letters import HEAD

AT = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)


def mailed(notice: AnyNotice) -> ReceivedMail:
    return ReceivedMail(
        received_at=AT, sender="a@b.example", recipients=(), message=opened(letter(notice, HEAD))
    )


def called(notice: AnyNotice, status: int = 204) -> WebhookCall:
    headers = {"webhook-id": notice.delivery_id}
    return WebhookCall(
        received_at=AT, headers=headers, body=payload(notice).encode(), error=None, status=status
    )


def both(notice: AnyNotice, kind: str) -> tuple[Receipt, ...]:
    return receipts([mailed(notice)], [called(notice)], {notice.delivery_id: kind})


def test_a_mail_and_a_call_say_the_same() -> None:
    for notice, kind, counts in (
        (FIRST_REPORT, "first-report", "1 outlet"),
        (CORROBORATION, "corroboration", "5 outlets, 2 independent"),
        (UPDATE, "update", "1 outlet"),
    ):
        mail, call = both(notice, kind)
        assert (mail.channel, call.channel) == ("desk mail", "newsroom bot")
        for one in (mail, call):
            assert (one.kind, one.counts, one.urls) == (kind, counts, frozenset({notice.url}))
            assert one.delivery_id == notice.delivery_id
    assert both(CORROBORATION, "corroboration")[0].line == "Corroborated: 5 outlets, 2 independent (3 copies)"


def test_a_digest_is_about_all_its_stories() -> None:
    for one in both(DIGEST, "digest"):
        assert (one.kind, one.counts) == ("digest", "2 stories")
        assert one.urls == frozenset({FIRST_REPORT.url, OTHER.url})
    for one in both(replace(DIGEST, items=DIGEST.items[:1]), "digest"):
        assert one.counts == "1 story"


def test_what_comes_again_under_its_id_counts_once() -> None:
    mail, call = mailed(FIRST_REPORT), called(FIRST_REPORT)
    kinds = {FIRST_REPORT.delivery_id: "first-report"}
    assert len(receipts([mail, mail], [call, call], kinds)) == 2


def test_what_is_not_about_stories_and_what_was_turned_away_is_none() -> None:
    assert receipts([mailed(CARE)], [called(CARE)], {}) == ()
    assert receipts([], [called(FIRST_REPORT, status=500)], {}) == ()
