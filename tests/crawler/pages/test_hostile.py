"""No page makes reading raise, and none gives out what cannot be stored."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.normalise import normalise
from crawler.pages import PageKind, RawArticle, read
from tests.crawler.pages import forms

URL = "https://outlet.example/a"
FETCHED_AT = datetime(2025, 8, 5, tzinfo=UTC)
SENTENCES = "".join(f"<p>{line}</p>" for line in forms.PARAGRAPHS)
CONTROLS = "".join(map(chr, [*range(32), 127, 133, 0xFFFE, 0x202E]))


def checked(body: bytes, content_type: str | None = None) -> RawArticle:
    raw = read(body, URL, content_type=content_type, fetched_at=FETCHED_AT)
    if raw.kind is PageKind.ARTICLE:
        article = normalise(raw, fetched_url=URL, fetched_at=FETCHED_AT, lead=None)
        stored = "".join([article.title, article.text, *article.authors, article.section or "", article.url])
        assert stored.encode()
        assert all(character == "\n" or not character < " " for character in stored)
        assert article.content_hash
    return raw


@pytest.mark.parametrize(
    "body",
    [
        b"\x00" * 3000,
        f"<h1>T{CONTROLS}</h1>{CONTROLS}{SENTENCES}{CONTROLS}".encode(),
        f"<h1>T\ud800</h1>{SENTENCES}\udfff&#xD800;&#0;&#x110000;".encode("utf-8", "surrogatepass"),
        b"<html><body>" + b"<div>" * 100_000 + SENTENCES.encode() + b"</div>" * 100_000,
        b"<html><body>" + b"<b><font>" * 20_000 + SENTENCES.encode(),
        b"<html><body>" + b"<table><tr><td>" * 5_000 + SENTENCES.encode(),
        b"<html><body><div class='" + b"related_" * 50_000 + b"'>x</div>" + SENTENCES.encode(),
        b"<html><head><title>" + b"a - b | " * 50_000 + b"</title><body>" + SENTENCES.encode(),
        b"<html><head><meta name=author content='"
        + b"By A, B and " * 50_000
        + b"'><body>"
        + SENTENCES.encode(),
        b"<!---->" * 5_000 + SENTENCES.encode(),
        b"<" * 100_000,
        b"<p>" + b"&amp" * 50_000,
        b"<script type='application/ld+json'>" + b"[" * 50_000 + b"</script>" + SENTENCES.encode(),
        b"<script type='application/ld+json'>"
        + b'{"@type":"NewsArticle","author":' * 950
        + b"1"
        + b"}" * 950
        + b"</script>",
        b'<script type="application/ld+json">{"@type":"NewsArticle","datePublished":'
        + b"9" * 10_000
        + b"}</script>",
        b"<p>a" + b" " * 300_000 + b"b</p>" + b"\n" * 100_000,
        b"<p>" + b"word " * 50_000,
        SENTENCES.encode("utf-16-le"),
        b"<?xml version='1.0' encoding='utf-32'?><html>" + SENTENCES.encode(),
    ],
)
def test_pages_that_break_readers(body: bytes) -> None:
    checked(body, "text/html")


def test_a_hundred_thousand_siblings() -> None:
    assert checked(b"<html><body>" + b"<div>x</div>" * 100_000).kind is PageKind.EMPTY


@settings(max_examples=120, deadline=None)
@given(
    st.binary(max_size=400),
    st.none() | st.sampled_from(["text/html", "text/html; charset=utf-16", "image/png", ";"]),
)
def test_any_bytes(body: bytes, content_type: str | None) -> None:
    checked(body, content_type)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_mutated_pages(data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from(forms.FORMS))().encode())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(body) - 1))
        piece = data.draw(
            st.binary(max_size=12) | st.sampled_from([b"<div>" * 400, b"</div></div>", b"\xed\xa0\x80"])
        )
        body[at : at + data.draw(st.integers(0, 60))] = piece
    checked(bytes(body))
