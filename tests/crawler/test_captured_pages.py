"""A captured answer is unpacked as the crawl unpacked it, within bounds."""

from __future__ import annotations

import gzip
import zlib

import pytest

from crawler.captured_pages import body_of_capture
from crawler.reading import ReadingError
from storage.captures.reader import CapturedAnswer
from storage.records import Capture, Place
from tests.storage.captures.answers import NOW, PAGE

CAPTURE = Capture(
    article_id=1,
    revision=1,
    url="https://gazette.example/0",
    status=200,
    fetched_at=NOW,
    place=Place(host="desk", file="a.warc.gz", offset=0, length=9),
    sha256="",
    records_sha256="",
)


def answered(body: bytes, *encodings: str) -> CapturedAnswer:
    return CapturedAnswer(
        url=CAPTURE.url,
        requested_at=None,
        status_line="HTTP/1.1 200 OK",
        headers=(("Content-Type", "text/html"), *(("Content-Encoding", each) for each in encodings)),
        request_line="GET /0 HTTP/1.1",
        request_headers=(),
        ip_address=None,
        body=body,
    )


@pytest.mark.parametrize(
    ("body", "encodings"),
    [
        (PAGE, ()),
        (gzip.compress(PAGE), ("gzip",)),
        (gzip.compress(zlib.compress(PAGE)), ("deflate, gzip",)),
        (gzip.compress(zlib.compress(PAGE)), ("deflate", "GZIP")),
    ],
)
def test_it_is_unpacked(body: bytes, encodings: tuple[str, ...]) -> None:
    found = body_of_capture(answered(body, *encodings), CAPTURE, 10_000)
    assert (found.content, found.content_type, found.fetched_at) == (PAGE, "text/html", NOW)


@pytest.mark.parametrize(
    ("body", "encodings", "said"),
    [
        (gzip.compress(bytes(20_000)), ("gzip",), "larger than 10000 bytes"),
        (b"not packed", ("gzip",), "cannot be unpacked"),
        (PAGE, ("gzip",) * 9, "packed 9 times over"),
    ],
    ids=["a bomb", "not packed", "many layers"],
)
def test_what_cannot_be_unpacked_is_told(body: bytes, encodings: tuple[str, ...], said: str) -> None:
    with pytest.raises(ReadingError, match=said):
        body_of_capture(answered(body, *encodings), CAPTURE, 10_000)
