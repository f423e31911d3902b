"""The channels of a configuration, made from their tables. A library is loaded only where it is used."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from app.config.channel_tables import (
    AppriseTable,
    ChannelTable,
    ChatTable,
    EmailTable,
    FileTable,
    NtfyTable,
    StdoutTable,
    TelegramTable,
    WebhookTable,
)
from egress import Policy

if TYPE_CHECKING:
    from collections.abc import Callable

    from alerts.channels import Channel
    from alerts.channels.chat import ChatChannel, ChatSettings


def made(table: ChannelTable, folder: Path, allow: tuple[str, ...]) -> Channel:
    """The channel, not connected yet. Paths start from `folder`; `allow` is what `[egress]` allows."""
    egress = Policy.allowing(allow)
    match table:
        case EmailTable():
            return _email(table, egress)
        case WebhookTable():
            return _webhook(table, egress)
        case ChatTable():
            return _chat(table, egress)
        case TelegramTable():
            return _telegram(table, egress)
        case NtfyTable():
            return _ntfy(table, egress)
        case AppriseTable():
            from alerts.channels.apprise import AppriseChannel, AppriseSettings

            return AppriseChannel(table.name, AppriseSettings(url=table.url.secret(), allow=allow))
        case FileTable():
            from alerts.channels.lines_file import FileChannel, FileSettings

            return FileChannel(table.name, FileSettings(path=folder / table.path))
        case StdoutTable():
            from alerts.channels.lines_file import StdoutChannel

            return StdoutChannel(table.name)


def _email(table: EmailTable, egress: Policy) -> Channel:
    from alerts.channels.email import EmailChannel, EmailSettings, Security

    return EmailChannel(
        table.name,
        EmailSettings(
            host=table.host,
            port=table.effective_port,
            security=Security(table.security),
            username=table.username.value if table.username else None,
            password=table.password.secret() if table.password else None,
            sender=table.sender,
            recipients=table.to,
            unsubscribe=table.unsubscribe,
            egress=egress,
        ),
    )


def _webhook(table: WebhookTable, egress: Policy) -> Channel:
    from alerts.channels.webhook import WebhookChannel, WebhookSettings

    secret, *old = table.secret
    return WebhookChannel(
        table.name,
        WebhookSettings(
            url=table.url.secret(),
            secret=secret.secret(),
            old_secret=old[0].secret() if old else None,
            headers={name: value.secret() for name, value in table.headers.items()},
            egress=egress,
        ),
    )


def _chat(table: ChatTable, egress: Policy) -> Channel:
    from alerts.channels.chat import ChatSettings
    from alerts.channels.discord import discord
    from alerts.channels.slack import slack
    from alerts.channels.teams import teams

    services: Mapping[str, Callable[[str, ChatSettings], ChatChannel]] = {
        "slack": slack,
        "discord": discord,
        "teams": teams,
    }
    return services[table.type](table.name, ChatSettings(url=table.url.secret(), egress=egress))


def _telegram(table: TelegramTable, egress: Policy) -> Channel:
    from alerts.channels.telegram import SERVER, TelegramSettings, telegram

    return telegram(
        table.name,
        TelegramSettings(
            token=table.token.secret(),
            chat=table.chat,
            topic=table.topic,
            server=table.server or SERVER,
            egress=egress,
        ),
    )


def _ntfy(table: NtfyTable, egress: Policy) -> Channel:
    from alerts.channels.ntfy import NtfySettings, ntfy

    token = table.token.secret() if table.token else None
    return ntfy(table.name, NtfySettings(url=table.url.secret(), token=token, egress=egress))
