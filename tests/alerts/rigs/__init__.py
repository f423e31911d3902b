"""Real other sides for channels: a rig runs a server on loopback that answers as it is told.

To put a channel under the contract, write a rig for it and name it in `RIGS`.
"""

from __future__ import annotations

from tests.alerts.rigs.answers import Answer, Rig
from tests.alerts.rigs.apprise import AppriseRig
from tests.alerts.rigs.chats import DiscordRig, NtfyRig, SlackRig, TeamsRig, TelegramRig
from tests.alerts.rigs.mail import MailRig
from tests.alerts.rigs.webhook import WebhookRig

RIGS: dict[str, type[Rig]] = {
    "email": MailRig,
    "webhook": WebhookRig,
    "slack": SlackRig,
    "discord": DiscordRig,
    "teams": TeamsRig,
    "telegram": TelegramRig,
    "ntfy": NtfyRig,
    "apprise": AppriseRig,
}

__all__ = ["RIGS", "Answer", "Rig"]
