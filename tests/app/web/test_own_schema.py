"""A desk whose database is migrated beneath it says so, and reads and writes nothing there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from app.web import own_schema
from storage import schema
from storage.database import Database
from storage.records import Silence
from storage.telling.silences import Silences
from tests.app.web.filled import asked

NOW = datetime.now(UTC).replace(microsecond=0)


def test_a_desk_beside_another_schema_answers_nothing(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_schema, "LOOK_EVERY", 0.0)
    silence = Silences(db).add(
        Silence(
            id=0, starts_at=NOW, ends_at=NOW + timedelta(days=1), comment="an exercise", watches=("troops",)
        )
    )
    with asked(db) as client:
        assert client.get("/api/v1/articles").status_code == 200
        with db.write() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        for path in ("/", "/search", "/api/v1/articles", "/alerts"):
            answer = client.get(path)
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60"), path
            assert "start the desk of that version" in answer.text
        ending = {"Origin": "http://testserver"}
        changed = client.post(f"/alerts/silences/{silence.id}/end", headers=ending)
        assert changed.status_code == 503
        assert client.get("/healthz").status_code == 503
        with db.write() as connection:
            back = text("UPDATE alembic_version SET version_num = :head")
            connection.execute(back, {"head": schema.revisions()[-1]})
        assert client.get("/api/v1/articles").status_code == 200
    assert Silences(db).list(NOW) == [silence]
