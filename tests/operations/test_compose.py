"""The compose file: its commands are those of the command line, and its workers share their work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.app.cli.test_commands import ALL, options

FOLDER = Path(__file__).parents[2] / "docs" / "operations" / "compose"
SERVICES: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yml").read_text("utf-8"))["services"]
OURS = ("migrate", "worker", "web")


@pytest.mark.parametrize("name", OURS)
def test_it_starts_a_command_that_there_is(name: str) -> None:
    words = SERVICES[name]["command"]
    path = tuple(word for word in words if not word.startswith("-"))
    assert path in ALL
    assert {word.partition("=")[0] for word in words if word.startswith("-")} <= set(options(ALL[path]))


def test_three_workers_share_their_work_on_a_database_that_answers() -> None:
    worker = SERVICES["worker"]
    assert worker["deploy"]["replicas"] == 3
    assert "--engine=procrastinate" in worker["command"]
    assert worker["depends_on"]["postgres"]["condition"] == "service_healthy"
    assert "healthcheck" in SERVICES["postgres"]


@pytest.mark.parametrize("name", OURS)
def test_the_image_is_built_of_this_checkout(name: str) -> None:
    build = SERVICES[name]["build"]
    root = (FOLDER / build["context"]).resolve()
    assert (root / "pyproject.toml").is_file()
    assert (root / build["dockerfile"]).is_file()
