"""What hostile sites plant is text in feeds, files and headers too: for every one of the payloads."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import lxml.etree
import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from app.declared import DeclaredByFile
from app.web.application import build
from app.web.desk import Desk
from app.web.rate_limit import Limit
from app.web.security.hosts import LOOPBACK
from storage import schema
from storage.archive import Archive
from storage.database import Database
from storage.records import ArchivedArticle
from tests.desk_payloads.planting import WORD, payloads, plant

ATOM = "{http://www.w3.org/2005/Atom}"
# What a spreadsheet takes for a formula, wherever it skips what is unseen before it.
_LEADS = "=+-@＝＋－＠"
_UNSEEN = (
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2069\u3164"
)
_HEADERS = {
    *("date", "vary", "content-length", "content-type", "content-security-policy", "x-content-type-options"),
    *("x-frame-options", "referrer-policy", "cross-origin-opener-policy", "cross-origin-resource-policy"),
    *("permissions-policy", "cache-control", "etag", "content-disposition", "x-wire-mark"),
    *("ratelimit", "ratelimit-policy"),
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path_factory.mktemp('planted') / 'planted.db'}"
    schema.create(url)
    found = Database(url)
    plant(found, payloads(), datetime.now(UTC))
    yield found
    found.close()


@pytest.fixture(scope="module")
def client(database: Database, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    desk = Desk(
        database=database, configuration=DeclaredByFile(tmp_path_factory.mktemp("none") / "wirewatch.toml")
    )
    application = build(desk, hosts=LOOPBACK, limit=Limit(requests=1_000_000))
    return TestClient(application, base_url="http://localhost")


def articles(database: Database) -> list[ArchivedArticle]:
    found = Archive(database).newest(1_000)
    assert len(found) == len(payloads())
    return found


def asked(client: TestClient, address: str, **asked: Any) -> Response:
    answer = client.get(address, params=asked)
    assert answer.status_code == 200, answer.text[:300]
    assert {name.lower() for name in answer.headers} <= _HEADERS
    return answer


def test_a_feed_is_xml_whose_words_are_text(client: TestClient, database: Database) -> None:
    titles = set()
    for page in _pages(client):
        ids = [item["id"] for item in page["items"]]
        titles |= set(ids)
    assert len(titles) == len(payloads())
    answer = asked(client, "/search.atom", q=WORD, limit=100)
    root = lxml.etree.fromstring(answer.content)
    assert len(root.findall(f"{ATOM}entry")) == 100
    allowed = {
        "feed",
        "entry",
        "title",
        "id",
        "link",
        "updated",
        "published",
        "author",
        "name",
        "summary",
        "content",
    }
    allowed |= {"category", "generator", "source", "rights", "subtitle", "uri"}
    assert {lxml.etree.QName(one).localname for one in root.iter() if isinstance(one.tag, str)} <= allowed
    assert not [one for one in root.iter() if not isinstance(one.tag, str)]
    for link in root.iter(f"{ATOM}link"):
        assert link.get("href", "").startswith(("http://", "https://"))


def test_a_json_feed_and_the_api_are_json_with_the_words_as_they_are(
    client: TestClient, database: Database
) -> None:
    by_id = {one.id: one for one in articles(database)}
    feed = asked(client, "/search.json", q=WORD, limit=100).json()
    assert len(feed["items"]) == 100
    for item in feed["items"]:
        assert item.get("url", "https://").startswith(("http://", "https://"))
        assert "content_html" not in item
    shown = [item for page in _pages(client) for item in page["items"]]
    assert {item["id"] for item in shown} == set(by_id)
    assert all(item["title"] == by_id[item["id"]].article.title for item in shown)


def test_a_table_has_a_row_for_each_and_no_cell_that_is_a_formula(
    client: TestClient, database: Database
) -> None:
    answer = asked(client, "/export", format="csv")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    heading, cells = rows[0], rows[1:]
    assert len(cells) == len(payloads())
    assert {len(row) for row in cells} == {len(heading)}
    formulas = [cell for row in cells for cell in row if _is_formula(cell)]
    assert formulas == []


def test_lines_hold_every_word_as_it_was_planted(client: TestClient, database: Database) -> None:
    answer = asked(client, "/export", format="jsonl")
    rows = [json.loads(line) for line in answer.text.splitlines()]
    assert sorted(row["title"] for row in rows) == sorted(one.article.title for one in articles(database))


@pytest.mark.parametrize(
    "address", ["/", "/sources", "/alerts", "/api/v1/sources", "/api/v1/stories", "/metrics"]
)
def test_no_word_of_the_web_reaches_a_header(client: TestClient, address: str) -> None:
    asked(client, address)


def test_no_article_reaches_a_header(client: TestClient, database: Database) -> None:
    for one in articles(database):
        answer = asked(client, f"/articles/{one.id}")
        assert answer.headers["content-type"] == "text/html; charset=utf-8"


def _pages(client: TestClient) -> Iterator[dict[str, Any]]:
    after: dict[str, str] = {}
    while True:
        page = asked(client, "/api/v1/search", q=WORD, limit=100, **after).json()
        yield page
        if page["next"] is None:
            return
        after = {"after": page["next"]}


def _is_formula(cell: str) -> bool:
    lead = cell.lstrip(f"{_UNSEEN} \u00a0\u3000\t\r\n\x0b\x0c")[:1]
    return bool(lead) and lead in _LEADS
