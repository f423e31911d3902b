"""docs/channels.md: its example is a configuration that loads, and names every kind there is."""

from __future__ import annotations

import re
from pathlib import Path

from app.config.channel_tables import CHANNEL_TABLES
from app.config.projection import channels
from tests.app.config.files import SIGNING_KEY, load_text

PAGE = (Path(__file__).parents[3] / "docs" / "channels.md").read_text("utf-8")
ENVIRON = {
    "SMTP_PASSWORD": "pw",
    "NEW_SECRET": SIGNING_KEY,
    "OLD_SECRET": SIGNING_KEY,
    "SLACK_URL": "https://hooks.slack.test/services/T0/B0/x",
    "DISCORD_URL": "https://discord.test/api/webhooks/1/x",
    "TEAMS_URL": "https://flows.test/invoke?sig=x",
    "TELEGRAM_TOKEN": "123456:AAbbCCddEEffGGhhIIjjKK",
    "NTFY_TOKEN": "tk_x",
    "APPRISE_URL": "gotify://push.test/AbCdEf",
}


def test_the_example_names_every_kind_and_loads(tmp_path: Path) -> None:
    found = re.search(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None
    config = load_text(tmp_path, found[1], ENVIRON)
    assert {table.type for table in config.channels} == set(CHANNEL_TABLES)
    assert len(channels(config)) == len(CHANNEL_TABLES)
