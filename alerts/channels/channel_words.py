"""A notice about another channel in words, for mails and chats. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from alerts.channel_notice import ChannelNotice
from alerts.cleaning import defang, one_line
from alerts.moments import human
from storage.records import ChannelNoticeKind


def channel_subject(notice: ChannelNotice) -> str:
    """One line: the channel, and what is the matter with it."""
    name = one_line(notice.channel)
    if notice.kind is ChannelNoticeKind.RECOVERED:
        return f"[channels] {name} delivers again"
    return f"[channels] {name} cannot deliver"


def channel_lines(notice: ChannelNotice) -> tuple[str, ...]:
    """What there is to say, in sentences that no program makes a link of."""
    trouble, name = defang(one_line(notice.trouble, 500))[0], defang(one_line(notice.channel))[0]
    since = human(notice.since_at)
    if notice.kind is ChannelNoticeKind.RECOVERED:
        lines = [f"{name} accepts notices again; since {since} {trouble}."]
    else:
        lines = [f"{name}, since {since}: {trouble}."]
    if notice.waiting:
        count = "1 notice waits" if notice.waiting == 1 else f"{notice.waiting} notices wait"
        oldest = f", the oldest since {human(notice.oldest_at)}" if notice.oldest_at else ""
        lines.append(
            f"{count} for it{oldest}. Nothing is lost: what cannot be sent within 3 days is a dead letter."
        )
    return tuple(lines)


def channel_mail_words(notice: ChannelNotice) -> Mapping[str, object]:
    """What the templates say."""
    return {
        "title": channel_subject(notice).removeprefix("[channels] "),
        "lines": channel_lines(notice),
        "command": "wirewatch status",
        "told": human(notice.told_at),
        "delivery_id": notice.delivery_id,
    }
