"""What is too long or too large is refused before anything reads it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import Request

from app.web.security.limits import LARGEST_BODY, LONGEST_ADDRESS
from tests.app.web.security.doors import Door


async def measured(request: Request) -> int:
    return len(await request.body())


def test_an_address_may_be_so_long_and_no_longer(open_door: Door) -> None:
    client = open_door.client()
    room = LONGEST_ADDRESS - len("/nothing") - len("x=")
    assert client.get("/nothing?x=" + "a" * room).status_code == 404
    refused = client.get("/nothing?x=" + "a" * (room + 1))
    assert refused.status_code == 414
    assert refused.headers["content-security-policy"]
    assert client.get("/api/" + "a" * LONGEST_ADDRESS).headers["content-type"] == "application/problem+json"


def test_a_body_may_be_so_large_and_no_larger(open_door: Door) -> None:
    open_door.application.add_api_route("/measured", measured, methods=["POST"])
    client = open_door.client()
    assert client.post("/measured", content=b"x" * LARGEST_BODY).json() == LARGEST_BODY
    refused = client.post("/measured", content=b"x" * (LARGEST_BODY + 1))
    assert refused.status_code == 413
    assert refused.headers["content-security-policy"]


def test_a_body_that_says_no_length_is_counted(open_door: Door) -> None:
    open_door.application.add_api_route("/measured", measured, methods=["POST"])

    def pieces(count: int) -> Iterator[bytes]:
        yield from (b"x" * 100_000 for _ in range(count))

    client = open_door.client()
    assert client.post("/measured", content=pieces(10)).json() == LARGEST_BODY
    assert client.post("/measured", content=pieces(11)).status_code == 413


def test_a_form_that_is_too_large_is_refused(door: Door) -> None:
    large = {"token": "x" * (LARGEST_BODY + 1)}
    assert door.client().post("/session", data=large).status_code == 413
