"""Slack: an incoming webhook (docs.slack.dev, "Sending messages using incoming webhooks")."""

from __future__ import annotations

from typing import Any

from alerts.channels.chat import ChatChannel, ChatSettings
from alerts.channels.chat_lines import Run, fitted, lines, subject
from alerts.channels.posting import Answer, Post
from alerts.notice import AnyNotice

# Of a message's blocks Slack shows some 4,000 characters without a click.
_LIMIT = 3500
_GONE = ("no_service", "no_team", "no_active_hooks", "channel_not_found", "channel_is_archived")


def slack(name: str, settings: ChatSettings) -> ChatChannel:
    """The channel. Raises ValueError, without showing it, where the URL cannot be used."""
    post = Post(url=settings.url, timeout=settings.timeout, egress=settings.egress, is_gone=is_gone)
    return ChatChannel(name, post, form)


def form(notice: AnyNotice) -> dict[str, Any]:
    """The message as rich text: elements that Slack takes as they are, and never reads for markup or mentions.

    `text` is what a phone's lock screen shows; what Slack would read in it is escaped, and it does not look for names.
    """
    elements: list[dict[str, Any]] = []
    for line, _ in fitted(lines(notice), _LIMIT):
        elements += [*(element(run) for run in line.runs if run.text), {"type": "text", "text": "\n"}]
    return {
        "text": escaped(subject(notice)),
        "blocks": [
            {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements[:-1]}]}
        ],
        "mrkdwn": False,
        "parse": "none",
        "link_names": False,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def element(run: Run) -> dict[str, Any]:
    """A run of words as an element."""
    if run.is_url:
        return {"type": "link", "url": run.text, "text": run.text}
    return {"type": "text", "text": run.text, **({"style": {"bold": True}} if run.strong else {})}


def escaped(text: str) -> str:
    """Text without the three signs that begin markup, links and mentions (`<!channel>`)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def is_gone(answer: Answer) -> bool:
    """Whether the webhook, its workspace or its channel is no more."""
    return answer.status == 410 or (400 <= answer.status < 500 and answer.words.strip() in _GONE)
