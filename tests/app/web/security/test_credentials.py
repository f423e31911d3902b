"""Who is let in, by what, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from app.web.security.access import LOCAL, Access, Asking, Writer
from storage.access import SESSION_LENGTH, Tokens
from storage.records import Scope
from tests.app.web.security.doors import HTTP, Door

PROBLEM = "application/problem+json"
PAGE = {"Accept": "text/html"}


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_a_token_is_let_in_and_what_is_none_is_told_how(door: Door) -> None:
    secret = door.token("anna")
    client = door.client()
    assert client.get("/", headers=bearer(secret)).status_code == 200
    assert client.get("/", headers={"Authorization": f"bearer  {secret} "}).status_code == 200
    nobody = client.get("/api/v1/anything")
    assert (nobody.status_code, nobody.headers["content-type"]) == (401, PROBLEM)
    assert nobody.headers["www-authenticate"] == "Bearer"
    wrong = client.get("/", headers=bearer(secret[:-1]))
    assert (wrong.status_code, wrong.headers["content-type"]) == (401, PROBLEM)
    assert wrong.headers["www-authenticate"].startswith("Bearer")
    assert wrong.headers["content-security-policy"]


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic YTpi", "{0}", "Token {0}", "Bearer {0} x", "Bearer \xff"]
)
def test_what_is_no_bearer_token_is_refused(door: Door, header: str) -> None:
    secret = door.token("anna")
    sent = {b"Authorization": header.format(secret).encode("latin-1")}
    assert door.client().get("/", headers=sent).status_code == 401


def test_a_token_in_the_address_is_none(door: Door) -> None:
    secret = door.token("anna")
    assert door.client().get(f"/?token={secret}&access_token={secret}").status_code == 401


def test_a_token_that_is_given_counts_and_not_the_cookie_beside_it(door: Door) -> None:
    client = door.inside("anna")
    assert client.get("/").status_code == 200
    assert client.get("/", headers=bearer("wirewatch_none")).status_code == 401


def test_a_revoked_or_expired_token_ends_what_it_let_in(door: Door) -> None:
    secret = (
        Tokens(door.database)
        .create("ben", Scope.READ, door.clock.now, door.clock.now + timedelta(hours=1))
        .secret
    )
    anna, ben = door.inside("anna"), door.client()
    assert ben.get("/", headers=bearer(secret)).status_code == 200
    Tokens(door.database).revoke("anna", door.clock.now)
    assert anna.get("/").status_code == 401
    door.clock.pass_(hours=1)
    assert ben.get("/", headers=bearer(secret)).status_code == 401


def test_a_session_ends_when_it_is_left_alone(door: Door) -> None:
    anna = door.inside("anna")
    for _ in range(3):
        door.clock.pass_(seconds=SESSION_LENGTH.total_seconds() - 1)
        assert anna.get("/").status_code == 200
    door.clock.pass_(seconds=SESSION_LENGTH.total_seconds())
    assert anna.get("/").status_code == 401


def test_a_page_leads_to_where_one_comes_in_and_back(door: Door) -> None:
    client = door.client()
    led = client.get("/?watch=North%20drills&hits=1", headers=PAGE)
    assert (led.status_code, led.headers["location"]) == (
        303,
        "/session?next=%2F%3Fwatch%3DNorth%2520drills%26hits%3D1",
    )
    assert client.get("/", headers=PAGE).headers["location"] == "/session"
    assert client.get("//evil.example/", headers=PAGE).headers["location"] == "/session"
    assert client.post("/x", headers=PAGE).headers["location"] == "/session"
    assert client.get("/api/v1/x", headers=PAGE).status_code == 401


def test_a_part_of_a_page_leads_the_whole_page_away(door: Door) -> None:
    asked = {"HX-Request": "true", "HX-Current-URL": f"{HTTP}/search?q=a", "Accept": "text/html"}
    answer = door.client().get("/wire/news?since=0-0", headers=asked)
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/session?next=%2Fsearch%3Fq%3Da")
    asked["HX-Current-URL"] = "http://["
    assert door.client().get("/wire/news", headers=asked).headers["hx-redirect"] == "/session"


def test_wrong_tokens_from_one_address_must_wait(door: Door) -> None:
    secret = door.token("anna")
    client, other = door.client("192.0.2.7"), door.client("192.0.2.8")
    tried = [client.get("/", headers=bearer(f"wrong{n}")).status_code for n in range(11)]
    assert tried == [401] * 10 + [429]
    # It is not asked either whether this one is right.
    waits = client.get("/", headers=bearer(secret))
    assert (waits.status_code, waits.headers["retry-after"]) == (429, "60")
    assert client.get("/api/v1/x", headers=bearer(secret)).headers["content-type"] == PROBLEM
    assert client.post("/session", data={"token": secret}).status_code == 429
    assert other.get("/", headers=bearer(secret)).status_code == 200
    door.clock.pass_(seconds=60)
    assert client.get("/", headers=bearer(secret)).status_code == 200


def test_the_form_and_the_header_count_together(door: Door) -> None:
    client = door.client()
    for number in range(10):
        sent = (
            client.post("/session", data={"token": "x"})
            if number % 2
            else client.get("/", headers=bearer("x"))
        )
        assert sent.status_code == 401
    refused = client.post("/session", data={"token": "x"})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")


def test_on_loopback_whoever_asks_is_local(open_door: Door) -> None:
    seen: list[Access] = []

    def look(who: Asking) -> None:
        seen.append(who)

    def change(who: Writer) -> None:
        seen.append(who)

    open_door.application.add_api_route("/look", look)
    open_door.application.add_api_route("/change", change, methods=["POST"])
    client = open_door.client("127.0.0.1")
    assert client.get("/look").status_code == 200
    assert client.post("/change").status_code == 200
    assert seen == [LOCAL, LOCAL]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host"])
def test_an_open_desk_answers_no_proxy(open_door: Door, header: str) -> None:
    answer = open_door.client("127.0.0.1").get("/", headers={header: "203.0.113.9"})
    assert answer.status_code == 403
    assert "--behind-proxy" in answer.text


def test_behind_a_proxy_the_client_is_whom_the_proxy_saw(proxied_door: Door) -> None:
    client = proxied_door.client("127.0.0.1")
    for number in range(10):
        forged = {"X-Forwarded-For": f"10.0.0.{number}, 203.0.113.9", **bearer("x")}
        assert client.get("/", headers=forged).status_code == 401
    assert client.get("/", headers={"X-Forwarded-For": "203.0.113.9", **bearer("x")}).status_code == 429
    assert client.get("/", headers={"X-Forwarded-For": "203.0.113.10", **bearer("x")}).status_code == 401


def test_a_websocket_is_closed(door: Door, open_door: Door) -> None:
    from starlette.websockets import WebSocketDisconnect

    for one in (door, open_door):
        with (
            pytest.raises(WebSocketDisconnect),
            TestClient(one.application, base_url=HTTP).websocket_connect("/"),
        ):
            pass


def test_an_archive_that_does_not_answer_lets_nobody_in(door: Door) -> None:
    secret = door.token("anna")
    with door.database.write() as connection:
        connection.execute(text("DROP TABLE access_sessions"))
        connection.execute(text("DROP TABLE access_tokens"))
    refused = door.client().get("/", headers=bearer(secret))
    assert refused.status_code == 503
    assert "archive.db" not in refused.text
    assert "access_tokens" not in refused.text
