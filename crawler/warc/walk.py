"""A way through the `response` records of a WARC file, from any of them on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from crawler.warc.errors import WarcError
from crawler.warc.stream import Stretch
from crawler.warc.torn import torn_at
from storage.records import BackfillPosition

# What PyO3 raises where Rust code panics; it has no module to import it from.
_PANIC = "PanicException"
_SHOWN = 120


class Walk:
    """Goes from record to record; `offset` is the byte at which the last one begins, its compressed member's.

    A position is found by its offset where a record with its id is there, else by its number: in a file that is
    compressed as one member, offsets lead nowhere.

    Raises:
        WarcError: the position is not in the file.
    """

    def __init__(self, file: BinaryIO, start: BackfillPosition, stop: Event) -> None:
        self._file = file
        self._stop = stop
        self._size = file.seek(0, 2)
        self._found: WarcRecord | None = None
        self._id: str | None = None
        self._records = 0
        self._is_at_one = False
        self._is_over = False
        self.offset = 0
        if not self._size:
            raise WarcError("the file is empty", 0)
        self._go_to(start)

    @property
    def position(self) -> BackfillPosition:
        """Of the record that `next` gave last; at the end, of what may once follow."""
        return BackfillPosition(offset=self.offset, next_record=self._id, records=self._records)

    @property
    def uncertain(self) -> BackfillPosition:
        """Behind the record that `next` gave last, where it found no other."""
        return BackfillPosition(records=self._records + 1)

    def next(self) -> WarcRecord | None:
        """The next record, None at the end; what of the last one was not read is passed over.

        Raises:
            WarcError: there is something else, or the file ends within a record.
            StoppedError: the walk was stopped.
        """
        record = self._found or self._advance()
        self._found = None
        self._records += self._is_at_one
        self._is_at_one = record is not None
        return record

    def block(self, record: WarcRecord, most: int) -> bytes:
        """The record's block, `most` bytes of it at most.

        Raises:
            WarcError: the file ends before it does.
            StoppedError: the walk was stopped.
        """
        with self._told():
            found = record.reader.read(most)
        if len(found) < min(most, record.content_length):
            raise WarcError("the file ends within this record", self.offset)
        return found

    def _go_to(self, start: BackfillPosition) -> None:
        if start.next_record is None and start.offset >= self._size:
            self.offset, self._records, self._is_over = self._size, start.records, True
            return
        if start.next_record is not None and self._finds(start):
            return
        self._open(0)
        for number in range(start.records):
            if self.next() is None:
                raise WarcError(f"of {start.records} records that were read before {number} are left", 0)

    def _finds(self, start: BackfillPosition) -> bool:
        self._open(start.offset)
        try:
            self._found = self._advance()
        except WarcError:
            return False
        self._records = start.records
        return self._found is not None and self._id == start.next_record

    def _open(self, offset: int) -> None:
        self._stretch = Stretch(self._file, offset, self._stop)
        self._iterator = ArchiveIterator(
            self._stretch, record_types=WarcRecordType.response, parse_http=False
        )
        self.offset = offset
        self._records = 0
        self._id = None
        self._found = None
        self._is_at_one = self._is_over = False
        self._shares_member = False

    def _advance(self) -> WarcRecord | None:
        if self._is_over:
            return None
        with self._told():
            record = next(self._iterator, None)
        if record is None:
            self._check_end()
            self.offset, self._id, self._is_over = self._size, None, True
            return None
        offset = self._stretch.in_file(record.stream_pos)
        if record.headers.get("Content-Length") is None:
            # A head that is cut off looks like that of an empty record.
            raise WarcError("a record does not say how long it is", offset)
        self._shares_member = self._shares_member or (self._is_at_one and offset <= self.offset)
        self.offset, self._id = offset, record.record_id
        return record

    def _check_end(self) -> None:
        is_known = not self._shares_member and self.offset < self._size
        torn = torn_at(self._file, self.offset if is_known else 0, self._stop)
        if torn is not None:
            raise WarcError("the file ends within a record", torn)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise WarcError(_line(error), self.offset) from error
        except BaseException as error:
            if type(error).__name__ != _PANIC:
                raise
            raise WarcError(_line(error), self.offset) from error


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:_SHOWN]
