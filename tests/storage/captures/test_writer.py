"""What the writer leaves on the disk, as programs of others read it."""

from __future__ import annotations

import hashlib
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from storage.captures.errors import CaptureError
from storage.captures.names import day_of, host_of
from storage.captures.packing import Packed, pack
from storage.captures.writer import CaptureWriter
from tests.storage.captures.answers import NOW, PAGE, answer, packed_answer


def packed(folder: Path, number: int = 0, body: bytes = PAGE) -> Packed:
    return pack(answer(number, body=body), folder)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """As on a disk that is full: no file of this process grows beyond."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_is_read_by_warcio_from_its_beginning_and_from_each_offset(tmp_path: Path) -> None:
    writer = CaptureWriter(tmp_path, host="desk")
    places = writer.write([packed(tmp_path, number) for number in range(3)], NOW)
    places += writer.write([pack(packed_answer(3), tmp_path)], NOW)
    (file,) = tmp_path.iterdir()
    with file.open("rb") as stream:
        kinds = [record.rec_type for record in ArchiveIterator(stream, check_digests=True)]
    assert kinds == ["warcinfo", *["response", "request"] * 4]
    for number, place in enumerate(places):
        assert (place.host, place.file) == ("desk", file.name)
        with file.open("rb") as stream:
            stream.seek(place.offset)
            records = ArchiveIterator(stream, check_digests=True)
            record = next(iter(records))
            assert record.rec_headers.get_header("WARC-Target-URI") == f"https://gazette.example/{number}"
            assert record.rec_headers.get_header("WARC-Date") == "2026-03-01T12:00:00.250000Z"
            assert record.rec_headers.get_header("WARC-IP-Address") == "192.0.2.7"
            body = record.raw_stream.read()
            assert record.digest_checker.passed is True
        kept = packed_answer() if number == 3 else answer()
        assert body == kept.body.read()
    assert sum(place.length for place in places) + places[0].offset == file.stat().st_size


def test_the_digest_is_of_the_bytes_of_the_file(tmp_path: Path) -> None:
    ready = packed(tmp_path)
    (place,) = CaptureWriter(tmp_path).write([ready], NOW)
    found = (tmp_path / place.file).read_bytes()[place.offset : place.offset + place.length]
    assert hashlib.sha256(found).hexdigest() == ready.records_sha256
    assert ready.sha256 == hashlib.sha256(PAGE).hexdigest()


def test_each_day_and_each_writer_has_its_own_file(tmp_path: Path) -> None:
    one, other = CaptureWriter(tmp_path, host="desk"), CaptureWriter(tmp_path, host="desk")
    files = [
        writer.write([packed(tmp_path)], at)[0].file
        for writer, at in ((one, NOW), (other, NOW), (one, NOW + timedelta(days=1)), (one, NOW))
    ]
    assert len(set(files)) == 4
    assert [host_of(file) for file in files] == ["desk"] * 4
    assert [str(day_of(file)) for file in files] == ["2026-03-01", "2026-03-01", "2026-03-02", "2026-03-01"]
    one.close()
    other.close()
    # What is whole is open to nobody else, and closed to writing.
    assert all((tmp_path / file).stat().st_mode & 0o777 == 0o400 for file in files)


def test_heads_are_kept_as_they_came(tmp_path: Path) -> None:
    headers = (("X-Ort", "K\xf6ln"), ("X-Two", "a"), ("X-Two", "b"), ("X-Forged", "c\r\nX-Other: d"))
    (place,) = CaptureWriter(tmp_path).write([pack(answer(headers=headers), tmp_path)], NOW)
    with (tmp_path / place.file).open("rb") as stream:
        stream.seek(place.offset)
        record = next(iter(ArchiveIterator(stream)))
        assert record.http_headers is not None
        assert record.http_headers.headers == [*headers[:3], ("X-Forged", "c  X-Other: d")]
        assert record.http_headers.get_statuscode() == "200"


def test_what_cannot_be_written_leaves_the_file_whole(tmp_path: Path) -> None:
    writer = CaptureWriter(tmp_path)
    (place,) = writer.write([packed(tmp_path)], NOW)
    size = (tmp_path / place.file).stat().st_size
    ready = [packed(tmp_path, number, bytes(range(256))) for number in range(40)]
    with files_of_at_most(size + 5_000), pytest.raises(CaptureError, match=str(tmp_path)):
        writer.write(ready, NOW)
    assert (tmp_path / place.file).stat().st_size == size
    again = writer.write(ready, NOW)
    assert again[0].file != place.file
    with (tmp_path / again[0].file).open("rb") as stream:
        assert len(list(ArchiveIterator(stream))) == 81


def test_a_folder_that_takes_no_file_leaves_none(tmp_path: Path) -> None:
    (tmp_path / "captures").write_text("a file stands here", encoding="utf-8")
    with pytest.raises(CaptureError, match="captures"):
        CaptureWriter(tmp_path / "captures").write([packed(tmp_path)], NOW)
    writer = CaptureWriter(tmp_path / "other")
    with files_of_at_most(100), pytest.raises(CaptureError):
        writer.write([packed(tmp_path)], NOW)
    assert not list((tmp_path / "other").iterdir())


def test_a_large_body_goes_through(tmp_path: Path) -> None:
    body = hashlib.shake_256(b"noise").digest(3_000_000)
    (place,) = CaptureWriter(tmp_path).write([packed(tmp_path, 0, body)], NOW)
    with (tmp_path / place.file).open("rb") as stream:
        stream.seek(place.offset)
        assert next(iter(ArchiveIterator(stream))).raw_stream.read() == body
