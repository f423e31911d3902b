"""Telling people in a chat: one POST of JSON a notice, in the form of the service."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import SecretStr

from alerts.channels.posting import Post, Poster
from alerts.notice import AnyNotice
from egress import Policy

#: Makes the body of a service of a notice; pure.
Form = Callable[[AnyNotice], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatSettings:
    """The address that a service gave for one chat, a secret. `timeout` is seconds for one whole request."""

    url: SecretStr
    timeout: float = 15.0
    egress: Policy = field(default_factory=Policy)


class ChatChannel:
    """One message a notice; see `Poster` for what an answer means."""

    def __init__(self, name: str, post: Post, form: Form, headers: Mapping[str, str] | None = None) -> None:
        """Raise ValueError, without showing it, where the URL cannot be used."""
        self.name = name
        self._form = form
        self._headers = {**(headers or {}), "Content-Type": "application/json; charset=utf-8"}
        self._poster = Poster(post)

    async def deliver(self, notice: AnyNotice) -> str:
        """Post the message; see `Channel.deliver`."""
        body = json.dumps(self._form(notice), ensure_ascii=False, separators=(",", ":"))
        return await self._poster.post(body.encode(), self._headers)

    async def close(self) -> None:
        """Close the connections that are kept open."""
        await self._poster.close()
