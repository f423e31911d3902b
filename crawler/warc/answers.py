"""The HTTP answer that a record holds, as the readers take it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.egress.errors import BadAnswerError
from crawler.reading import Body, ReadingError

#: The head of an answer has so many bytes at most.
LONGEST_HEAD = 256_000
_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})")
_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")
_HTML = ("text/html", "application/xhtml+xml")
_SNIFFED = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer's status, its headers by name in lower case, and its body as it stands in the record."""

    status: int
    headers: dict[str, list[str]]
    body: bytes

    @property
    def content_type(self) -> str | None:
        return self.headers.get("content-type", [None])[0]

    @property
    def is_html(self) -> bool:
        """Whether it says that it is HTML; of one that says nothing, whether it looks so."""
        if self.content_type is None:
            return self.body[:_SNIFFED].lstrip().startswith(b"<")
        return self.content_type.partition(";")[0].strip().lower() in _HTML


def parse(message: bytes) -> Answer | None:
    """The answer of a record's block; None where it is no HTTP answer."""
    end = _END.search(message, 0, LONGEST_HEAD)
    head = message if end is None else message[: end.start()]
    status = _STATUS.match(head)
    if end is None or status is None:
        return None
    headers: dict[str, list[str]] = {}
    for line in head.splitlines()[1:]:
        name, colon, value = line.decode("latin-1").partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), []).append(value.strip())
    return Answer(status=int(status[1]), headers=headers, body=message[end.end() :])


def body_of(answer: Answer, url: str, fetched_at: datetime, most: int, partial: str | None) -> Body:
    """The body without its codings, of `most` bytes at most.

    Crawlers differ: some keep an answer as it came, others unpack it and leave the headers as they were. So a body is
    only unpacked where it is packed.

    Raises:
        ReadingError: it cannot be unpacked, or is larger.
    """
    body = answer.body
    if "chunked" in ",".join(answer.headers.get("transfer-encoding", ())).lower():
        body = _without_chunks(body)
    if codings := answer.headers.get("content-encoding"):
        body = _unpacked(body, codings, most)
    return Body(
        content=body[:most],
        url=url,
        content_type=answer.content_type,
        fetched_at=fetched_at,
        partial=partial,
    )


def _without_chunks(body: bytes) -> bytes:
    """RFC 9112, 7.1. A body that does not begin with a chunk is as it should be already."""
    pieces, at = [], 0
    while head := _SIZE.match(body, at):
        size = int(head[1], 16)
        if not size:
            break
        pieces.append(body[head.end() : head.end() + size])
        at = head.end() + size
        at += 2 if body.startswith(b"\r\n", at) else 1
    return b"".join(pieces) if at else body


def _unpacked(body: bytes, codings: Sequence[str], most: int) -> bytes:
    # Scrapy is large, and few crawls keep their answers packed.
    from scrapy.exceptions import IgnoreRequest

    from crawler.unpacking import UnpackedTooLargeError, unpacked

    try:
        return unpacked(body, [coding.encode("latin-1") for coding in codings], most)[0]
    except UnpackedTooLargeError as error:
        raise ReadingError(f"unpacked it is larger than {most} bytes") from error
    except (BadAnswerError, IgnoreRequest) as error:
        if body[:_SNIFFED].lstrip().startswith(b"<"):
            return body
        raise ReadingError(str(error)) from error
