"""Nobody is led to another site."""

from __future__ import annotations

from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.security.returning import page_here, session_page


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search?q=%EB%B6%81%ED%95%9C&next=//evil",
        "/articles/7#text",
        "/a//b",
        "/?next=https://a.example",
    ],
)
def test_a_page_of_this_desk_is_followed(path: str) -> None:
    assert page_here(path) == path
    assert parse_qs(urlsplit(session_page(path)).query).get("next", ["/"]) == [path]


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/a\\b",
        "https://evil.example",
        "https:evil.example",
        "https:/evil.example",
        "javascript:alert(1)",
        "evil.example",
        "?x",
        " /x",
        "/ /evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\nSet-Cookie: a=b",
        "/\0",
        "/\x7f",
        "/\u2028",
        "/\uff0fevil.example",
        "/session",
        "/session?next=/",
        "/session/end",
        "/" + "a" * 5000,
    ],
)
def test_anything_else_leads_home(path: str | None) -> None:
    assert page_here(path) == "/"
    assert session_page(path) == "/session"


HOSTILE = st.text(alphabet="/\\:?#@.ehtps\t\n\r\0 %[]\u2028", max_size=12)


@given(st.one_of(HOSTILE, st.text(), HOSTILE.map(lambda one: f"/{one}")))
def test_whatever_is_asked_one_stays_here(path: str) -> None:
    led = urlsplit(urljoin("http://desk.example/session", page_here(path)))
    assert (led.scheme, led.netloc) == ("http", "desk.example")
