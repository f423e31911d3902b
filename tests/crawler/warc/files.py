"""WARC files as crawls of others write them."""

from __future__ import annotations

import gzip
import struct
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from backports import zstd

from crawler.warc.records import Choice
from tests.crawler.rigs.texts import article

CRAWLED_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOW = datetime(2026, 11, 28, tzinfo=UTC)
ALL = Choice(since=None, now=NOW, most_bytes=1_000_000)

Pack = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record to be; of a `response`, `body` is the HTTP answer's, and `head` its headers."""

    url: str
    body: bytes
    type: str = "response"
    date: str = "2026-03-01T12:00:00Z"
    status: str = "200 OK"
    head: tuple[str, ...] = ("Content-Type: text/html; charset=utf-8",)
    named: tuple[str, ...] = ()

    def written(self) -> bytes:
        block = self.body
        if self.type == "response":
            block = "\r\n".join((f"HTTP/1.1 {self.status}", *self.head, "", "")).encode() + self.body
        name = uuid.uuid5(uuid.NAMESPACE_URL, f"{self.type} {self.date} {self.url}")
        lines = (
            "WARC/1.0",
            f"WARC-Type: {self.type}",
            f"WARC-Target-URI: {self.url}",
            f"WARC-Date: {self.date}",
            f"WARC-Record-ID: <urn:uuid:{name}>",
            f"Content-Type: application/http; msgtype={self.type}",
            f"Content-Length: {len(block)}",
            *self.named,
        )
        return "\r\n".join((*lines, "", "")).encode() + block + b"\r\n\r\n"


def page(number: int, title: str | None = None, *, date: str = "2026-03-01T12:00:00Z") -> Record:
    """An article that was crawled."""
    return Record(
        url=f"https://gazette.example/2026/{number}",
        body=article(title or f"Frigate {number} sails", f"Report number {number}.").encode(),
        date=date,
    )


def surrounded(one: Record) -> list[Record]:
    """A record as crawls have it: with the request before it, and metadata behind it."""
    return [
        Record(url=one.url, body=b"GET / HTTP/1.1\r\n\r\n", type="request"),
        one,
        Record(url=one.url, body=b"fetchTimeMs: 12", type="metadata"),
    ]


def plain(record: bytes) -> bytes:
    return record


def gzipped(record: bytes) -> bytes:
    return gzip.compress(record, 6, mtime=0)


def zstandard(record: bytes) -> bytes:
    return zstd.compress(record)


PACKS: Sequence[Pack] = (plain, gzipped, zstandard)


def written(path: Path, records: Sequence[Record], pack: Pack = gzipped) -> Path:
    """A file of these records, each packed by itself."""
    path.write_bytes(b"".join(pack(one.written()) for one in records))
    return path


def with_dictionary(path: Path, records: Sequence[Record]) -> Path:
    """A Zstandard file whose records are packed with a dictionary that stands at its beginning."""
    samples = [one.written() for one in records]
    trained = zstd.train_dict(samples, 4096)
    content = zstd.compress(trained.dict_content)
    frame = struct.pack("<II", 0x184D2A5D, len(content)) + content
    path.write_bytes(frame + b"".join(zstd.compress(one, zstd_dict=trained) for one in samples))
    return path
