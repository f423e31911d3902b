"""Microsoft Teams: a workflow that posts an Adaptive Card when its webhook is called."""

from __future__ import annotations

from typing import Any

from alerts.channels.chat import ChatChannel, ChatSettings
from alerts.channels.chat_lines import Run, fitted, in_bytes, lines, subject
from alerts.channels.posting import Post
from alerts.notice import AnyNotice

# Teams takes 28 KB; what stands around the words is some 150 bytes a run.
_LIMIT = 8000


def teams(name: str, settings: ChatSettings) -> ChatChannel:
    """The channel. Raises ValueError, without showing it, where the URL cannot be used."""
    return ChatChannel(name, Post(url=settings.url, timeout=settings.timeout, egress=settings.egress), form)


def form(notice: AnyNotice) -> dict[str, Any]:
    """The card. Its words are text runs, of which Teams reads no markup (Adaptive Cards 1.2, RichTextBlock)."""
    shown = fitted(lines(notice), _LIMIT, size=in_bytes)
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "fallbackText": subject(notice),
        "msteams": {"width": "Full"},
        "body": [
            {"type": "RichTextBlock", "inlines": [inline(run) for run in line.runs if run.text]}
            for line, _ in shown
        ],
    }
    return {
        "type": "message",
        "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}],
    }


def inline(run: Run) -> dict[str, Any]:
    """A run of words; an address opens itself and nothing else."""
    made: dict[str, Any] = {"type": "TextRun", "text": run.text}
    if run.strong:
        made["weight"] = "Bolder"
    if run.is_url:
        made["selectAction"] = {"type": "Action.OpenUrl", "url": run.text}
    return made
