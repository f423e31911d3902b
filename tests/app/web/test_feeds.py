"""Feeds are valid whatever the web sent, and lead to the articles themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from starlette.testclient import TestClient

from app.web.feeds import atom, json_feed
from app.web.feeds.entries import Entry, Feed
from storage.database import Database
from tests.app.web.filled import NOW, asked
from tests.storage.samples import article, collected

NAMESPACE = {"a": "http://www.w3.org/2005/Atom"}
HOSTILE = "<script>alert(1)</script> & \x01\x0b\ufffe\U0001f680 ]]> \u202e"


@pytest.fixture
def client(filled_sqlite: Database) -> Iterator[TestClient]:
    database = filled_sqlite
    collected(database, article("https://gazette.example/x", title=HOSTILE, text=f"troops {HOSTILE}"), NOW)
    collected(database, article("javascript:alert(1)//troops", title="Troops!"), NOW)
    with asked(database) as found:
        yield found


def test_a_search_is_an_atom_feed(client: TestClient) -> None:
    answer = client.get("/search.atom", params={"q": "troops", "language": "ko"})
    assert answer.headers["content-type"].startswith("application/atom+xml")
    parsed: Any = feedparser.parse(BytesIO(answer.content))
    assert not parsed.bozo
    [entry] = parsed.entries
    assert entry.title == "북한군 이동"
    assert entry.link == "https://herald.example/0?a=1&b=<2>"
    assert "Troops moved." in entry.summary
    assert parsed.feed.title == "wirewatch: troops"


def test_titles_are_text_and_xml_holds_what_the_web_sent(client: TestClient) -> None:
    root = etree.fromstring(client.get("/search.atom", params={"q": "troops", "limit": 50}).content)
    titles = root.xpath("//a:entry/a:title/text()", namespaces=NAMESPACE)
    assert "<script>alert(1)</script> & \U0001f680 ]]> \u202e" in titles
    assert root.xpath("count(//a:entry)", namespaces=NAMESPACE) == 9
    assert not root.xpath("//*[local-name()='script']")


def test_only_addresses_of_the_web_are_links(client: TestClient) -> None:
    root = etree.fromstring(client.get("/search.atom", params={"q": "troops", "limit": 50}).content)
    links = root.xpath("//a:entry/a:link/@href", namespaces=NAMESPACE)
    assert len(links) == 8
    assert all(link.startswith("https://") for link in links)
    items = client.get("/search.json", params={"q": "troops", "limit": 50}).json()["items"]
    assert [one["title"] for one in items if "url" not in one] == ["Troops!"]


def test_an_entry_keeps_its_id_and_others_have_others(client: TestClient) -> None:
    def ids(path: str) -> list[str]:
        return [one["id"] for one in client.get(path).json()["items"]]

    found = ids("/search.json?q=troops&limit=50")
    assert len(set(found)) == len(found) == 9
    assert ids("/search.json?q=troops&limit=2") == found[:2]
    assert not set(ids("/hits.json")) & set(found)


def test_a_search_is_a_json_feed(client: TestClient) -> None:
    answer = client.get("/search.json", params={"q": "troops", "section": "국방"})
    assert answer.headers["content-type"].startswith("application/feed+json")
    shown = answer.json()
    assert shown["version"] == "https://jsonfeed.org/version/1.1"
    assert shown["feed_url"].startswith("http://testserver/search.json?q=troops&section=")
    assert shown["home_page_url"].startswith("http://testserver/search?q=troops")
    [item] = shown["items"]
    assert (item["language"], item["authors"]) == ("ko", [{"name": "herald/world & more"}])


def test_hits_of_a_watch_of_any_name(client: TestClient) -> None:
    assert len(client.get("/hits.json", params={"watch": "troops"}).json()["items"]) == 3
    answer = client.get("/hits.atom", params={"watch": "북한/army & navy"})
    parsed: Any = feedparser.parse(BytesIO(answer.content))
    assert not parsed.bozo
    assert (parsed.feed.title, parsed.entries) == ("wirewatch: hits of 북한/army & navy", [])
    assert client.get("/hits.atom", params={"watch": "nobody's"}).status_code == 422
    assert {one["tags"][0] for one in client.get("/hits.json").json()["items"]} == {"troops"}


@settings(max_examples=200)
@given(words=st.text(), language=st.none() | st.text(max_size=8))
def test_whatever_stands_in_an_entry_both_formats_can_be_read(words: str, language: str | None) -> None:
    entry = Entry(
        id="urn:uuid:0",
        url=f"https://gazette.example/{words}",
        title=words,
        summary=words,
        authors=(words,),
        source=words,
        tags=(words,),
        language=language,
        published_at=NOW,
        updated_at=NOW,
    )
    feed = Feed(title=words, address="http://testserver/search.atom", home=words, entries=[entry])
    root = etree.fromstring(atom.written(feed))
    allowed = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", words)
    assert root.findtext("a:entry/a:title", namespaces=NAMESPACE) == allowed
    shown: dict[str, Any] = json_feed.document(feed)
    assert json.loads(json.dumps(shown))["items"][0]["title"] == words
