"""Charsets as they are declared, as they are, and as they are not."""

from __future__ import annotations

import codecs

import pytest

from crawler import feeds
from tests.crawler.feeds.written import URL, rss

TITLE = "Паром ушёл на рассвете"
DOCUMENT = rss(f"<title>{TITLE}</title>")


def declared(encoding: str, document: str = DOCUMENT) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>{document}'


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (DOCUMENT.encode(), None),
        (codecs.BOM_UTF8 + declared("utf-8").encode(), None),
        (declared("utf-16").encode(), None),
        (declared("koi8-r").encode(), "text/xml; charset=iso-8859-1"),
        (declared("windows-1251").encode("cp1251"), None),
        (declared("koi8-r").encode("koi8-r"), None),
        (DOCUMENT.encode("koi8-r"), "application/rss+xml; charset=koi8-r"),
        (declared("utf-16").encode("utf-16"), None),
        (declared("utf-16").encode("utf-16-be"), None),
        (DOCUMENT.encode("utf-16-le"), None),
        (declared("utf-32").encode("utf-32"), None),
        (declared("utf-32").encode("utf-32-be"), None),
        (declared("utf-32").encode("utf-32-le"), None),
    ],
)
def test_a_charset_is_believed_as_far_as_the_bytes_bear_it_out(body: bytes, content_type: str | None) -> None:
    feed = feeds.read(body, URL, content_type=content_type)
    assert [entry.title for entry in feed.entries] == [TITLE]
    assert feed.doubts == ()


@pytest.mark.parametrize(
    ("title", "encoding"),
    [("북한 병력 이동", "euc-kr"), ("護衛艦が出港", "shift_jis"), ("護衛艦が出港", "iso-2022-jp")],
)
def test_korean_and_japanese(title: str, encoding: str) -> None:
    body = declared(encoding, rss(f"<title>{title}</title>")).encode(encoding)
    assert feeds.read(body, URL).entries[0].title == title


def test_a_few_broken_bytes_do_not_make_it_another_charset() -> None:
    body = rss(f"<title>{TITLE}</title>", "<title>a b</title>").encode().replace(b"a b", b"a \xff b")
    feed = feeds.read(body, URL)
    assert [entry.title for entry in feed.entries] == [TITLE, "a \ufffd b"]
    assert feed.doubts == ("1 characters are not in the charset of the rest",)
