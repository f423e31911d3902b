"""A token is exchanged for the session of a browser, and the session is ended."""

from __future__ import annotations

import re

import pytest

from storage.access import Audit, Tokens
from storage.records import Scope
from tests.app.web.security.doors import HTTP, Door

HTTPS = HTTP.replace("http", "https")
OWN = {"Origin": HTTP}


def test_a_token_is_exchanged_for_a_cookie_that_scripts_and_other_sites_do_not_get(door: Door) -> None:
    secret = door.token("anna")
    client = door.client()
    came = client.post("/session", data={"token": f" {secret} ", "next": "/search?q=a"}, headers=OWN)
    assert (came.status_code, came.headers["location"]) == (303, "/search?q=a")
    cookie = came.headers["set-cookie"]
    assert re.fullmatch(r"wirewatch_session=[A-Za-z0-9_-]{43}; HttpOnly; Path=/; SameSite=strict", cookie)
    assert secret not in cookie
    assert client.get("/").status_code == 200
    (entry,) = Audit(door.database).newest()
    assert (entry.who, entry.action, entry.client) == ("anna", "session.begin", "192.0.2.7")


def test_behind_tls_the_cookie_is_of_this_host_alone(proxied_door: Door) -> None:
    client = proxied_door.client(url=HTTPS)
    sent = {"token": proxied_door.token("anna")}
    came = client.post("/session", data=sent, headers={"Origin": HTTPS})
    cookie = came.headers["set-cookie"]
    assert re.fullmatch(r"__Host-wirewatch=[\w-]{43}; HttpOnly; Path=/; SameSite=strict; Secure", cookie)
    assert client.get("/").status_code == 200
    assert client.post("/session", data=sent, headers={"Origin": HTTP}).status_code == 403
    left = client.post("/session/end", headers={"Origin": HTTPS})
    assert "Max-Age=0" in left.headers["set-cookie"]
    assert client.get("/").status_code == 401


def test_what_is_no_token_is_asked_for_again(door: Door) -> None:
    client = door.client()
    form = client.get("/session?next=/search")
    assert form.status_code == 200
    assert 'name="next" value="/search"' in form.text
    for sent in ({"token": "x", "next": "/search"}, {"next": "/search"}):
        again = client.post("/session", data=sent)
        assert again.status_code == 401
        assert 'role="alert"' in again.text
        assert 'name="next" value="/search"' in again.text
        assert "set-cookie" not in again.headers
    assert Audit(door.database).newest() == []


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", '/"><script>x'],
)
def test_nobody_is_sent_elsewhere(door: Door, elsewhere: str) -> None:
    secret = door.token("anna")
    client = door.client()
    form = client.get("/session", params={"next": elsewhere})
    assert "evil.example" not in form.text
    assert "<script>x" not in form.text
    came = client.post("/session", data={"token": secret, "next": elsewhere}, headers=OWN)
    assert came.status_code == 303
    assert came.headers["location"] in ("/", "/%22%3E%3Cscript%3Ex")


def test_a_session_is_ended_here_and_in_the_archive(door: Door) -> None:
    anna = door.inside("anna")
    cookies = dict(anna.cookies)
    assert "Leave" in anna.get("/").text
    left = anna.post("/session/end", headers=OWN)
    assert (left.status_code, left.headers["location"]) == (303, "/")
    assert "wirewatch_session" not in anna.cookies
    again = door.client()
    again.cookies.update(cookies)
    assert again.get("/").status_code == 401
    assert [one.action for one in Audit(door.database).newest()] == ["session.end", "session.begin"]


def test_a_new_session_ends_the_one_before_in_this_browser(door: Door) -> None:
    anna = door.inside("anna")
    before = dict(anna.cookies)
    anna.post("/session", data={"token": door.token("other")}, headers=OWN)
    assert dict(anna.cookies) != before
    thief = door.client()
    thief.cookies.update(before)
    assert thief.get("/").status_code == 401


def test_an_id_that_somebody_else_chose_is_no_session(door: Door) -> None:
    client = door.client()
    client.cookies.set("wirewatch_session", "chosen")
    client.post("/session", data={"token": door.token("anna")}, headers=OWN)
    chosen = door.client()
    chosen.cookies.set("wirewatch_session", "chosen")
    assert chosen.get("/").status_code == 401


def test_the_form_says_who_is_here_already(door: Door, open_door: Door) -> None:
    assert "You are here as <b>anna</b>" in door.inside("anna").get("/session").text
    assert "asks for no token" in open_door.client().get("/session").text


def test_a_hostile_name_is_shown_as_text(door: Door) -> None:
    shown = door.inside("<script>alert(1)</script>", Scope.READ).get("/").text
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert" not in shown


def test_the_use_of_a_session_is_the_use_of_its_token(door: Door) -> None:
    anna = door.inside("anna")
    door.clock.pass_(minutes=5)
    anna.get("/")
    assert Tokens(door.database).list()[0].last_used_at == door.clock.now
