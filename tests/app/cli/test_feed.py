"""`wirewatch feed read`: files and addresses, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli.feed_process import FeedProcess, GivenFeed
from app.cli.main import app
from tests.app.web_site import Answer, serving
from tests.crawler.feeds.written import item, rss

KEYS = ["guid", "url", "title", "published_at", "updated_at", "text", "doubts"]
FEED = rss(
    item(
        1,
        "<guid>g-1</guid><pubDate>Mon, 04 Aug 2025 10:00:00 +0900</pubDate><description>Two words</description>",
    ),
    "<title>Nowhere</title>",
    head="<ttl>60</ttl>",
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "feed.xml").write_text(FEED, "utf-8")
    (tmp_path / "broken.xml").write_text(FEED.replace("Two words", "Two & words"), "utf-8")
    (tmp_path / "page.html").write_text("<!doctype html><html><body>Sign in</body></html>", "utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["feed", "read", *arguments])


def test_an_entry_a_line_and_the_feed_in_a_line() -> None:
    shown = run("feed.xml")
    assert shown.exit_code == 0
    first, second, doubt, summary = shown.stdout.splitlines()
    assert first == "2025-08-04 01:00 UTC  Item 1  https://gazette.example/1  (2 words)"
    assert second.split() == ["-", "Nowhere", "-", "(no", "text)"]
    assert doubt.strip() == "? no address"
    assert summary == "feed.xml: rss 2.0; 2 entries; read to its end; asks for 1 h between polls (ttl)"


def test_json_is_an_object_an_entry_and_nothing_else() -> None:
    shown = run("feed.xml", "broken.xml", "--json")
    assert shown.exit_code == 0
    rows = [json.loads(line) for line in shown.stdout.splitlines()]
    assert [list(row) for row in rows] == [KEYS] * 4
    assert rows[0] == {
        "guid": "g-1",
        "url": "https://gazette.example/1",
        "title": "Item 1",
        "published_at": "2025-08-04T01:00:00+00:00",
        "updated_at": None,
        "text": "Two words",
        "doubts": [],
    }
    assert (rows[1]["url"], rows[1]["doubts"]) == (None, ["no address"])
    assert rows[2]["text"] == "Two & words"
    (line,) = shown.stderr.splitlines()
    assert line.startswith("wirewatch: broken.xml: broken XML (")


def test_what_cannot_be_read_is_said_and_the_rest_is_read() -> None:
    shown = run("none.xml", "page.html", "feed.xml", "--json")
    assert shown.exit_code == 1
    assert len(shown.stdout.splitlines()) == 2
    assert shown.stderr.splitlines() == [
        "wirewatch: none.xml: No such file or directory",
        "wirewatch: page.html: not a feed: an HTML page",
    ]
    assert run().exit_code == 2


def test_an_address_is_fetched_with_its_manners() -> None:
    answers = {"/feed": Answer(body=FEED.replace("https://gazette.example", "").encode())}
    with serving(answers) as site:
        shown = run(f"{site.url}/feed", f"{site.url}/none", "--json")
        assert site.paths[:2] == ["/robots.txt", "/feed"]
    assert shown.exit_code == 1
    assert json.loads(shown.stdout.splitlines()[0])["url"] == f"{site.url}/1"
    assert shown.stderr.splitlines() == [f"wirewatch: {site.url}/none: answered 404 Not Found"]


def test_a_redirect_leads_where_the_configuration_allows() -> None:
    with serving({"/feed": Answer(body=FEED.encode())}) as inner:
        moved = Answer(status=302, headers={"Location": f"{inner.url}/feed"})
        with serving({"/feed": moved}) as outer:
            refused = run(f"{outer.url}/feed")
            place = inner.url.removeprefix("http://")
            Path("wirewatch.toml").write_text(f'[egress]\nallow = ["{place}"]\n', "utf-8")
            allowed = run(f"{outer.url}/feed")
    assert (refused.exit_code, allowed.exit_code) == (1, 0)
    assert "refused to connect to 127.0.0.1" in refused.stderr


def test_nothing_of_a_feed_is_obeyed_by_a_terminal() -> None:
    title = "<title>a\x1b[31m\u202eb\x9b2J&#x202e;\n{}</title>"
    Path("feed.xml").write_text(rss(title, "<title>c</title>"), "utf-8")
    for options in ((), ("--json",)):
        shown = run("feed.xml", *options)
        assert not set(shown.stdout) & set("\x1b\x9b\u202e")


def test_what_takes_too_long_is_ended_and_the_next_is_read() -> None:
    slow = GivenFeed(content=rss(*("<title>t</title>" for _ in range(20_000))).encode())
    with FeedProcess(timeout=0.01) as process:
        report = process.report(slow, "slow.xml", json=True)
    assert (report.was_read, report.complaints) == (False, ("took over 0 s to read",))
    with FeedProcess() as process:
        assert len(process.report(GivenFeed(content=FEED.encode()), "feed.xml", json=True).lines) == 2
