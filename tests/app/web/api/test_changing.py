"""What programs may change: marks, polls, and what waits to be sent."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from app.web.problems import MEDIA_TYPE
from storage.database import Database
from storage.flags import Flags
from storage.marks import Mark, Marks
from storage.outbox import Outbox
from storage.records import DeliveryState, PollResult, RunOutcome
from storage.sources import Sources
from tests.app.web.filled import NOW


def test_a_hit_is_marked_and_listed_by_its_mark(client: TestClient, db: Database) -> None:
    hit = Flags(db).hits()[0][0].id
    made = client.post(f"/api/v1/hits/{hit}/marks", json={"mark": "noise", "note": "a drill"})
    assert made.status_code == 201
    assert made.json() == {"hit": hit, "mark": "noise", "note": "a drill", "ended": 0}
    assert [one.mark for one in Marks(db).marks_of([hit])[hit]] == [Mark.RELEVANT, Mark.NOISE]
    listed = client.get("/api/v1/hits", params={"mark": "noise"}).json()["items"]
    assert [(one["id"], one["marks"][-1]["note"]) for one in listed] == [(hit, "a drill")]


def test_handled_ends_what_waits(client: TestClient, db: Database) -> None:
    waiting = [one for one in Outbox(db).list() if one.hit_id and one.state is DeliveryState.WAITING]
    hit = waiting[0].hit_id
    made = client.post(f"/api/v1/hits/{hit}/marks", json={"mark": "handled"})
    assert made.json()["ended"] == len([one for one in waiting if one.hit_id == hit])


@pytest.mark.parametrize(
    "body", [{"mark": "nice"}, {"mark": "noise", "note": ""}, {"mark": "noise", "why": "x"}, {}, [], "noise"]
)
def test_a_mark_that_cannot_be_meant_is_refused(client: TestClient, db: Database, body: object) -> None:
    hit = Flags(db).hits()[0][0].id
    answer = client.post(f"/api/v1/hits/{hit}/marks", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, MEDIA_TYPE)
    assert len(Marks(db).marks_of([hit])[hit]) == 1


def test_there_is_no_hit_to_mark(client: TestClient) -> None:
    assert client.post("/api/v1/hits/999/marks", json={"mark": "noise"}).status_code == 404


def test_a_source_is_due_at_once(client: TestClient, db: Database) -> None:
    name = "herald/world & more"
    state = Sources(db).get(name)
    assert state is not None
    Sources(db).finish(
        state.id,
        PollResult(outcome=RunOutcome.OK),
        url=state.url,
        new=0,
        now=NOW,
        due_at=NOW + timedelta(hours=1),
    )
    asked = client.post(f"/api/v1/sources/{quote(name)}/check")
    assert (asked.status_code, asked.json()) == (202, {"name": name, "due_at": "2026-11-25T12:00:00Z"})
    after = Sources(db).get(name)
    assert after is not None
    assert after.due_at == NOW
    assert client.post("/api/v1/sources/nobody/check").status_code == 404


def test_a_dead_letter_waits_again_under_its_id(client: TestClient, db: Database) -> None:
    [dead] = client.get("/api/v1/deliveries", params={"state": "dead"}).json()["items"]
    assert dead["last_error"] == "410 Gone"
    path = f"/api/v1/deliveries/{dead['id']}/replay"
    asked = client.post(path)
    assert (asked.status_code, asked.json()["state"], asked.json()["id"]) == (202, "waiting", dead["id"])
    assert client.get("/api/v1/deliveries", params={"state": "dead"}).json()["items"] == []
    again = client.post(path)
    assert (again.status_code, again.headers["content-type"]) == (409, MEDIA_TYPE)
    assert client.post("/api/v1/deliveries/none/replay").status_code == 404


@pytest.mark.parametrize("path", ["/api/v1/hits", "/api/v1/deliveries", "/api/v1/stories"])
def test_pages_of_one_moment_give_each_row_once(client: TestClient, path: str) -> None:
    whole = [one["id"] for one in client.get(path).json()["items"]]
    seen, after = [], None
    while True:
        page = client.get(path, params={"limit": 1, **({} if after is None else {"after": after})}).json()
        seen += [one["id"] for one in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert seen == whole
    assert len(seen) >= 2
