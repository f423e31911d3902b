"""WARC files of every form: each answer once, from the beginning and from any record on."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import brotli
import pytest

from crawler.warc import Passed, StoppedError, WarcError, WarcRecord, records
from storage.records import BackfillPosition
from tests.crawler.warc.files import (
    ALL,
    CRAWLED_AT,
    PACKS,
    Pack,
    Record,
    gzipped,
    page,
    plain,
    surrounded,
    with_dictionary,
    written,
    zstandard,
)

BEGINNING = BackfillPosition()


def read(path: Path, start: BackfillPosition = BEGINNING) -> list[WarcRecord]:
    return [*records(path, start, ALL, Event())]


def urls(found: list[WarcRecord]) -> list[str]:
    return [one.body.url for one in found if one.body is not None]


def until_broken(path: Path, start: BackfillPosition = BEGINNING) -> tuple[list[WarcRecord], WarcError]:
    found, each = [], records(path, start, ALL, Event())
    try:
        while True:
            found.append(next(each))
    except WarcError as error:
        return found, error


@pytest.mark.parametrize("pack", PACKS)
def test_each_answer_is_read_from_any_record_on(tmp_path: Path, pack: Pack) -> None:
    chosen = [page(number) for number in range(5)]
    path = written(tmp_path / "a.warc", [each for one in chosen for each in surrounded(one)], pack)
    found = read(path)
    assert urls(found) == [one.url for one in chosen]
    assert [one.body.content for one in found if one.body is not None] == [one.body for one in chosen]
    assert {one.body.fetched_at for one in found if one.body is not None} == {CRAWLED_AT}
    for number, one in enumerate(found):
        rest = read(path, one.after)
        assert rest == found[number + 1 :]
    assert found[-1].after == BackfillPosition(offset=path.stat().st_size, records=5)


def test_a_dictionary_holds_from_any_record_on(tmp_path: Path) -> None:
    path = with_dictionary(tmp_path / "a.warc.zst", [page(number) for number in range(60)])
    found = read(path)
    assert len(urls(found)) == 60
    for number in (0, 29, 58, 59):
        assert read(path, found[number].after) == found[number + 1 :]


def test_a_file_that_is_one_member_is_gone_on_with_by_number(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(b"".join(page(number).written() for number in range(6))))
    found = read(path)
    assert len(urls(found)) == 6
    for number, one in enumerate(found):
        assert urls(read(path, one.after)) == urls(found[number + 1 :])


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    url = "https://gazette.example/a"
    chosen = [
        Record(url=url, body=b"software: other\r\n", type="warcinfo"),
        Record(url=url, body=b"", type="revisit"),
        Record(url=url, body=b"Not here", status="404 Not Found"),
        Record(url=url, body=b"%PDF-1.7", head=("Content-Type: application/pdf",)),
        Record(url=url, body=b"\x89PNG", head=()),
        Record(url="dns:gazette.example", body=b"<p>", date="2026-03-01T12:00:00Z"),
        Record(url=url, body=b"<p>", date="last week"),
        Record(url=url, body=b"<p>", date="0001-01-01T00:00:00Z"),
        page(1),
    ]
    found = read(written(tmp_path / "a.warc.gz", chosen))
    assert [one.passed for one in found] == [
        *[Passed.REFUSED] * 3,
        *[Passed.UNREADABLE] * 3,
        None,
    ]


def test_what_was_crawled_before_a_time_is_older_and_nothing_is_of_the_future(tmp_path: Path) -> None:
    chosen = [page(1, date="2026-02-28T23:59:59Z"), page(2), page(3, date="2099-01-01T00:00:00Z")]
    choice = replace(ALL, since=datetime(2026, 3, 1, tzinfo=UTC))
    found = [*records(written(tmp_path / "a.warc.gz", chosen), BEGINNING, choice, Event())]
    assert [one.passed for one in found] == [Passed.OLDER, None, None]
    assert found[2].body is not None
    assert found[2].body.fetched_at == ALL.now


def chunked(body: bytes) -> bytes:
    pieces = (body[at : at + 700] for at in range(0, len(body), 700))
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(one), one) for one in pieces) + b"0\r\n\r\n"


def brotlied(body: bytes) -> bytes:
    packer = brotli.Compressor()
    return packer.process(body) + packer.finish()


BODY = page(1).body
CODED = {
    "chunked": (("Transfer-Encoding: chunked",), chunked(BODY)),
    "chunks that are gone": (("Transfer-Encoding: chunked",), BODY),
    "gzip": (("Content-Encoding: gzip",), gzip.compress(BODY)),
    "gzip that is gone": (("Content-Encoding: gzip",), BODY),
    "brotli": (("Content-Encoding: br",), brotlied(BODY)),
    "deflate in chunks": (
        ("content-encoding:deflate", "TRANSFER-ENCODING:  Chunked"),
        chunked(zlib.compress(BODY)),
    ),
}


@pytest.mark.parametrize("coded", CODED)
def test_bodies_are_read_packed_or_not(tmp_path: Path, coded: str) -> None:
    head, body = CODED[coded]
    one = Record(url="https://gazette.example/a", body=body, head=("Content-Type: text/html", *head))
    (found,) = read(written(tmp_path / "a.warc.gz", [one]))
    assert found.body is not None
    assert found.body.content == BODY


def test_what_is_not_packed_as_it_says_is_unreadable(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<p>" + b" " * 50_000_000)
    head = ("Content-Type: text/html", "Content-Encoding: gzip")
    chosen = [Record(url="https://gazette.example/a", body=body, head=head) for body in (b"\1\2\3", bomb)]
    found = read(written(tmp_path / "a.warc.gz", chosen))
    assert [one.passed for one in found] == [Passed.UNREADABLE, Passed.UNREADABLE]


def test_of_a_huge_answer_only_the_beginning_is_taken(tmp_path: Path) -> None:
    huge = Record(url="https://gazette.example/a", body=b"<p>" + b"a" * 300_000_000)
    found = read(written(tmp_path / "a.warc.gz", [huge, page(2)]))
    assert found[0].body is not None
    assert len(found[0].body.content) == ALL.most_bytes
    assert found[0].body.partial is not None
    assert found[1].body is not None
    assert found[1].body.partial is None


def test_an_answer_that_was_cut_off_says_so(tmp_path: Path) -> None:
    (found,) = read(written(tmp_path / "a.warc.gz", [replace(page(1), named=("WARC-Truncated: length",))]))
    assert found.body is not None
    assert found.body.partial == "cut off when it was crawled: length"


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("left", [0.02, 0.5, 0.9])
def test_a_torn_tail_is_told_and_what_is_before_it_is_read(tmp_path: Path, pack: Pack, left: float) -> None:
    chosen = [page(number) for number in range(4)]
    path = written(tmp_path / "a.warc", chosen, pack)
    whole = path.read_bytes()
    begins_at = len(whole) - len(pack(chosen[-1].written()))
    path.write_bytes(whole[: begins_at + int((len(whole) - begins_at) * left)])
    found, error = until_broken(path)
    # Where the tail holds the whole of the answer, it is read.
    assert urls(found)[:3] == [one.url for one in chosen[:3]]
    assert error.offset >= begins_at - len(pack(chosen[-2].written()))
    path.write_bytes(whole)
    assert urls(found) + urls(read(path, found[-1].after)) == [one.url for one in chosen]


@pytest.mark.parametrize("pack", PACKS)
def test_garbage_in_the_middle_is_told(tmp_path: Path, pack: Pack) -> None:
    before = b"".join(pack(page(number).written()) for number in range(3))
    path = tmp_path / "a.warc"
    path.write_bytes(before + b"\0garbage, and no record at all" * 40 + pack(page(4).written()))
    found, error = until_broken(path)
    assert len(urls(found)) == 3
    assert error.offset <= len(before)
    again, _ = until_broken(path, found[-1].after)
    assert again == []


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>" * 90, b"\x1f\x8b", b"WARC/1.0\r\nContent-Le", gzip.compress(b"no WARC", mtime=0)],
)
def test_what_is_no_warc_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(content)
    found, error = until_broken(path)
    assert (found, error.offset) == ([], 0)


def test_a_file_that_lost_records_since_is_not_gone_on_with(tmp_path: Path) -> None:
    path = written(tmp_path / "a.warc.gz", [page(number) for number in range(4)])
    after = read(path)[2].after
    written(path, [page(number) for number in range(2)])
    assert "of 3 records that were read before 2 are left" in str(until_broken(path, after)[1])


@pytest.mark.parametrize("pack", [plain, gzipped, zstandard])
def test_it_stops_when_asked(tmp_path: Path, pack: Pack) -> None:
    stop = Event()
    path = written(tmp_path / "a.warc", [page(number) for number in range(400)], pack)
    each = records(path, BEGINNING, ALL, stop)
    assert next(each).body is not None
    stop.set()
    with pytest.raises(StoppedError):
        list(each)
