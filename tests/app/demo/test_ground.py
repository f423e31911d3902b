"""The demo's folder and its configuration."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from alerts.routing.schedule import next_digest, parse_digest
from app.config import load
from app.config.routing import route_tree
from app.demo.ground import MAIL_CHANNEL, Endpoints, configuration, digest_after, write
from app.demo.newsroom.catalogue import load_outlets
from app.demo.receiver import make_secret
from app.demo.watches import FIRES, load_watches

ENDPOINTS = Endpoints(
    mail_host="127.0.0.1", mail_port=25, webhook_url="http://127.0.0.1/hook", webhook_secret=make_secret()
)


def written(folder: Path, digest: str | None) -> Path:
    urls = {outlet.slug: "http://127.0.0.1/feed" for outlet in load_outlets()}
    config = folder / "wirewatch.toml"
    write(config, configuration(load_outlets(), urls, load_watches(), ENDPOINTS, digest=digest))
    return config


def test_the_fires_are_told_in_a_digest_by_mail(tmp_path: Path) -> None:
    tree = route_tree(load(written(tmp_path, "daily 07:30")))
    [route] = tree.root.routes
    assert route.match.watches == (FIRES,)
    assert route.channels == (MAIL_CHANNEL,)
    assert route.digest == parse_digest("daily 07:30")


def test_without_a_digest_there_is_one_route(tmp_path: Path) -> None:
    assert route_tree(load(written(tmp_path, None))).root.routes == ()


def test_the_file_is_written_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    for digest in ("daily 07:30", "daily 07:31"):
        config = written(tmp_path, digest)
        assert config.stat().st_mode & 0o777 == 0o600
        assert digest in config.read_text("utf-8")
    assert [*tmp_path.iterdir()] == [config]


@pytest.mark.parametrize("second", [0, 1, 59])
@pytest.mark.parametrize(("hour", "minute"), [(7, 30), (7, 59), (23, 59)])
def test_the_digest_comes_with_the_next_full_minute(hour: int, minute: int, second: int) -> None:
    moment = datetime(2026, 3, 2, hour, minute, second, tzinfo=UTC)
    due = next_digest(parse_digest(digest_after(moment)), ZoneInfo("UTC"), moment)
    assert 0 < (due - moment).total_seconds() <= 60
