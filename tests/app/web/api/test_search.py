"""Search, counts and backtests of the API say what the command line says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from app.web.backtesting import backtested
from app.web.problems import MEDIA_TYPE
from storage.database import Database
from storage.search import Period
from tests.app.web.filled import NOW
from tests.storage.samples import article, collected
from watch import parse

PATH = "/api/v1/search"


def test_the_passages_show_the_evidence(client: TestClient) -> None:
    answer = client.get(PATH, params={"q": "ministry AND 북한군", "limit": 5}).json()
    assert answer["query"] == "ministry AND 북한군"
    [found] = answer["items"]
    [passage] = [one for one in found["passages"] if "ministry" in one["text"]]
    assert {passage["text"][start:end] for start, end in passage["marks"]} >= {"ministry"}
    assert {one["text"] for one in found["evidence"]} >= {"ministry", "북한군"}
    assert answer["next"] is None


def test_polarity_and_cue_are_told(client: TestClient, db: Database) -> None:
    what = article(
        "https://gazette.example/denied", text="The ministry denied that troops crossed the border."
    )
    collected(db, what, NOW)
    asked = {"q": "EVENT(actor=troops, action=crossed)"}
    [found] = client.get(PATH, params=asked).json()["items"]
    assert (found["polarity"], found["cue"]) == ("denied", "denied that")


def test_a_fault_is_told_with_its_column(client: TestClient) -> None:
    for path in (PATH, f"{PATH}/counts", "/api/v1/backtest", "/search.atom", "/search.json", "/export"):
        answer = client.get(path, params={"q": "troops AND ("})
        assert (answer.status_code, answer.headers["content-type"]) == (422, MEDIA_TYPE), path
        assert (answer.json()["column"], answer.json()["parameter"]) == (12, "q")


def test_by_relevance_there_is_one_page(client: TestClient) -> None:
    answer = client.get(PATH, params={"q": "troops", "sort": "relevance", "limit": 2}).json()
    assert (len(answer["items"]), answer["next"]) == (2, None)
    refused = client.get(PATH, params={"q": "troops", "sort": "relevance", "after": "p1"})
    assert (refused.status_code, refused.json()["parameter"]) == (422, "after")


@pytest.mark.parametrize(
    ("by", "counts"),
    [
        ("day", {"2026-11-23": 1, "2026-11-24": 1, "2026-11-25": 5}),
        ("source", {"herald/world & more": 3, "gazette": 3, "Yonhap": 1}),
        ("language", {"": 4, "ko": 1, "en": 1, "en-GB": 1}),
        ("watch", {"troops": 3}),
    ],
)
def test_counts(client: TestClient, by: str, counts: dict[str, int]) -> None:
    answer = client.get(f"{PATH}/counts", params={"q": "troops", "by": by}).json()
    assert {one["of"]: one["articles"] for one in answer["items"]} == counts


def test_a_backtest_counts_and_shows(client: TestClient) -> None:
    answer = client.get("/api/v1/backtest", params={"q": "troops", "samples": 2}).json()
    assert (answer["hits"], answer["cut_off"], len(answer["samples"])) == (7, None, 2)
    assert answer["since"] == "2026-10-26T12:00:00Z"
    assert sum(one["articles"] for one in answer["by_day"]) == 7
    assert {one["of"] for one in answer["by_source"]} == {"gazette", "herald/world & more", "Yonhap"}
    assert answer["samples"][0]["evidence"][0]["text"].casefold() == "troops"


def _ticking() -> Iterator[float]:
    now = 0.0
    while True:
        yield now
        now += 1.0


def test_a_backtest_ends_when_the_time_is_over_or_enough_is_found(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    for number in range(120):
        collected(database, article(f"https://gazette.example/{number}"), NOW + timedelta(seconds=number))
    query, period, clock = parse("troops"), Period(), _ticking()
    whole = backtested(database, query, period, samples=3)
    assert (whole.counts.hits, whole.verified, whole.of, whole.cut_off) == (120, 120, 120, None)
    late = backtested(database, query, period, samples=3, patience=2.0, clock=lambda: next(clock))
    assert (late.counts.hits, late.of, late.cut_off, len(late.samples)) == (100, 120, "time", 3)
    full = backtested(database, query, period, samples=200, most_hits=10)
    assert (full.counts.hits, full.cut_off, len(full.samples)) == (50, "hits", 50)
    database.close()
