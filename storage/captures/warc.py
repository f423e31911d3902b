"""An answer as records of a WARC file (ISO 28500:2017, WARC 1.1), and back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from io import SEEK_END
from typing import IO, Protocol
from urllib.parse import urlsplit

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from storage.records import WireAnswer

VERSION = "1.1"
_CHUNK = 64 * 1024
Header = tuple[str, str]
_UNSAFE = str.maketrans("\r\n\0", "   ")


class Out(Protocol):
    """Where records go."""

    def write(self, data: bytes, /) -> object:
        """Take all of these bytes."""
        ...

    def flush(self) -> object:
        """A record is at its end."""
        ...


class _AsReceived(StatusAndHeaders):
    """A head whose bytes are those that came: warcio would percent-encode what is not ASCII."""

    def to_ascii_bytes(self, filter_func: Callable[[Header], Header | None] | None = None) -> bytes:
        return self.to_bytes(filter_func, encoding="latin-1")


def writer(out: Out) -> WARCWriter:
    """A writer of records, each a gzip member of its own, so that it can be read from its offset on."""
    return WARCWriter(out, gzip=True, warc_version=VERSION)


def write_head(to: WARCWriter, name: str, host: str) -> None:
    """Write what a file begins with: who wrote it, and in which format."""
    told = {
        "software": "wirewatch",
        "hostname": host,
        "format": f"WARC File Format {VERSION}",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    }
    to.write_record(to.create_warcinfo_record(name, told))


def write_answer(to: WARCWriter, answer: WireAnswer, sha256: str) -> None:
    """Write an answer, then its request."""
    headers = {"WARC-Date": warc_date(answer.requested_at), "WARC-Payload-Digest": f"sha256:{sha256}"}
    if answer.ip_address is not None:
        headers["WARC-IP-Address"] = answer.ip_address
    length = answer.body.seek(0, SEEK_END)
    answer.body.seek(0)
    url = _line(answer.url)
    response = to.create_warc_record(
        url,
        "response",
        payload=answer.body,
        length=length,
        warc_headers_dict=headers,
        http_headers=_AsReceived(
            _status_line(answer.status), _clean(answer.headers), protocol=_line(answer.protocol)
        ),
    )
    request = to.create_warc_record(
        url,
        "request",
        http_headers=_AsReceived(
            f"GET {_target(url)} {_line(answer.protocol)}",
            _clean(answer.request_headers),
            is_http_request=True,
        ),
    )
    to.write_request_response_pair(request, response)


def body_digest(body: IO[bytes]) -> str:
    """SHA-256 of all bytes of a body, in hex."""
    body.seek(0)
    digest = hashlib.sha256()
    while chunk := body.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def warc_date(at: datetime) -> str:
    """A time as WARC 1.1 writes it, to the microsecond."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def date_of(record: ArcWarcRecord) -> datetime | None:
    """The time of a record; None where it says none."""
    try:
        return datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or "").astimezone(UTC)
    except ValueError:
        return None


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} "


def _target(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _clean(headers: tuple[Header, ...]) -> list[Header]:
    return [(_line(name), _line(value)) for name, value in headers]


def _line(text: str) -> str:
    """The text on one line: a header cannot begin another one."""
    return text.translate(_UNSAFE)
