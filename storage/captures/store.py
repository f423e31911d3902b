"""Whether and where captures are kept, as the configuration has it; no article is lost where they cannot be."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from storage.captures.errors import CaptureError
from storage.captures.packing import Packed, Records, pack
from storage.captures.rows import note, repeat
from storage.captures.writer import CaptureWriter
from storage.clock import Clock, utc_now
from storage.records import CollectedArticle, Place, Saved, SaveOutcome, WireAnswer

log = logging.getLogger(__name__)


class CaptureStore:
    """Where the answers go that gave articles; nowhere until `use` names a folder. Safe to share between threads."""

    def __init__(self, *, clock: Clock = utc_now) -> None:
        self._clock = clock
        self._writer: CaptureWriter | None = None
        self._lock = threading.Lock()
        self._without = 0
        self._since: datetime | None = None
        #: Why the last answers were not kept, and how many articles are without theirs; None where all is well.
        self.trouble: str | None = None

    @property
    def folder(self) -> Path | None:
        """The folder of the captures; None where none are kept."""
        writer = self._writer
        return None if writer is None else writer.folder

    def use(self, folder: Path | None) -> None:
        """Keep captures in this folder from now on, or none."""
        with self._lock:
            if self.folder == folder:
                return
            before = self._writer
            self._writer = None if folder is None else CaptureWriter(folder, clock=self._clock)
            self.trouble, self._without, self._since = None, 0, None
        if before is not None:
            before.close()

    def packed(self, answers: Sequence[WireAnswer], now: datetime) -> list[Packed]:
        """The answers ready to be written; none where they are not kept, or cannot be, which is told."""
        folder = self.folder
        if folder is None:
            return []
        try:
            return [pack(answer, folder) for answer in answers]
        except CaptureError as error:
            self._troubled(str(error), len(answers), now)
            return []

    def write(self, captures: Sequence[Records], now: datetime) -> list[Place]:
        """Write the captures and say where; none of them where they cannot be written, which is told."""
        writer = self._writer
        if writer is None or not captures:
            return []
        try:
            places = writer.write(captures, now)
        except CaptureError as error:
            self._troubled(str(error), len(captures), now)
            return []
        if self.trouble is not None:
            log.info("captures are kept again; %d articles are without theirs", self._without)
            self.trouble, self._without, self._since = None, 0, None
        return places

    def _troubled(self, why: str, count: int, now: datetime) -> None:
        if self.trouble is None:
            log.error("captures are not kept, articles are saved without them: %s", why)
            self._since = now
        self._without += count
        self.trouble = f"{why}; {self._without} saved without since {self._since:%Y-%m-%d %H:%M} UTC"

    def close(self) -> None:
        """Close the file that is written."""
        if self._writer is not None:
            self._writer.close()


class Keeping:
    """The captures of one batch, packed before its transaction and written once, however often that is tried."""

    def __init__(self, store: CaptureStore | None, items: Sequence[CollectedArticle], now: datetime) -> None:
        self._store = store
        self._now = now
        answers = [item.answer for item in items if item.answer is not None]
        packed = [] if store is None or not answers else store.packed(answers, now)
        self._packed = {id(one.answer): one for one in packed}
        self._places: dict[int, Place] = {}

    def keep(self, connection: Connection, items: Sequence[CollectedArticle], saved: Sequence[Saved]) -> None:
        """Bring the answers that gave something new to the disk, and note where they are, before it is committed."""
        again = [
            (one, item.rereads)
            for item, one in zip(items, saved, strict=True)
            if item.rereads is not None and one.outcome is SaveOutcome.REVISED
        ]
        repeat(connection, [one for one, _ in again], [revision for _, revision in again])
        wanted = [
            (one, self._packed[id(item.answer)])
            for item, one in zip(items, saved, strict=True)
            if id(item.answer) in self._packed and one.outcome is not SaveOutcome.UNCHANGED
        ]
        missing = [packed for _, packed in wanted if id(packed.answer) not in self._places]
        if missing and self._store is not None:
            places = self._store.write(missing, self._now)
            if not places:
                # Another try at the transaction is none at the disk.
                self._packed.clear()
            self._places |= {id(one.answer): at for one, at in zip(missing, places, strict=False)}
        kept = [
            (one, packed, self._places[id(packed.answer)])
            for one, packed in wanted
            if id(packed.answer) in self._places
        ]
        note(connection, kept)
