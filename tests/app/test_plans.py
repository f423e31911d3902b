"""Plans from a file: told apart by content, refused on one line, never with another database."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.config import ConfigError
from app.plans import ConfigPlans
from scheduler.plan import PlanError
from tests.app.config.files import FULL, MINIMAL, SECRETS


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SMTP_PASSWORD", "s3cret-smtp")
    path = tmp_path / "wirewatch.toml"
    path.write_text(FULL)
    return path


async def test_a_plan_holds_what_the_file_says(file: Path) -> None:
    plan = ConfigPlans(file).current()
    assert [source.name for source in plan.sources] == ["Paid paper", "Wire"]
    assert [entry.name for entry in plan.watchlist] == ["Troops", "Drones"]
    assert set(plan.channels) == {"desk", "hook"}
    assert plan.runs_at_once == 4


async def test_a_file_has_changed_until_it_was_read_valid_or_not(file: Path) -> None:
    plans = ConfigPlans(file)
    assert plans.changed()
    plans.current()
    assert not plans.changed()
    file.write_text(FULL.replace('every = "1h"', "every = 1"))
    assert plans.changed()
    with pytest.raises(PlanError, match=r"sources\.0\.every") as refused:
        plans.current()
    assert "\n" not in str(refused.value)
    assert not plans.changed(), "it is refused once"
    file.unlink()
    assert plans.changed()
    with pytest.raises(PlanError, match="no such file"):
        plans.current()
    file.write_text(FULL)
    assert plans.changed()


async def test_every_problem_is_in_the_one_line_and_no_secret(file: Path) -> None:
    file.write_text(FULL.replace('every = "1h"', "every = 1").replace('query = "drone*"', 'query = "AND"'))
    with pytest.raises(PlanError) as refused:
        ConfigPlans(file).current()
    assert "sources.0.every" in str(refused.value)
    assert "watches.1.query" in str(refused.value)
    assert not any(secret in str(refused.value) for secret in SECRETS)


async def test_another_database_is_refused_once_one_is_open(tmp_path: Path) -> None:
    file = tmp_path / "wirewatch.toml"
    file.write_text(MINIMAL)
    plans = ConfigPlans(file)
    assert plans.database_url() == f"sqlite:///{tmp_path / 'wirewatch.db'}"
    plans.current()
    file.write_text('[database]\nurl = "postgresql://desk:s3cret@db.lan/wirewatch"\n' + MINIMAL)
    with pytest.raises(PlanError, match=r"database\.url: another database needs another start") as refused:
        plans.current()
    assert "s3cret" not in str(refused.value)


def test_the_database_of_an_invalid_file_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "wirewatch.toml"
    file.write_text("[database]\nurl = 5\n")
    with pytest.raises(ConfigError):
        ConfigPlans(file).database_url()
