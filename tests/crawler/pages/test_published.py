"""`published` and `read` are of one mind, whatever the page; and no page makes dates slow."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages import read
from crawler.pages.published import published
from tests.crawler.pages import forms
from tests.runaway import runaway

URL = "https://courier.example/2024/05/pontoons"
_TEXTS = (
    "2024-05-03T14:20:05+09:00", "2024-05-03", "3 May 2024", "05/03/2024", "Updated 4 May 2024 10:20", "2024년 5월 3일",
    "3 травня 2024", "1970-01-01", "2031-01-01T00:00Z", "{{date}}", "31 February 2024", "2024-05-02T23:30:00Z", "x",
)  # fmt: skip
_DATES = st.sampled_from(_TEXTS)
_DESCRIBED = '<script type=application/ld+json>{"@type":"NewsArticle","datePublished":"%s"}</script>'
_PIECES = st.one_of(
    _DATES.map(lambda text: f"<meta property=article:published_time content='{text}'>"),
    _DATES.map(lambda text: _DESCRIBED % text),
    _DATES.map(lambda text: f"<time datetime='{text}'>{text}</time>"),
    _DATES.map(lambda text: f"<p class=date>{text}</p>"),
    _DATES.map(lambda text: f"<div class=related><span>{text}</span></div>"),
    st.just(f"<h1>{forms.TITLE}</h1>"),
    st.just(f"<p>{forms.PARAGRAPHS[0]}</p>"),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, max_size=7), st.sampled_from([None, datetime(2024, 5, 4, tzinfo=UTC)]))
def test_published_is_what_read_says(pieces: list[str], fetched_at: datetime | None) -> None:
    body = "".join(pieces).encode()
    assert published(body, URL, fetched_at=fetched_at) == read(body, URL, fetched_at=fetched_at).published_at


@pytest.mark.parametrize("form", forms.FORMS)
def test_published_is_what_read_says_of_every_form(form: Callable[[], str]) -> None:
    body = form().encode()
    assert published(body, URL) == read(body, URL).published_at


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7", b"\x00\xff" * 99, b"{}", b"<"])
def test_what_is_no_page_has_no_date(body: bytes) -> None:
    assert published(body, URL) is None


_LONG = 200_000


@pytest.mark.parametrize(
    "body",
    [
        "<h1>x</h1><p>" + "2024-05-03 " * (_LONG // 11),
        "<h1>x</h1>" + "<p>3 May 2024</p>" * (_LONG // 17),
        "<h1>x</h1>" + "<time datetime=2024-05-03>x</time>" * (_LONG // 34),
        "<h1>x</h1><p>" + "1" * _LONG,
        "<h1>x</h1><p>" + "may 1 " * (_LONG // 6) + "2024",
        "<h1>x</h1><p>2024" + " " * _LONG + "5",
        "<h1>x</h1><p itemprop=datePublished>" + "1 " * (_LONG // 2),
        "<script>" + "published" * (_LONG // 9) + "</script>",
        "<h1>x</h1>" * (_LONG // 10),
        "<div>" * 5000 + "<h1>x</h1>" + "</div>" * 5000,
        "<p>" + "10:20 " * (_LONG // 6) + "2024-05-03",
    ],
)
def test_no_page_makes_dates_slow(body: str) -> None:
    with runaway(30):
        published(body.encode(), URL)
