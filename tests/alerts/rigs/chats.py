"""The rigs of the chat services."""

from __future__ import annotations

from pydantic import SecretStr

from alerts.channels import Channel
from alerts.channels.chat import ChatSettings
from alerts.channels.discord import discord
from alerts.channels.ntfy import NtfySettings, ntfy
from alerts.channels.slack import slack
from alerts.channels.teams import teams
from alerts.channels.telegram import TelegramSettings, telegram
from tests.alerts.rigs.http import HttpRig

TOKEN = "T0K3N-of-the-chat"


def _settings(server: str, timeout: float) -> ChatSettings:
    return ChatSettings(url=SecretStr(f"{server}/services/{TOKEN}"), timeout=timeout)


class SlackRig(HttpRig):
    """An incoming webhook."""

    secrets = (TOKEN,)

    def make(self, server: str) -> Channel:
        return slack("slack", _settings(server, self.timeout))


class DiscordRig(HttpRig):
    """A channel's webhook."""

    secrets = (TOKEN,)

    def make(self, server: str) -> Channel:
        return discord("discord", _settings(server, self.timeout))


class TeamsRig(HttpRig):
    """A workflow."""

    secrets = (TOKEN,)

    def make(self, server: str) -> Channel:
        return teams("teams", _settings(server, self.timeout))


class TelegramRig(HttpRig):
    """A Bot API of one's own."""

    secrets = (TOKEN, f"123456:{TOKEN}")

    def make(self, server: str) -> Channel:
        settings = TelegramSettings(
            token=SecretStr(f"123456:{TOKEN}"), chat="-1001", server=server, timeout=self.timeout
        )
        return telegram("telegram", settings)


class NtfyRig(HttpRig):
    """A topic with a token."""

    secrets = (TOKEN, "secret-topic")

    def make(self, server: str) -> Channel:
        url = SecretStr(f"{server}/secret-topic")
        return ntfy("ntfy", NtfySettings(url=url, token=SecretStr(TOKEN), timeout=self.timeout))
