"""The next page of a listing: by its relation, its label, its number; by a selector where none of these helps."""

from __future__ import annotations

import pytest
from soupsieve import SelectorSyntaxError

from crawler import listings

URL = "https://outlet.example/world/"


def following(html: str, url: str = URL, next_link: str | None = None) -> str | None:
    page = f"<html><body><h2><a href='/n/1'>A story</a></h2>{html}</body></html>"
    return listings.parse(page.encode(), url, links="h2 a", next_link=next_link).next_page


@pytest.mark.parametrize(
    "html",
    [
        "<a rel='prev next' href='?page=2'>II</a>",
        "<link rel='next' href='?page=2'><a href='/other?page=3'>Next</a>",
        "<a href='?page=2'>Next page ›</a>",
        "<a href='?page=2'>Older posts</a>",
        "<a href='?page=2'>Nächste Seite</a>",
        "<a href='?page=2'>Следующая</a>",
        "<a href='?page=2'>다음</a>",
        "<a href='?page=2' aria-label='Next'><svg></svg></a>",
        "<ul class='pagination'><li><a href='?page=1'>«</a></li><li><a href='?page=2'>»</a></li></ul>",
        "<nav class='paging'><a class='page-next' href='?page=2'><i></i></a></nav>",
        "<p><a href='?page=1'>1</a> <a href='?page=3'>3</a> <a href='?page=2'>2</a></p>",
    ],
)
def test_a_next_page_is_found_by_what_it_says(html: str) -> None:
    assert following(html) == f"{URL}?page=2"


@pytest.mark.parametrize(
    "html",
    [
        "<a href='https://other.example/?page=2' rel='next'>Next</a>",
        "<a href='javascript:more()'>Next</a>",
        "<a href='#'>Next</a>",
        f"<a href='{URL}'>Next</a>",
        "<a href='/n/2'>Next of kin are told</a>",
        "<a href='/n/2'>2</a>",
        "<h3>Slides <a href='/n/2'>»</a></h3>",
        "",
    ],
)
def test_what_is_no_next_page_is_none(html: str) -> None:
    assert following(html) is None


def test_numbers_go_on() -> None:
    pages = "<a href='/news/page/2/'>2</a><a href='/news/page/3/'>3</a><a href='/news/page/4/'>4</a>"
    assert following(pages, "https://outlet.example/news/") == "https://outlet.example/news/page/2/"
    assert following(pages, "https://outlet.example/news/page/3/") == "https://outlet.example/news/page/4/"
    assert following(pages, "https://outlet.example/news/page/4/") is None


def test_a_selector_decides_where_there_is_one() -> None:
    html = "<a rel='next' href='/a'>Next</a><div class='more'><a href='/b'>+</a></div>"
    assert following(html, next_link=".more") == "https://outlet.example/b"
    assert following(html, next_link=".more a") == "https://outlet.example/b"
    assert following(html, next_link=".less a") is None
    with pytest.raises(SelectorSyntaxError):
        following(html, next_link="a[")


def test_a_selector_that_finds_nothing_is_a_doubt() -> None:
    entries = listings.parse(b"<h2><a href='/n/1'>A</a></h2>", URL, links="h2 a", next_link=".more")
    assert entries.doubts == ("the selector '.more' finds no link to a next page",)
