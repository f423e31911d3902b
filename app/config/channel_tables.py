"""The `[[channels]]` of `wirewatch.toml`: one table a kind."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.config.channel_fields import (
    AppriseAddress,
    BotToken,
    ChatAddress,
    ChatName,
    FileName,
    MailtoAddress,
    SigningKeys,
    TopicAddress,
)
from app.config.fields import HeaderValue, Host, Mailbox, WebAddress, WebhookAddress, WebhookHeader
from app.config.secrets import Reference, Secret
from app.config.watching import ChannelBase

_PORTS = {"starttls": 587, "tls": 465, "none": 25}


class EmailTable(ChannelBase):
    """A mail server, and who is written to. The port follows from `security` unless it is given.

    `unsubscribe` is where those write to who want no more mail: the sender unless it is given.
    """

    type: Literal["email"]
    host: Host
    port: int | None = Field(default=None, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: Reference | None = None
    password: Secret | None = None
    sender: Mailbox = Field(alias="from")
    to: Annotated[tuple[Mailbox, ...], Field(strict=False, min_length=1, max_length=100)]
    unsubscribe: MailtoAddress | None = None

    @property
    def effective_port(self) -> int:
        """The port that is used."""
        return self.port if self.port is not None else _PORTS[self.security]


class WebhookTable(ChannelBase):
    """A program that is told by a signed POST (Standard Webhooks); a list of two secrets while they are changed."""

    type: Literal["webhook"]
    url: WebhookAddress
    secret: SigningKeys
    headers: dict[WebhookHeader, HeaderValue] = Field(default_factory=dict)


class ChatTable(ChannelBase):
    """A chat that is told at the address that its service gave for it."""

    type: Literal["slack", "discord", "teams"]
    url: ChatAddress


class TelegramTable(ChannelBase):
    """A chat of Telegram, and the bot that writes to it; `server` is a Bot API of one's own."""

    type: Literal["telegram"]
    token: BotToken
    chat: ChatName
    topic: int | None = Field(default=None, ge=1)
    server: WebAddress | None = None


class NtfyTable(ChannelBase):
    """A topic of ntfy, by its address; `token` where the server asks for one."""

    type: Literal["ntfy"]
    url: TopicAddress
    token: HeaderValue | None = None


class AppriseTable(ChannelBase):
    """Any service that Apprise knows, by its address."""

    type: Literal["apprise"]
    url: AppriseAddress


class FileTable(ChannelBase):
    """A file to which a line of JSON is appended; its path is relative to the configuration file."""

    type: Literal["file"]
    path: FileName


class StdoutTable(ChannelBase):
    """Standard output, a line of JSON a notice."""

    type: Literal["stdout"]


ChannelTable = Annotated[
    EmailTable
    | WebhookTable
    | ChatTable
    | TelegramTable
    | NtfyTable
    | AppriseTable
    | FileTable
    | StdoutTable,
    Field(discriminator="type"),
]
#: The table of each kind, in the order in which they are named to people.
CHANNEL_TABLES: dict[str, type[ChannelBase]] = {
    "email": EmailTable,
    "webhook": WebhookTable,
    "slack": ChatTable,
    "discord": ChatTable,
    "teams": ChatTable,
    "telegram": TelegramTable,
    "ntfy": NtfyTable,
    "apprise": AppriseTable,
    "file": FileTable,
    "stdout": StdoutTable,
}
