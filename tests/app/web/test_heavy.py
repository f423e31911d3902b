"""What keeps the interpreter busy is made a few at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.web import heavy
from app.web.problems import MEDIA_TYPE
from storage.database import Database
from tests.app.web.filled import asked


@pytest.fixture
def client(filled_sqlite: Database) -> Iterator[TestClient]:
    with asked(filled_sqlite) as found:
        yield found


@pytest.mark.parametrize("path", ["/api/v1/backtest?q=troops", "/api/v1/search/counts?q=troops"])
def test_one_too_many_is_told_to_come_back(
    client: TestClient, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heavy, "PATIENCE", 0.01)
    with heavy.heavy():
        assert client.get(path).status_code == 200
        with heavy.heavy():
            refused = client.get(path)
            assert (refused.status_code, refused.headers["content-type"]) == (503, MEDIA_TYPE)
            assert refused.headers["retry-after"] == "5"
            assert client.get("/api/v1/articles").status_code == 200
    assert client.get(path).status_code == 200


def test_so_are_files(client: TestClient) -> None:
    for _ in range(heavy.AT_ONCE):
        assert heavy.FILES.acquire(blocking=False)
    try:
        refused = client.get("/export")
        assert (refused.status_code, refused.headers["content-type"]) == (503, MEDIA_TYPE)
    finally:
        for _ in range(heavy.AT_ONCE):
            heavy.FILES.release()
    for _ in range(2 * heavy.AT_ONCE):
        assert client.get("/export").status_code == 200
