"""Telegram: a bot that writes to one chat (core.telegram.org/bots/api, sendMessage)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from pydantic import SecretStr

from alerts.channels.chat import ChatChannel
from alerts.channels.chat_lines import Line, Run, fitted, lines
from alerts.channels.posting import Answer, Post, pause
from alerts.notice import AnyNotice
from egress import Policy

SERVER = "https://api.telegram.org"
_LIMIT = 4096
# Telegram makes a link of each of these where a word follows, in whatever form a message is sent. The word may be the
# next run's.
_TAKEN_UP = re.compile(r"([@#/$])(?=\w|\Z)")
_GONE = ("bot was blocked", "bot was kicked", "user is deactivated", "chat not found", "bot is not a member")


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramSettings:
    """The bot's token, and the chat that it writes to: a number or `@name`, and a topic's number in it.

    `server` is where the Bot API is; `timeout` is seconds for one whole request.
    """

    token: SecretStr
    chat: str
    topic: int | None = None
    server: str = SERVER
    timeout: float = 15.0
    egress: Policy = field(default_factory=Policy)


def telegram(name: str, settings: TelegramSettings) -> ChatChannel:
    """The channel. Raises ValueError, without showing it, where the address cannot be used."""
    token = settings.token.get_secret_value()
    post = Post(
        url=SecretStr(f"{settings.server.rstrip('/')}/bot{token}/sendMessage"),
        secrets=(token, token.partition(":")[2]),
        timeout=settings.timeout,
        egress=settings.egress,
        is_gone=is_gone,
        wish=wish,
    )
    return ChatChannel(name, post, partial(form, chat=settings.chat, topic=settings.topic))


def form(notice: AnyNotice, *, chat: str, topic: int | None = None) -> dict[str, Any]:
    """The message as text with entities: places that are bold or a link, so that nothing in the text is markup."""
    text = ""
    entities: list[dict[str, Any]] = []
    for line, _ in fitted(lines(notice), _LIMIT, _line, _units):
        text += "\n" if text else ""
        for run in line.runs:
            written = _written(run)
            place = {"offset": _units(text), "length": _units(written)}
            if run.is_url:
                entities.append({"type": "text_link", **place, "url": run.text})
            elif run.strong and written:
                entities.append({"type": "bold", **place})
            text += written
    return {
        "chat_id": chat,
        **({} if topic is None else {"message_thread_id": topic}),
        "text": text,
        "entities": entities,
        "link_preview_options": {"is_disabled": True},
    }


def defused(text: str) -> str:
    """Text in which Telegram finds no name, tag or command: an invisible word joiner parts the sign from it."""
    return _TAKEN_UP.sub("\\1\u2060", text)


def is_gone(answer: Answer) -> bool:
    """Whether the chat is no more, or the bot was sent away."""
    said = str(answer.document.get("description", ""))
    return answer.status == 410 or (answer.status in (400, 403) and any(words in said for words in _GONE))


def wish(answer: Answer) -> timedelta | None:
    """The pause that the answer's body asks for, in seconds."""
    parameters = answer.document.get("parameters")
    return pause(parameters.get("retry_after")) if isinstance(parameters, dict) else None


def _line(line: Line) -> str:
    return "".join(_written(run) for run in line.runs)


def _written(run: Run) -> str:
    return run.text if run.is_url else defused(run.text)


def _units(text: str) -> int:
    """The length in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
