"""A client that follows the changes has the archive, and each change once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from storage.archive import Archive
from storage.database import Database
from storage.records import CollectedArticle
from tests.app.web.filled import NOW
from tests.storage.samples import article, collected, source

PATH = "/api/v1/sync/articles"


class Follower:
    """A program that keeps a copy."""

    def __init__(self, client: TestClient, limit: int = 4) -> None:
        self._client = client
        self._limit = limit
        self.after = "r0"
        self.seen: list[tuple[int, int]] = []

    def catch_up(self) -> None:
        while True:
            page = self._ask()
            for one in page["items"]:
                shown = one["article"]
                assert one["kind"] == ("new" if shown["revision"] == 1 else "revised")
                self.seen.append((shown["id"], shown["revision"]))
            self.after = page["next"]
            if page["is_all"]:
                return

    def _ask(self) -> Any:
        answer: httpx2.Response = self._client.get(PATH, params={"after": self.after, "limit": self._limit})
        assert answer.status_code == 200, answer.text
        return answer.json()


def revisions(db: Database) -> Counter[tuple[int, int]]:
    with db.read() as connection:
        rows = connection.execute(text("SELECT article_id, number FROM article_revisions")).all()
    return Counter((row.article_id, row.number) for row in rows)


def test_from_the_beginning_it_is_all(client: TestClient, db: Database) -> None:
    follower = Follower(client)
    follower.catch_up()
    assert Counter(follower.seen) == revisions(db)
    follower.catch_up()
    assert Counter(follower.seen) == revisions(db)


def test_from_now_on_it_is_what_comes(client: TestClient, db: Database) -> None:
    start = client.get(PATH, params={"after": "now"}).json()
    assert (start["items"], start["is_all"]) == ([], True)
    collected(db, article("https://gazette.example/new"), NOW)
    page = client.get(PATH, params={"after": start["next"]}).json()
    assert [one["article"]["url"] for one in page["items"]] == ["https://gazette.example/new"]


def test_a_cursor_from_before_a_restore_is_refused(client: TestClient) -> None:
    answer = client.get(PATH, params={"after": "r999999"})
    assert (answer.status_code, answer.json()["parameter"]) == (409, "after")


@pytest.mark.parametrize("limit", [1, 50])
def test_beside_writers_there_is_no_gap_and_no_repeat(client: TestClient, db: Database, limit: int) -> None:
    number = source(db, NOW)

    def write(writer: int) -> None:
        for save in range(12):
            items = [
                CollectedArticle(
                    article=article(f"https://gazette.example/{save}-{each}", text=f"{writer} {each}"),
                    source_id=number,
                    lead_id=None,
                    backlog=False,
                )
                for each in range(3)
            ]
            Archive(db).save(items, NOW + timedelta(seconds=save))

    follower = Follower(client, limit)
    with ThreadPoolExecutor(4) as pool:
        writers = [pool.submit(write, writer) for writer in range(4)]
        while not all(one.done() for one in writers):
            follower.catch_up()
        for one in writers:
            one.result()
    follower.catch_up()
    assert Counter(follower.seen) == revisions(db)
    assert len(follower.seen) > 100
