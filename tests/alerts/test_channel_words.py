"""What people and programs are told of a channel."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from alerts.channel_care import compose_channel
from alerts.channel_notice import ChannelNotice
from alerts.channels.channel_words import channel_lines, channel_subject
from alerts.channels.webhook_payload import payload
from storage.records import ChannelNoticeKind, ChannelReport

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
REPORT = ChannelReport(
    id=1,
    kind=ChannelNoticeKind.FAILING,
    channel="desk",
    trouble="2 tries in a row failed: https://hooks.example: 503",
    since_at=AT,
    waiting=3,
    oldest_at=AT - timedelta(minutes=1),
    created_at=AT,
)


def notice(report: ChannelReport = REPORT) -> ChannelNotice:
    return compose_channel("0123abcd", report, AT + timedelta(minutes=2))


def test_one_that_cannot_deliver() -> None:
    assert channel_subject(notice()) == "[channels] desk cannot deliver"
    first, second = channel_lines(notice())
    assert first.startswith("desk, since 1 March 2026, 12:00 UTC: 2 tries in a row failed: ")
    assert "https://hooks.example" not in first
    assert second.startswith(
        "3 notices wait for it, the oldest since 1 March 2026, 11:59 UTC. Nothing is lost"
    )


def test_one_that_delivers_again() -> None:
    trouble = "it had delivered nothing until 1 March 2026, 12:30 UTC"
    recovered = notice(
        replace(REPORT, kind=ChannelNoticeKind.RECOVERED, trouble=trouble, waiting=0, oldest_at=None)
    )
    assert channel_subject(recovered) == "[channels] desk delivers again"
    assert channel_lines(recovered) == (
        f"desk accepts notices again; since 1 March 2026, 12:00 UTC {trouble}.",
    )


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (ChannelNoticeKind.FAILING, "channel.failing"),
        (ChannelNoticeKind.RECOVERED, "channel.recovered"),
    ],
)
def test_programs_are_told_in_fields(kind: ChannelNoticeKind, name: str) -> None:
    body = json.loads(payload(notice(replace(REPORT, kind=kind))))
    assert body["type"] == name
    data = body["data"]
    assert (data["channel"], data["waiting"], data["trouble"]) == ("desk", 3, REPORT.trouble)


def test_what_the_other_side_said_is_one_line_that_nothing_obeys() -> None:
    evil = replace(REPORT, trouble="503 \x1b[31m\r\nBcc: all@example.org \u202egnp.exe")
    for line in channel_lines(notice(evil)):
        assert line.isprintable()
