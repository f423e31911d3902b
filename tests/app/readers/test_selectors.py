"""Where on a page a value stands."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from app.readers import selectors


def soup(body: str, head: str = "") -> BeautifulSoup:
    return BeautifulSoup(f"<html><head>{head}</head><body>{body}</body></html>", "lxml")


@pytest.mark.parametrize(
    ("body", "selector"),
    [
        ("<p>x</p><h1 class='mt-4 article-title'>Ferry</h1>", "h1.article-title"),
        ("<h1 class='mt-4'>Ferry</h1>", "h1"),
        ("<h1>Gazette</h1><h1 class='css-1a2b3c'><span>Ferry</span></h1>", "h1 span"),
        ("<div class='top'><span>x</span></div><div class='story'><span>Ferry</span></div>", "div.story"),
        ("<div itemprop='headline'>Ferry</div>", 'div[itemprop="headline"]'),
        ("<p>x</p><div id='lead'><p>Ferry</p></div>", "#lead"),
        ("<p class='bold'>x</p><p class='bold' data-headline='Ferry'>Ferry</p>", "p[data-headline]"),
        ("<p>another</p>", None),
    ],
)
def test_a_line(body: str, selector: str | None) -> None:
    page = soup(body)
    place = selectors.of_line(page, "Ferry")
    assert (place.selector if place else None) == selector
    if place is not None:
        found = page.select_one(place.selector)
        assert found is place.element
        assert found.get_text() == "Ferry"


def test_names_in_one_line_and_each_in_its_own_element() -> None:
    line = selectors.of_names(soup("<p class='byline'>By Ada Lind and Bo Kim</p>"), ("Ada Lind", "Bo Kim"))
    assert line is not None
    assert line.selector == "p.byline"
    each = selectors.of_names(
        soup("<a class='who'>Ida Holm</a><p class='team'><a>Ada Lind</a><a>Bo Kim</a></p>"),
        ("Ada Lind", "Bo Kim"),
    )
    assert each is not None
    assert each.selector == "p.team a"
    assert selectors.of_names(soup("<p>Ida Holm</p>"), ("Ada Lind",)) is None


def test_a_moment_is_found_with_its_zone_and_no_other() -> None:
    page = soup(
        "<time datetime='2026-11-20T09:30:00+01:00'>x</time>", "<meta name=date content='2026-11-20T08:30Z'>"
    )
    assert (place := selectors.of_moment(page, datetime(2026, 11, 20, 8, 30, tzinfo=UTC))) is not None
    assert place.selector == 'meta[name="date"]'
    assert selectors.of_moment(page, datetime(2026, 11, 20, 8, 31, tzinfo=UTC)) is None
