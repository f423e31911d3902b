"""Articles, their pages, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from app.web.problems import MEDIA_TYPE
from storage.archive import Archive
from storage.database import Database
from storage.search import found
from tests.app.web.filled import NOW
from tests.storage.samples import article, collected
from watch import parse

PATH = "/api/v1/articles"
_FILTERS: list[tuple[dict[str, Any], int]] = [
    ({"source": "herald/world & more"}, 3),
    ({"language": "en"}, 2),
    ({"language": "EN-gb"}, 1),
    ({"section": "국방"}, 1),
    ({"since": "36h", "source": "herald/world & more"}, 2),
    ({"until": "36h", "source": "herald/world & more"}, 1),
    ({"watch": "troops"}, 3),
    ({"watch": "<b>never</b>"}, 0),
    ({"story": 999}, 0),
    ({"country": "kr"}, 0),
    ({"owner": "wire"}, 0),
]
_REFUSED = [
    ("source=Yonhab", "source", "no source has this name; did you mean 'Yonhap'?"),
    ("watch=troop", "watch", "no watch has this name; did you mean 'troops'?"),
    ("since=1d&until=2d", "until", "nothing lies between since and until"),
    ("since=yesterday", "since", "this is no moment"),
    ("sort=collected&after=p17", "after", "this is no cursor of a list by collected"),
    ("country=Korea", "country", "String should match pattern"),
    ("limit=0", "limit", "greater than or equal to 1"),
    ("lang=ko", "lang", "Extra inputs are not permitted"),
    ("story=99999999999999999999", "story", "less than or equal to"),
    ("section=%00", "section", "String should match pattern"),
]


def pages(client: TestClient, path: str, **asked: Any) -> list[list[Any]]:
    """The pages of a list, until the last."""
    shown = []
    after: str | None = None
    while True:
        answer = client.get(path, params=asked if after is None else {**asked, "after": after})
        assert answer.status_code == 200, answer.text
        shown.append([one["id"] for one in answer.json()["items"]])
        after = answer.json()["next"]
        if after is None:
            return shown


@pytest.mark.parametrize("sort", ["published", "collected"])
def test_pages_give_each_article_once(client: TestClient, db: Database, sort: str) -> None:
    whole = [one.id for one in Archive(db).newest(99)]
    found = pages(client, PATH, sort=sort, limit=3)
    assert [len(page) for page in found] == [3, 3, 1]
    assert sorted(one for page in found for one in page) == sorted(whole)
    if sort == "collected":
        assert [one for page in found for one in page] == whole


@pytest.mark.parametrize("sort", ["published", "collected"])
@pytest.mark.parametrize("path", [f"{PATH}?", "/api/v1/search?q=troops&"])
def test_pages_stay_right_while_articles_arrive(
    client: TestClient, db: Database, path: str, sort: str
) -> None:
    address = f"{path}sort={sort}&limit=2"
    before = [one["id"] for one in client.get(f"{path}sort={sort}").json()["items"]]
    first = client.get(address).json()
    collected(db, article("https://gazette.example/fresh", published_at=NOW), NOW + timedelta(hours=1))
    seen, after = [one["id"] for one in first["items"]], first["next"]
    while after is not None:
        page = client.get(f"{address}&after={after}").json()
        seen += [one["id"] for one in page["items"]]
        after = page["next"]
    assert seen == before


def test_a_list_without_a_query_is_that_of_a_search_for_what_all_hold(
    client: TestClient, db: Database
) -> None:
    listed = [one["id"] for one in client.get(PATH, params={"limit": 200}).json()["items"]]
    assert listed == [one.article.id for one in found(db, parse("troops OR they OR 북한군"))]


def test_filters_narrow(client: TestClient) -> None:
    for asked, count in _FILTERS:
        for sort in ("published", "collected"):
            answer = client.get(PATH, params={**asked, "sort": sort})
            assert len(answer.json()["items"]) == count, (asked, sort)


def test_what_cannot_be_meant_is_refused(client: TestClient) -> None:
    for query, parameter, said in _REFUSED:
        answer = client.get(f"{PATH}?{query}")
        assert (answer.status_code, answer.headers["content-type"]) == (422, MEDIA_TYPE), query
        problem = answer.json()
        assert (problem["status"], problem["parameter"]) == (422, parameter)
        assert said in problem["detail"]


def test_an_article_has_its_text_and_where_it_stands(client: TestClient, db: Database) -> None:
    number = client.get(PATH, params={"section": "국방"}).json()["items"][0]["id"]
    shown = client.get(f"{PATH}/{number}").json()
    assert shown["title"] == "북한군 이동"
    assert shown["text"].startswith("Troops moved.")
    assert (shown["revision"], shown["revisions"], shown["provenance"], shown["story"]) == (1, 1, {}, None)
    assert shown["published_at"] == "2026-11-25T12:00:00Z"
    revised = next(one.id for one in Archive(db).newest(99) if one.revision == 2)
    shown = client.get(f"{PATH}/{revised}").json()
    assert shown["story"] is not None
    words = client.get(f"{PATH}/{revised}/revisions").json()["items"]
    assert [one["text"] for one in words] == ["They went by rail.", "They went by road."]


@pytest.mark.parametrize(
    "path", [f"{PATH}/999", f"{PATH}/999/revisions", "/api/v1/none", "/api/v1/stories/9"]
)
def test_what_is_not_there_is_a_problem(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, MEDIA_TYPE)
    assert answer.json()["title"] == "Not Found"


def test_another_method_is_a_problem_that_names_the_right_one(client: TestClient) -> None:
    answer = client.delete(PATH)
    assert (answer.status_code, answer.headers["content-type"]) == (405, MEDIA_TYPE)
    assert answer.headers["allow"] == "GET"


def test_names_hold_slashes(client: TestClient) -> None:
    name = "herald/world & more"
    assert client.get(f"/api/v1/sources/{quote(name)}").json()["name"] == name
    assert client.get(f"/api/v1/sources/{quote(name, safe='')}").json()["articles"] == 3
