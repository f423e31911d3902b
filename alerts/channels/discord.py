"""Discord: a channel's webhook (docs.discord.com, "Execute Webhook")."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from alerts.channels.chat import ChatChannel, ChatSettings
from alerts.channels.chat_lines import Line, Run, fitted, lines
from alerts.channels.posting import Answer, Post, pause
from alerts.notice import AnyNotice

_LIMIT = 2000
_SUPPRESS_EMBEDS = 1 << 2
_UNKNOWN_WEBHOOK = 10015
_MARKUP = re.compile(r"([\\*_~`|<>\[\]()#@:+\-])")
_NUMBERED = re.compile(r"^(\s*\d+)\.")


def discord(name: str, settings: ChatSettings) -> ChatChannel:
    """The channel. Raises ValueError, without showing it, where the URL cannot be used."""
    post = Post(
        url=settings.url, timeout=settings.timeout, egress=settings.egress, is_gone=is_gone, wish=wish
    )
    return ChatChannel(name, post, form)


def form(notice: AnyNotice) -> dict[str, Any]:
    """The message. Nobody is mentioned, whatever it says, and no preview of a page is shown."""
    shown = fitted(lines(notice), _LIMIT, _line)
    return {
        "content": "\n".join(rendered for _, rendered in shown),
        "allowed_mentions": {"parse": []},
        "flags": _SUPPRESS_EMBEDS,
    }


def escaped(text: str) -> str:
    """Text of which Discord reads nothing as markup, a mention, an emoji or a list."""
    return _NUMBERED.sub(r"\1\\.", _MARKUP.sub(r"\\\1", text))


def is_gone(answer: Answer) -> bool:
    """Whether the webhook was deleted."""
    return answer.status == 410 or (answer.status == 404 and answer.document.get("code") == _UNKNOWN_WEBHOOK)


def wish(answer: Answer) -> timedelta | None:
    """The pause that the answer's body asks for, in seconds."""
    return pause(answer.document.get("retry_after"))


def _line(line: Line) -> str:
    return "".join(_run(run) for run in line.runs)


def _run(run: Run) -> str:
    if run.is_url:
        return f"<{run.text}>"
    # what stands beside the two asterisks must be no space, or they are shown
    return f"**{escaped(run.text)}**" if run.strong and run.text == run.text.strip() else escaped(run.text)
