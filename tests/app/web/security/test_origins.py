"""A change that a page elsewhere asks for is refused; one that this desk or a program asks for is not."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from app.web.security.origins import origin_of, refusal
from storage.records import Scope
from tests.app.web.security.doors import HTTP, Door

Sent = dict[str, str]


def said(
    sent: Sent, *, scheme: str = "http", host: str = "desk.example:8765", by_cookie: bool = True
) -> str | None:
    return refusal(Headers({"host": host, **sent}), scheme=scheme, by_cookie=by_cookie)


@pytest.mark.parametrize(
    "sent",
    [
        {"origin": "http://desk.example:8765"},
        {"origin": "http://DESK.example:8765"},
        {"origin": "http://desk.example:8765", "sec-fetch-site": "same-origin"},
    ],
)
def test_the_desk_itself_may_ask(sent: Sent) -> None:
    assert said(sent) is None


@pytest.mark.parametrize(
    ("scheme", "host", "origin"),
    [
        ("http", "desk.example", "http://desk.example"),
        ("http", "desk.example", "http://desk.example:80"),
        ("https", "desk.example:443", "https://desk.example"),
        ("http", "[::1]:8765", "http://[::1]:8765"),
        ("http", "127.0.0.1:8765", "http://127.0.0.1:8765"),
    ],
)
def test_a_port_that_goes_without_saying_is_the_same(scheme: str, host: str, origin: str) -> None:
    assert said({"origin": origin}, scheme=scheme, host=host) is None


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "https://desk.example:8765",
        "http://desk.example",
        "http://desk.example:8766",
        "http://evil.example:8765",
        "http://desk.example.evil.example:8765",
        "http://x.desk.example:8765",
        "http://desk.example:8765@evil.example",
        "http://a@desk.example:8765",
        "http://desk.example:8765/",
        "http://desk.example:8765?x",
        "http://desk.example:8765 http://evil.example",
        "http://desk.example:x",
        "http://[",
        "file://",
        "desk.example:8765",
        "http://d\u0435sk.example:8765",
    ],
)
@pytest.mark.parametrize("by_cookie", [True, False])
def test_another_origin_is_refused_whoever_asks(origin: str, by_cookie: bool) -> None:
    headers = Headers(raw=[(b"host", b"desk.example:8765"), (b"origin", origin.encode())])
    assert refusal(headers, scheme="http", by_cookie=by_cookie) == "a page elsewhere asked for this change"


def test_two_origins_are_none() -> None:
    own = (b"origin", b"http://desk.example")
    headers = Headers(raw=[(b"host", b"desk.example"), own, own])
    assert refusal(headers, scheme="http", by_cookie=True) is not None


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "x"])
@pytest.mark.parametrize("sent", [{}, {"origin": "http://desk.example:8765"}])
@pytest.mark.parametrize("by_cookie", [True, False])
def test_what_the_browser_says_of_another_site_is_believed(sent: Sent, site: str, by_cookie: bool) -> None:
    assert said({"sec-fetch-site": site, **sent}, by_cookie=by_cookie) is not None


@pytest.mark.parametrize("sent", [{}, {"sec-fetch-site": "none"}, {"sec-fetch-site": "same-origin"}])
def test_without_an_origin_a_program_may_ask_and_a_cookie_may_not(sent: Sent) -> None:
    assert said(sent, by_cookie=False) is None
    assert said(sent, by_cookie=True) is not None


def test_what_is_no_origin_is_none() -> None:
    assert origin_of("http://desk.example") == ("http", "desk.example", 80)
    assert origin_of("ftp://desk.example") is None


def test_the_desk_asks_its_own_forms_and_refuses_others(door: Door, open_door: Door) -> None:
    anna, evil = door.inside("anna", Scope.WRITE), {"Origin": "https://evil.example"}
    for method in ("POST", "PUT", "PATCH", "DELETE", "QUERY"):
        assert anna.request(method, "/", headers=evil).status_code == 403
        assert anna.request(method, "/", headers={"Origin": "null"}).status_code == 403
        assert anna.request(method, "/").status_code == 403
        assert anna.request(method, "/", headers={"Origin": HTTP}).status_code == 405
        assert open_door.client().request(method, "/", headers=evil).status_code == 403
        assert open_door.client().request(method, "/").status_code == 405
    assert anna.get("/", headers=evil).status_code == 200


def test_pages_let_browsers_say_their_origin(door: Door) -> None:
    """With `no-referrer` a form of the desk would be sent with `Origin: null`."""
    assert door.client().get("/session").headers["referrer-policy"] == "same-origin"
