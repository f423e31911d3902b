"""The file that `wirewatch init` writes."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

import watch
from app.config import load
from app.config.cautions import failing_examples
from app.config.channel_tables import CHANNEL_TABLES
from app.config.route_tables import ChildRouteTable, MatchTable
from app.config.routing import route_tree
from app.config.tables import (
    BasicAuth,
    Database,
    Egress,
    Manners,
    SourceTable,
    WatchTable,
)
from app.config.watching import HeartbeatTable, LimitsTable
from tests.app.config.files import load_text

_FILE = Path(__file__).parents[3] / "app/config/template.toml"
_TEXT = _FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "table",
    [
        Database,
        Egress,
        Manners,
        SourceTable,
        BasicAuth,
        WatchTable,
        ChildRouteTable,
        MatchTable,
        *CHANNEL_TABLES.values(),
        HeartbeatTable,
        LimitsTable,
    ],
)
def test_it_names_every_key(table: type[BaseModel]) -> None:
    keys = [field.alias or name for name, field in table.model_fields.items()]
    # the port is named in the line on security, and routes stand below by their headers
    keys = [key for key in keys if key not in ("port", "routes")]
    section = _TEXT[_TEXT.index("[manners]") : _TEXT.index("[[sources]]")] if table is Manners else _TEXT
    assert [key for key in keys if not re.search(rf"(?m)(^|[#{{,])\s*{key} = ", section)] == []


def test_it_loads_as_it_is() -> None:
    config = load(_FILE, {})
    assert [source.name for source in config.sources] == ["The Defense News"]
    assert config.channels == ()


def test_its_defaults_are_the_defaults(tmp_path: Path) -> None:
    shown_defaults = re.sub(r"(?m)^# (delay|timeout|max_response|runs_at_once|obey_robots) =", r"\1 =", _TEXT)
    written = load_text(tmp_path, shown_defaults, {})
    assert written.manners == load(_FILE, {}).manners
    assert {
        "delay",
        "timeout",
        "max_response",
        "runs_at_once",
        "obey_robots",
    } <= written.manners.model_fields_set


def test_its_examples_load_once_they_are_uncommented(tmp_path: Path) -> None:
    environ = {
        "PAPER_KEY": "k",
        "PAPER_PASSWORD": "p",
        "PAPER_AGENT": "Reader/1.0",
        "PAPER_PROXY": "socks5h://proxy.lan:1080",
        "WIREWATCH_SMTP_PASSWORD": "p",
        "WIREWATCH_HEARTBEAT": "https://watcher.example/ping/0b6f",
        "WIREWATCH_CHAT": "https://hooks.slack.test/services/T0/B0/x",
        "WIREWATCH_BOT": "123456:AAbbCCddEEffGGhhIIjjKK",
        "WIREWATCH_NTFY": "tk_x",
        "WIREWATCH_APPRISE": "gotify://push.test/AbCdEf",
        "WIREWATCH_WEBHOOK_SECRET": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    }
    (tmp_path / "secrets").mkdir()
    for name in ("paper-cookie", "webhook-token"):
        (tmp_path / "secrets" / name).write_text("value\n")
    (tmp_path / "aliases.toml").write_text('[[aliases]]\nname = "rail"\nforms.en = ["by rail"]\n')
    uncommented = re.sub(r"(?m)^# (\[|[a-z_]+ = |# )", r"\1", _TEXT)
    config = load_text(tmp_path, uncommented, environ)
    assert len(config.sources) == 2
    assert [channel.name for channel in config.channels] == [
        "desk",
        "newsroom system",
        "chat",
        "bot",
        "pocket",
        "another service",
        "log",
    ]
    assert config.watches[0].channels == ("desk",)
    assert [route.name for route in route_tree(config).by_name.values()] == [
        "root",
        "phone",
        "watch North Korea troop deployments",
    ]
    assert [alias.name for alias in config.aliases] == ["our_ships", "rail"]
    assert list(failing_examples(config)) == []


@pytest.mark.parametrize(
    ("title", "text", "hits"),
    [
        ("Pyongyang to dispatch soldiers to Kursk", "They deploy in May.", True),
        ("Exercise", "North Korean troops were sent to fight for Russia, a general said.", True),
        ("파병", "북한이 러시아에 병력을 보냈다.", True),
        ("Kremlin", "Moscow denied that North Korea had sent troops to Russia.", False),
        ("Trade", "North Korea exports coal to Russia.", False),
        ("Flood relief", "Pyongyang sent soldiers to repair dams on the Yalu.", False),
    ],
)
def test_its_watch(title: str, text: str, hits: bool) -> None:
    [table] = load(_FILE, {}).watches
    assert table.name == "North Korea troop deployments"
    assert (watch.match(table.query, watch.Document.of(title, text)) is not None) == hits
