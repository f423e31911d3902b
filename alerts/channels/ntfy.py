"""ntfy: a topic of ntfy.sh or of a server of one's own (docs.ntfy.sh, "Publish as JSON")."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from alerts.channels.chat import ChatChannel
from alerts.channels.chat_lines import fitted, in_bytes, lines, subject
from alerts.channels.posting import Post
from alerts.channels.story_words import is_linkable
from alerts.notice import AnyNotice, Notice, StoriesNotice
from egress import Policy
from storage.records import Severity

# ntfy takes 4,096 bytes, and makes an attachment of more.
_LIMIT = 3900
_TITLE_LIMIT = 400
_PRIORITY = {Severity.INFO: 2, Severity.WARNING: 3, Severity.CRITICAL: 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class NtfySettings:
    """The topic's address, a secret where its name is one, and the token of a user who may write to it.

    `timeout` is seconds for one whole request.
    """

    url: SecretStr
    token: SecretStr | None = None
    timeout: float = 15.0
    egress: Policy = field(default_factory=Policy)


def ntfy(name: str, settings: NtfySettings) -> ChatChannel:
    """The channel. Raises ValueError, without showing it, where the address names no topic."""
    server, topic = _parted(settings.url.get_secret_value())
    token = settings.token.get_secret_value() if settings.token else ""
    post = Post(
        url=SecretStr(server),
        secrets=(topic, token) if token else (topic,),
        timeout=settings.timeout,
        egress=settings.egress,
    )
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return ChatChannel(name, post, partial(form, topic=topic), headers)


def form(notice: AnyNotice, *, topic: str) -> dict[str, Any]:
    """The message as JSON, so that no word of it becomes a header; ntfy reads no markup unless it is asked to."""
    head, *rest = lines(notice)
    shown = fitted(rest, _LIMIT - _TITLE_LIMIT, size=in_bytes)
    made: dict[str, Any] = {
        "topic": topic,
        "title": _cut(subject(notice)),
        "message": "\n".join(rendered for _, rendered in shown) or head.text,
    }
    if isinstance(notice, Notice | StoriesNotice) and notice.severity is not None:
        made["priority"] = _PRIORITY[notice.severity]
    if isinstance(notice, Notice) and is_linkable(notice.url):
        made["click"] = notice.url
    return made


def _parted(url: str) -> tuple[str, str]:
    """The server and the topic."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    server, _, topic = url.partition("?")[0].rstrip("/").rpartition("/")
    if not topic or parts.path in ("", "/"):
        raise ValueError("the channel's url names no topic of ntfy")
    return f"{server}/", topic


def _cut(text: str) -> str:
    return text.encode()[:_TITLE_LIMIT].decode(errors="ignore")
