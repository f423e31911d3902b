"""The pages of watches, over an archive of a few articles."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from app.web.desk import Desk
from storage.access import Audit
from storage.desk_watches import DeskWatches
from storage.records import DeskWatchDraft
from tests.app.web.watches.conftest import NOW
from tests.storage.samples import flagged

ODD = "Мости / <b>&\"'"
TRAINS = {"name": ODD, "query": "train", "severity": "info", "note": "for <i>Anna</i>"}
PART = {"HX-Request": "true"}


def test_a_watch_of_the_file_is_read_only_and_says_where_it_lives(browser: TestClient) -> None:
    listed = browser.get("/watches").text
    assert "wirewatch.toml, line 4" in listed
    assert 'data-open="/watches/show?name=In+the+file"' in listed
    shown = browser.get("/watches/show", params={"name": "In the file"}).text
    assert "lives in wirewatch.toml, line 4" in shown
    assert "/watches/edit" not in shown
    assert browser.get("/watches/edit", params={"name": "In the file"}).status_code == 400
    refused = browser.post("/watches/edit", data={"name": "in THE file", "query": "train"})
    assert refused.status_code == 409
    assert "has a watch of this name (wirewatch.toml, line 4)" in refused.text


def test_a_watch_is_saved_shown_edited_and_removed(browser: TestClient, desk: Desk) -> None:
    saved = browser.post("/watches/edit", data=TRAINS)
    assert saved.status_code == 303
    shown = browser.get(saved.headers["location"])
    assert "lives at the desk, version 1" in shown.text
    assert "for &lt;i&gt;Anna&lt;/i&gt;" in shown.text
    assert ODD not in shown.text

    edited = browser.post("/watches/edit", data={**TRAINS, "query": "ship", "edited": "1"})
    assert edited.headers["location"] == saved.headers["location"]
    (watch,) = DeskWatches(desk.database).living()
    assert (watch.version.number, watch.version.query, watch.version.author) == (2, "ship", "local")

    asked = browser.get("/watches/remove", params={"name": ODD}).text
    assert 'name="edited" value="2"' in asked
    assert browser.post("/watches/remove", data={"name": ODD, "edited": "1"}).status_code == 409
    assert browser.post("/watches/remove", data={"name": ODD, "edited": "2"}).status_code == 303
    assert DeskWatches(desk.database).living() == []
    assert browser.post("/watches/remove", data={"name": ODD, "edited": "2"}).status_code == 404
    assert "no longer watched for" in browser.get("/watches/show", params={"name": ODD}).text
    noted = [(one.action, one.subject) for one in Audit(desk.database).newest()]
    assert noted == [("watch.remove", ODD), ("watch.save", ODD), ("watch.add", ODD)]


def test_the_preview_says_what_would_have_been_caught(browser: TestClient) -> None:
    found = browser.post("/watches/preview", data={"query": "train"}, headers=PART).text
    assert "<html" not in found
    assert "<b>2 articles</b>" in found
    assert "2 in 30 days" in found
    assert "A <mark>train</mark> &lt;b&gt;left&lt;/b&gt;." in found
    assert "Story of old" not in found
    whole = browser.post("/watches/preview", data={"query": "train"}).text
    assert "<html" in whole
    assert "<b>2 articles</b>" in whole


def test_the_preview_says_what_an_edit_adds_and_drops(browser: TestClient) -> None:
    browser.post("/watches/edit", data=TRAINS)
    draft = {**TRAINS, "query": "ship", "edited": "1"}
    found = browser.post("/watches/preview", data=draft, headers=PART).text
    assert "It adds <b>1 article</b> and drops <b>1 article</b>" in found
    added, _, dropped = found.partition('aria-label="Dropped"')
    assert "Story 2" in added
    assert "Story 1" in dropped
    same = browser.post("/watches/preview", data={**TRAINS, "edited": "1"}, headers=PART).text
    assert "It adds nothing and drops nothing" in same


@pytest.mark.parametrize(
    ("query", "said"),
    [("train AND", "Column 10: "), ("@nowhere_at_all", "Column 1: "), ("", "Write a query")],
)
def test_what_cannot_be_understood_is_said_at_its_column_and_not_saved(
    browser: TestClient, desk: Desk, query: str, said: str
) -> None:
    found = browser.post("/watches/preview", data={"query": query}, headers=PART)
    assert found.status_code == 200
    assert said in found.text
    assert ('<pre class="caret">' in found.text) == bool(query)
    refused = browser.post("/watches/edit", data={"name": "x", "query": query})
    assert refused.status_code == 422
    assert "Not saved." in refused.text
    assert DeskWatches(desk.database).living() == []


def test_nobody_writes_over_what_another_saved(browser: TestClient, desk: Desk) -> None:
    browser.post("/watches/edit", data=TRAINS)
    DeskWatches(desk.database).save(ODD, 1, DeskWatchDraft(query="horse"), "boris", NOW)
    refused = browser.post("/watches/edit", data={**TRAINS, "query": "ship", "edited": "1"})
    assert refused.status_code == 409
    assert "boris saved" in refused.text
    assert 'name="edited" value="2"' in refused.text
    assert DeskWatches(desk.database).living()[0].version.query == "horse"


@pytest.mark.parametrize("name", ["", "a\nb", "a" * 65])
def test_what_can_be_no_name_is_refused(browser: TestClient, name: str) -> None:
    refused = browser.post("/watches/edit", data={"name": name, "query": "train"})
    assert refused.status_code == 422
    assert "Not saved: the name must" in refused.text


def test_a_watch_that_is_not_in_force_says_why(browser: TestClient, desk: Desk) -> None:
    watches = DeskWatches(desk.database)
    watches.add("IN THE FILE", DeskWatchDraft(query="train"), "anna", NOW)
    watches.add("broken", DeskWatchDraft(query="@nowhere_at_all"), "anna", NOW)
    listed = browser.get("/watches").text
    assert "Not in force: the configuration file has a watch of this name too" in listed
    assert "Not in force: its query cannot be understood" in listed
    shown = browser.get("/watches/show", params={"name": "broken"})
    assert shown.status_code == 200
    assert "The watch of the desk is not in force" in shown.text


def test_hits_are_shown_by_day_with_their_evidence(browser: TestClient, desk: Desk) -> None:
    flagged(desk.database, NOW, 2)
    listed = browser.get("/watches").text
    assert "No longer watched for" in listed
    (name,) = {name for name in ("troops", "movements") if f"name={name}" in listed}
    shown = browser.get("/watches/show", params={"name": name}).text
    assert "2 in 30 days, most on 2026-03-01 (2)" in shown
    assert "<title>2026-03-01: 2</title>" in shown
    assert "<mark>" in shown


def test_a_query_of_a_search_becomes_a_watch(browser: TestClient) -> None:
    found = browser.get("/watches/edit", params={"query": "train OR ship"}).text
    assert "train OR ship</textarea>" in found
    assert "<b>3 articles</b>" in found


def test_what_is_not_there_is_not_found(browser: TestClient) -> None:
    for path in ("show", "edit", "remove"):
        assert browser.get(f"/watches/{path}", params={"name": "nobody"}).status_code == 404
