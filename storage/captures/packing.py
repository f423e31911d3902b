"""An answer as the bytes that go into a capture file, made before anybody waits for them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Protocol

from storage.captures import warc
from storage.captures.errors import CaptureError
from storage.captures.nameless import HeldFile, nameless, write_all
from storage.records import WireAnswer

#: Bytes that stay in memory; more of them go into a nameless file.
MOST_IN_MEMORY = 100_000
_CHUNK = 64 * 1024


class Records(Protocol):
    """Bytes that go into a capture file."""

    def chunks(self) -> Iterator[bytes]:
        """The bytes, piece by piece, any number of times."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Packed:
    """The records of one answer; the digests of its body and of `records`, in hex. It is gone with this record."""

    answer: WireAnswer
    sha256: str
    records_sha256: str
    records: IO[bytes]

    def chunks(self) -> Iterator[bytes]:
        """The bytes of the records, piece by piece."""
        self.records.seek(0)
        while chunk := self.records.read(_CHUNK):
            yield chunk


def pack(answer: WireAnswer, folder: Path) -> Packed:
    """The records of an answer; a large one goes through a nameless file in the folder.

    Raises:
        CaptureError: the folder takes no such file.
    """
    out = _Out(folder)
    try:
        sha256 = warc.body_digest(answer.body)
        warc.write_answer(warc.writer(out), answer, sha256)
    except OSError as error:
        raise CaptureError(f"{folder}: {error.strerror or error}") from error
    return Packed(answer=answer, sha256=sha256, records_sha256=out.digest.hexdigest(), records=out.records)


class _Out:
    """Takes the records, and their digest."""

    def __init__(self, folder: Path) -> None:
        self.records: BytesIO | HeldFile = BytesIO()
        self.digest = hashlib.sha256()
        self._folder = folder

    def write(self, data: bytes, /) -> None:
        self.digest.update(data)
        if isinstance(self.records, BytesIO) and self.records.tell() + len(data) > MOST_IN_MEMORY:
            held, self.records = self.records.getvalue(), nameless(self._folder)
            write_all(self.records, held)
        write_all(self.records, data)

    def flush(self) -> None:
        """Nothing waits here."""
