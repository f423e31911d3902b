"""What cannot be read back is said in one line that names the file."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from storage.captures.errors import CaptureError
from storage.captures.packing import pack
from storage.captures.reader import parse, path_of, read, records_of
from storage.captures.writer import CaptureWriter
from storage.records import Capture
from tests.storage.captures.answers import NOW, PAGE, answer, packed_answer


def captured(folder: Path) -> Capture:
    packed = pack(packed_answer(), folder)
    writer = CaptureWriter(folder)
    (place,) = writer.write([packed], NOW)
    writer.close()
    return Capture(
        article_id=1,
        revision=1,
        url="https://gazette.example/0",
        status=200,
        fetched_at=NOW,
        place=place,
        sha256=packed.sha256,
        records_sha256=packed.records_sha256,
    )


def test_what_was_written_comes_back(tmp_path: Path) -> None:
    found = read(tmp_path, captured(tmp_path))
    assert (found.url, found.requested_at, found.ip_address) == (
        "https://gazette.example/0",
        NOW,
        "192.0.2.7",
    )
    assert (found.status_line, found.status, found.request_line) == (
        "HTTP/1.1 200 OK",
        200,
        "GET /0 HTTP/1.1",
    )
    assert found.header("content-type") == "text/html"
    assert found.header("Server") is None


def test_no_row_leads_out_of_the_folder(tmp_path: Path) -> None:
    capture = captured(tmp_path)
    folder = tmp_path / "captures"
    folder.mkdir()
    for name in (f"../{capture.place.file}", str(tmp_path / capture.place.file), ".", ""):
        with pytest.raises(CaptureError, match="there is no capture file"):
            path_of(folder, replace(capture, place=replace(capture.place, file=name)))


def test_a_file_of_another_machine_is_named_with_it(tmp_path: Path) -> None:
    capture = captured(tmp_path)
    elsewhere = replace(capture, place=replace(capture.place, host="desk-2"))
    with pytest.raises(CaptureError, match="it was written on desk-2"):
        read(tmp_path / "elsewhere", elsewhere)
    assert read(tmp_path, elsewhere).status == 200


@pytest.mark.parametrize(("offset", "length"), [(0, 10**9), (10**7, 5), (-1, 5), (2**63, 5)])
def test_a_place_that_is_none(tmp_path: Path, offset: int, length: int) -> None:
    capture = captured(tmp_path)
    with pytest.raises(CaptureError, match=capture.place.file):
        records_of(tmp_path, replace(capture, place=replace(capture.place, offset=offset, length=length)))


def test_what_is_no_capture(tmp_path: Path) -> None:
    whole = b"".join(pack(answer(), tmp_path).chunks())
    assert parse(BytesIO(whole), "here").body == PAGE
    for spoilt in (b"", b"nothing of the kind", whole[:40], whole[:300] + whole[310:]):
        with pytest.raises(CaptureError, match="here"):
            parse(BytesIO(spoilt), "here")
