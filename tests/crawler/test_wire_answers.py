"""What of an answer may be kept: no credential, in whatever form it comes back."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pydantic import SecretStr
from scrapy import Request
from scrapy.http import Response

from crawler.source import Credentials
from crawler.urls import without_user
from crawler.wire_answers import ANSWER, Secrets, held, taken, wire_answer

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CREDENTIALS = Credentials(
    headers={"X-Key": SecretStr("s3cret key"), "X-Tier": SecretStr("gold")},
    cookies={"sid": SecretStr("c00kie-value")},
    basic_auth=("reader", SecretStr("pass:w0rd")),
    user_agent="desk-of-ours/1",
)


def test_what_carries_credentials_is_left_out_and_what_repeats_them_is_hidden() -> None:
    request = Request(
        "https://paper.example/a",
        headers={
            "X-Key": "s3cret key",
            "X-Tier": "gold",
            "Cookie": "sid=c00kie-value",
            "Authorization": "Basic cmVhZGVyOnBhc3M6dzByZA==",
            "Proxy-Authorization": "Basic cHJveHk=",
            "User-Agent": "desk-of-ours/1",
            "Accept": "text/html",
        },
    )
    response = Response(
        "https://reader:pass%3Aw0rd@paper.example/a?key=s3cret%20key#top",
        headers={
            "Set-Cookie": ["sid=c00kie-value; HttpOnly", "other=1", "bare"],
            "X-Echo": "Basic cmVhZGVyOnBhc3M6dzByZA==, c00kie-value",
            "X-Plan": "gold",
        },
        protocol="HTTP/1.1",
    )
    found = wire_answer(request, response, Secrets(CREDENTIALS), NOW, BytesIO(b""))
    assert found.url == "https://paper.example/a?key=removed"
    assert found.request_headers == (
        ("Host", "paper.example"),
        ("User-Agent", "removed"),
        ("Accept", "text/html"),
    )
    assert found.headers == (
        ("Set-Cookie", "sid=removed; HttpOnly"),
        ("Set-Cookie", "other=removed"),
        ("Set-Cookie", "removed"),
        ("X-Echo", "Basic removed, removed"),
        # Too short to be told from a word.
        ("X-Plan", "gold"),
    )


@pytest.mark.parametrize(
    ("content", "is_kept"),
    [
        (b"<p>The gold standard</p>", True),
        (b"<p>Signed in with pass:w0rd</p>", False),
        (b"<a href='?key=s3cret%20key'>", False),
        (b"Authorization: Basic cmVhZGVyOnBhc3M6dzByZA==", False),
    ],
)
def test_a_page_that_shows_a_credential_is_not_kept(
    content: bytes, is_kept: bool, caplog: pytest.LogCaptureFixture
) -> None:
    secrets = Secrets(CREDENTIALS)
    request = Request("https://paper.example/a")
    response = Response(request.url, body=content, request=request)
    assert taken(response, secrets, "paper") is None
    answer = wire_answer(request, response, secrets, NOW, BytesIO(content))
    request.meta[ANSWER] = answer
    assert taken(response, secrets, "paper") is (answer if is_kept else None)
    assert bool(caplog.records) is not is_kept
    assert "pass:w0rd" not in caplog.text


def test_a_source_without_credentials_hides_nothing_but_what_always_is() -> None:
    secrets = Secrets(Credentials())
    assert not secrets.stand_in(b"anything at all")
    request = Request("https://paper.example/", headers={"Cookie": "a=b", "Accept": "*/*"})
    response = Response(request.url)
    found = wire_answer(request, response, secrets, NOW, BytesIO(b""))
    assert found.request_headers == (("Host", "paper.example"), ("Accept", "*/*"))


def test_a_large_body_waits_without_a_name(tmp_path: Path) -> None:
    with held(b"x" * 300_000, tmp_path / "captures") as body:
        body.seek(0)
        assert body.read() == b"x" * 300_000
        assert not list((tmp_path / "captures").iterdir())


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d"),
        ("https://me:pw@a.example/b#e", "https://a.example/b"),
        ("http://me@a.example:8080/", "http://a.example:8080/"),
        ("http://a.example/@me", "http://a.example/@me"),
    ],
)
def test_an_address_without_its_user(url: str, plain: str) -> None:
    assert without_user(url) == plain
