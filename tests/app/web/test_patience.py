"""A search that finds little is shown in good time, and goes on where it stopped."""

from __future__ import annotations

import pytest

from app.web.patience import Patience
from storage.search import found
from tests.app.web.desks import NOW, AskedDesk, words
from tests.storage.samples import article, collected
from watch import parse


class Hands:
    """A clock that goes on by a second whenever it is looked at."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 1
        return self.seconds


def test_it_ends_when_the_time_is_over_and_says_where() -> None:
    patience = Patience(2.5, Hands())
    assert patience(30)
    assert patience(20)
    assert patience.reached is None
    assert not patience(10)
    assert patience.reached == 10


def test_a_search_that_was_ended_goes_on_to_all_that_there_is(desk: AskedDesk) -> None:
    for number in range(400):
        text = "It moored." if number else "Nothing else."
        collected(
            desk.database, article(f"https://gazette.example/s{number}", title="It moored", text=text), NOW
        )
    query = parse("moored NOT body:moored")
    everything = [one.key for one in found(desk.database, query)]
    assert len(everything) == 1
    below: int | None = None
    seen: list[int] = []
    steps = 0
    while steps == 0 or below is not None:
        patience = Patience(0.5, Hands())
        seen += [one.key for one in found(desk.database, query, below=below, at_first=20, go_on=patience)]
        below, steps = patience.reached, steps + 1
    assert seen == everything
    assert steps > 2


def test_a_page_says_how_far_it_was_looked(desk: AskedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(60):
        collected(
            desk.database, article(f"https://gazette.example/t{number}", title="It moored", text="So."), NOW
        )
    monkeypatch.setattr("app.web.pages.search.Patience", lambda: Patience(0.0))
    page = desk.get("/search?q=moored NOT so")
    assert "Looked back to" in words(page)
    assert "Nothing" not in words(page, "//div[@id='results']")
    (more,) = page.xpath("//p[@class='more']/a/@href")
    monkeypatch.undo()
    assert "Nothing further matches" in words(desk.get(more))
    first = desk.client.get("/api/v1/search", params={"q": "moored NOT so"}).json()
    assert (first["items"], first["next"]) == ([], None)
