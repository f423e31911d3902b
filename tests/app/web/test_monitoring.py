"""What monitors are told, and that the alerts that ship ask for nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text
from starlette.testclient import TestClient

from app.web.problems import MEDIA_TYPE
from storage.database import Database
from storage.workers import Workers
from tests.app.web.filled import NOW, asked

OPERATIONS = Path(__file__).parents[3] / "docs" / "operations"


@pytest.fixture
def db(filled_db: Database) -> Database:
    return filled_db


@pytest.fixture
def client(db: Database) -> Iterator[TestClient]:
    with asked(db) as found:
        yield found


def samples(client: TestClient) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """The figures by name and labels."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def rules() -> list[dict[str, Any]]:
    document = yaml.safe_load((OPERATIONS / "alerts.rules.yml").read_text("utf-8"))
    return [rule for group in document["groups"] for rule in group["rules"]]


def test_the_state_of_everything_is_told(client: TestClient, db: Database) -> None:
    Workers(db).heartbeat("w1", NOW + timedelta(seconds=5))
    found = samples(client)
    told = {name: value for (name, labels), value in found.items() if not labels}
    assert (told["wirewatch_archive_up"], told["wirewatch_articles"], told["wirewatch_hits"]) == (1, 7, 3)
    assert told["wirewatch_deliveries_dead"] == 1
    assert told["wirewatch_delivery_oldest_waiting_timestamp_seconds"] == NOW.timestamp()
    assert told["wirewatch_worker_heartbeat_timestamp_seconds"] == NOW.timestamp() + 5
    assert "wirewatch_worker_last_pass_timestamp_seconds" not in told
    assert told["wirewatch_workers"] == 1
    assert found["wirewatch_channel_deliveries_dead", (("channel", "mail"),)] == 1
    states = {labels[0][1]: value for (name, labels), value in found.items() if name == "wirewatch_sources"}
    assert (states["gone"], states["unprobed"], states["ok"], sum(states.values())) == (1, 2, 0, 3)


def test_requests_are_counted_by_the_template_of_the_route(client: TestClient) -> None:
    for path in ("/api/v1/articles/1", "/api/v1/articles/2", "/api/v1/articles/999", "/nothing/<b>", "/"):
        client.get(path)
    client.request("BREW", "/nothing")
    counted = {
        tuple(value for _, value in labels): count
        for (name, labels), count in samples(client).items()
        if name == "wirewatch_desk_requests_total"
    }
    assert counted["GET", "/api/v1/articles/{article_id}", "200"] == 2
    assert counted["GET", "/api/v1/articles/{article_id}", "404"] == 1
    assert counted["GET", "none", "404"] == 1
    assert counted["other", "none", "404"] == 1
    assert counted["GET", "/", "200"] == 1
    durations = samples(client)
    route = (("method", "GET"), ("route", "/api/v1/articles/{article_id}"))
    assert durations["wirewatch_desk_request_duration_seconds_count", route] == 3


def test_a_desk_without_its_archive_says_so(client: TestClient, db: Database) -> None:
    with db.write() as connection:
        connection.execute(text("ALTER TABLE hits RENAME TO elsewhere"))
    found = samples(client)
    assert found["wirewatch_archive_up", ()] == 0
    assert ("wirewatch_articles", ()) not in found


def test_health_is_that_of_the_database_and_its_schema(client: TestClient, db: Database) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    with db.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.headers["content-type"]) == (503, MEDIA_TYPE)
    assert "wirewatch db upgrade" in answer.json()["detail"]
    with db.write() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    answer = client.get("/healthz")
    assert (answer.status_code, int(answer.headers["retry-after"])) == (503, 5)


def test_each_alert_asks_for_what_is_told_and_is_explained(client: TestClient, db: Database) -> None:
    Workers(db).passed("w1", NOW)
    client.get("/")
    told = {name for name, _ in samples(client)} | {"up"}
    page = (OPERATIONS / "monitoring.md").read_text("utf-8")
    names = [rule["alert"] for rule in rules()]
    assert len(names) == len(set(names)) > 10
    for rule in rules():
        assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert rule["annotations"]["summary"]
        wanted = set(re.findall(r"\b(?:wirewatch_[a-z_]+|up)\b", rule["expr"]))
        assert wanted, rule["alert"]
        # What a story waits for has a sample only while one does.
        assert wanted - told <= {"wirewatch_story_next_release_timestamp_seconds"}, rule["alert"]
        assert f"| `{rule['alert']}` |" in page
    assert set(re.findall("`(Wirewatch[A-Za-z]+)` \\|", page)) == set(names)


def test_the_page_names_all_that_is_told(client: TestClient) -> None:
    page = (OPERATIONS / "monitoring.md").read_text("utf-8")
    metrics = client.get("/metrics").text
    for name in re.findall("^# TYPE wirewatch_([a-z_]+) ", metrics, re.MULTILINE):
        assert re.search(rf"`{name}[`{{]", page), name
