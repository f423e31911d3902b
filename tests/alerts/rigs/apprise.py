"""The rig of what goes through Apprise: its JSON service, to a server on loopback."""

from __future__ import annotations

from pydantic import SecretStr

from alerts.channels import Channel
from alerts.channels.apprise import AppriseChannel, AppriseSettings
from tests.alerts.rigs.http import HttpRig

TOKEN = "T0K3N-of-apprise"


class AppriseRig(HttpRig):
    """Answers `json://`, which posts a title and a message."""

    secrets = (TOKEN, "p4ssw0rd")

    def make(self, server: str) -> Channel:
        host = server.removeprefix("http://")
        url = SecretStr(f"json://user:p4ssw0rd@{host}/{TOKEN}")
        return AppriseChannel("apprise", AppriseSettings(url=url, timeout=self.timeout))
