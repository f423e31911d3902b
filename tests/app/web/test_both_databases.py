"""Every page of the desk is made from either database."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database
from storage.stories import group_new
from tests.app.web.desks import AskedDesk, words
from tests.app.web.filled import NOW

PAGES = (
    "/",
    "/?hits=1",
    "/?watch=troops",
    "/?language=ko",
    "/?source=gazette",
    "/?outlets=2",
    "/search?q=troops&counts=1",
    "/search?q=troops&sort=relevance",
    "/search?q=troops&sort=collected",
    "/search?q=troops NEAR/5 moved&counts=1",
    "/articles/1",
    "/articles/1?q=troops",
    "/articles/1/revisions",
    "/watches",
    "/watches/show?name=troops",
    "/watches/edit?query=troops",
    "/sources",
    "/sources?trouble=1",
    "/alerts",
    "/alerts?state=dead",
    "/alerts/silence",
)

NUL_ADDRESSES = (
    "/?watch=%00",
    "/search?q=%00",
    "/search?q=troops&source=a%00",
    "/search?q=troops&section=%00",
    "/articles/1?q=%00",
    "/watches/show?name=%00",
    "/watches/edit?name=a%00",
    "/sources?name=%00",
    "/alerts?channel=%00",
    "/alerts/silence?watch=%00",
    "/hits.atom?watch=%00",
)
NUL_FORMS: tuple[tuple[str, dict[str, str]], ...] = (
    ("/hits/1/mark", {"mark": "noise", "note": "a\0"}),
    ("/sources/check", {"name": "\0"}),
    ("/alerts/silence", {"comment": "a\0", "length": "1h", "watch": "troops"}),
    ("/alerts/silence", {"comment": "a", "length": "1h", "watch": "t\0"}),
    ("/watches/edit", {"name": "a\0", "query": "train", "severity": "info"}),
    ("/watches/edit", {"name": "a", "query": "train\0", "severity": "info"}),
    ("/watches/preview", {"name": "a", "query": "\0", "severity": "info"}),
    ("/watches/remove", {"name": "\0", "edited": "1"}),
    ("/alerts/deliveries/a%00/replay", {}),
    ("/session", {"token": "\0", "next": "/"}),
)


@pytest.fixture
def desk(filled_db: Database, tmp_path: Path) -> AskedDesk:
    """A desk over an archive with something of everything in it."""
    group_new(filled_db, NOW)
    config = tmp_path / "wirewatch.toml"
    config.write_text('[manners]\ncontact = "desk@news.test"\n', encoding="utf-8")
    return AskedDesk(filled_db, config)


def test_each_page_is_made(desk: AskedDesk) -> None:
    told = {address: words(desk.get(address)) for address in PAGES}
    assert all(told.values())
    assert "Troops" in told["/search?q=troops&counts=1"]
    assert "nobody" not in told["/"]
    assert "By source" in desk.client.get("/search/counts?q=troops&since=2026-01-01").text
    assert told["/?watch=troops"] != told["/?language=ko"]


def test_what_is_asked_for_is_done(desk: AskedDesk) -> None:
    for address, fields in (
        ("/hits/1/mark", {"mark": "relevant"}),
        ("/sources/check", {"name": "gazette"}),
        ("/alerts/silence", {"comment": "a drill", "length": "1h", "watch": "troo*"}),
        ("/alerts/silences/1/end", {}),
        ("/watches/edit", {"name": "ferries", "query": "train*", "severity": "info"}),
    ):
        answer = desk.post(address, fields)
        assert answer.status_code == 303, (address, answer.text[:300])
    assert "ferries" in words(desk.get("/watches"))


def test_a_nul_is_refused_in_an_address_and_in_a_form(desk: AskedDesk) -> None:
    for address in NUL_ADDRESSES:
        assert desk.client.get(address).status_code in (400, 422), address
    for address, fields in NUL_FORMS:
        assert 400 <= desk.post(address, fields).status_code < 500, (address, fields)
