"""Reads a capture back from its file."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from storage.captures.errors import CaptureError
from storage.captures.names import this_host
from storage.captures.warc import date_of
from storage.records import Capture
from storage.records.captures import Headers

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturedAnswer:
    """What the file holds of one answer. `body` is as it came: `content_encodings` says how it is packed."""

    url: str
    requested_at: datetime | None
    status_line: str
    headers: Headers
    request_line: str
    request_headers: Headers
    ip_address: str | None
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of this name."""
        return next((value for key, value in self.headers if key.casefold() == name.casefold()), None)

    @property
    def content_encodings(self) -> tuple[str, ...]:
        """The content codings in the order in which they were applied (RFC 9110, 8.4)."""
        named = (value for key, value in self.headers if key.casefold() == "content-encoding")
        return tuple(coding.strip() for value in named for coding in value.split(",") if coding.strip())

    @property
    def status(self) -> int | None:
        """The status of the answer; None where its status line has none."""
        digits = self.status_line.partition(" ")[2][:3]
        return int(digits) if digits.isdecimal() else None


def path_of(folder: Path, capture: Capture) -> Path:
    """The file of a capture.

    Raises:
        CaptureError: it is not there; the message says on which machine it should be.
    """
    path = folder / capture.place.file
    if path.name == capture.place.file and path.is_file():
        return path
    where = "" if capture.place.host == this_host() else f"; it was written on {capture.place.host}"
    raise CaptureError(f"there is no capture file {path}{where}")


def records_of(folder: Path, capture: Capture) -> bytes:
    """The bytes of a capture's records in its file.

    Raises:
        CaptureError: the file is missing, cannot be read, or is too short.
    """
    path, place = path_of(folder, capture), capture.place
    try:
        with path.open("rb") as file:
            file.seek(place.offset)
            found = file.read(place.length)
    except (OSError, OverflowError, ValueError) as error:
        raise CaptureError(f"{path}: {error}") from error
    if len(found) < place.length:
        raise CaptureError(f"{path} ends before the record at {place.offset} does")
    return found


def read(folder: Path, capture: Capture) -> CapturedAnswer:
    """The answer that a capture holds, checked against the digest of its row.

    Raises:
        CaptureError: it cannot be read, or is not what was written.
    """
    where = f"{folder / capture.place.file} at {capture.place.offset}"
    return parse(BytesIO(sound_records(folder, capture)), where)


def sound_records(folder: Path, capture: Capture) -> bytes:
    """The bytes of a capture's records, as they were written.

    Raises:
        CaptureError: they cannot be read, or are others.
    """
    found = records_of(folder, capture)
    if hashlib.sha256(found).hexdigest() != capture.records_sha256:
        place = capture.place
        raise CaptureError(
            f"{folder / place.file}: the record at {place.offset} was changed since it was written; "
            "`wirewatch verify` says what else was"
        )
    return found


def parse(records: IO[bytes], where: str) -> CapturedAnswer:
    """The answer of two records, the answer's and its request's.

    Raises:
        CaptureError: they are no such records; `where` is in the message.
    """
    try:
        answer: ArcWarcRecord | None = None
        body = b""
        for record in ArchiveIterator(records):
            if answer is None:
                answer, body = record, record.raw_stream.read()
            else:
                return _together(answer, body, record)
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError, AttributeError) as error:
        raise CaptureError(f"{where}: not a WARC record: {error}") from error
    raise CaptureError(f"{where}: a capture has two records, an answer and its request")


def _together(answer: ArcWarcRecord, body: bytes, request: ArcWarcRecord) -> CapturedAnswer:
    heads = answer.http_headers, request.http_headers
    if (answer.rec_type, request.rec_type) != ("response", "request") or heads[0] is None or heads[1] is None:
        raise ValueError(f"its records are of the types {answer.rec_type} and {request.rec_type}")
    return CapturedAnswer(
        url=answer.rec_headers.get_header("WARC-Target-URI") or "",
        requested_at=date_of(answer),
        status_line=f"{heads[0].protocol} {heads[0].statusline}",
        headers=tuple(heads[0].headers),
        request_line=f"{heads[1].protocol} {heads[1].statusline}",
        request_headers=tuple(heads[1].headers),
        ip_address=answer.rec_headers.get_header("WARC-IP-Address"),
        body=body,
    )
