"""Backfills: WARC files into the archive, each claimed under a lease, read and saved in batches."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event

from crawler.reading import Reader
from crawler.warc import Passed, StoppedError, WarcError, WarcRecord, records
from crawler.warc.downloading import DownloadError, Downloads
from crawler.warc.records import Choice
from scheduler.backfill_lease import LEASE, kept
from scheduler.warc_pages import ReadRecord, WarcPages
from storage.backfills import Backfills, LeaseLostError
from storage.backfills.outlets import Outlets
from storage.clock import Clock, utc_now
from storage.database import Database
from storage.errors import ContentionError, OutageError
from storage.host_lines import HostLines
from storage.records import Backfill, BackfillCount, BackfillPosition, Wording

log = logging.getLogger(__name__)

#: So many articles are saved in one transaction, as crawls save them; and so many records at most without any.
MOST_ARTICLES = 50
MOST_RECORDS = 1000
#: So many pages are in the readers' hands beside those of crawls.
BESIDE_CRAWLS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfillPlan:
    """What a backfill takes from the configuration: `most_bytes` of a page are read."""

    most_bytes: int
    downloads: Downloads


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfillProgress:
    """How far a backfill has come: bytes of `size` read, or, while it `is_downloading`, fetched."""

    backfill: Backfill
    done: int
    size: int | None
    is_downloading: bool = False


Told = Callable[[BackfillProgress], None]


@dataclass(slots=True, kw_only=True)
class _Batch:
    """What is to be saved at once: the records behind `before`."""

    before: BackfillPosition
    records: list[ReadRecord] = field(default_factory=list)
    articles: int = 0

    def add(self, one: ReadRecord) -> None:
        self.records.append(one)
        self.articles += one.wording is not None

    @property
    def after(self) -> BackfillPosition:
        return self.records[-1].after if self.records else self.before

    @property
    def wordings(self) -> list[Wording]:
        return [one.wording for one in self.records if one.wording is not None]

    @property
    def passed(self) -> BackfillCount:
        why = Counter(one.passed.value for one in self.records if one.passed is not None)
        return BackfillCount(**why)

    def one_by_one(self) -> Iterator[_Batch]:
        before = self.before
        for one in self.records:
            yield _Batch(before=before, records=[one])
            before = one.after


class Backfilling:
    """Takes backfills of this database one after another.

    Of several processes each file has one. What is saved is saved with the position behind it: one that is killed
    leaves nothing half done, and whoever has the file next goes on there.
    """

    def __init__(
        self,
        db: Database,
        reader: Reader,
        plan: BackfillPlan,
        worker_id: str,
        *,
        among: Sequence[int] | None = None,
        in_hand: int = BESIDE_CRAWLS,
        most_articles: int = MOST_ARTICLES,
        told: Told = lambda _: None,
        clock: Clock = utc_now,
    ) -> None:
        self._db = db
        self._backfills = Backfills(db)
        self._reader = reader
        self._plan = plan
        self._worker_id = worker_id
        self._among = among
        self._in_hand = in_hand
        self._most_articles = most_articles
        self._told = told
        self._clock = clock
        self._stop = Event()

    def use(self, plan: BackfillPlan) -> None:
        """Take this plan for the files from now on."""
        self._plan = plan

    def stop(self) -> None:
        """Take nothing more; what is under way ends within a moment, and is gone on with by whoever asks for it."""
        self._stop.set()

    async def take_one(self) -> bool:
        """Claim a file that waits, and work it to its end or until it is to stop; False where there is none, or where
        the readers have ended.

        A file that cannot be read is marked as failed, with the reason.

        Raises:
            StorageError: the database failed; the file is taken up again when its lease has run out.
        """
        if self._stop.is_set():
            return False
        claimed = await asyncio.to_thread(
            self._backfills.claim, self._worker_id, self._clock(), LEASE, among=self._among
        )
        if claimed is None:
            return False
        try:
            async with kept(self._backfills, claimed, self._clock):
                return await self._ended(claimed)
        except LeaseLostError as error:
            log.warning("%s", error)
        return True

    async def _ended(self, claimed: Backfill) -> bool:
        """Work a file, and mark how that ended; False where it was stopped."""
        try:
            await self._work(claimed)
        except StoppedError:
            await asyncio.to_thread(self._backfills.release, claimed)
            return False
        except WarcError as error:
            # What was fetched is torn: the next time it is to be fetched anew, and gone on with where this one ended.
            await asyncio.to_thread(self._forget, claimed)
            await self._fail(claimed, str(error))
        except DownloadError as error:
            await self._fail(claimed, str(error))
        except OSError as error:
            await self._fail(claimed, f"{error.strerror or error} (on {socket.gethostname()})")
        else:
            await asyncio.to_thread(self._backfills.finish, claimed, self._clock())
            await asyncio.to_thread(self._forget, claimed)
        return True

    async def _fail(self, claimed: Backfill, why: str) -> None:
        log.error("%s: %s", claimed.place, why)
        await asyncio.to_thread(self._backfills.fail, claimed, why, self._clock())

    async def _work(self, claimed: Backfill) -> None:
        path = await asyncio.to_thread(self._file, claimed)
        size = path.stat().st_size
        if size != claimed.size:
            await asyncio.to_thread(self._backfills.sized, claimed, size)
        choice = Choice(since=claimed.since, now=self._clock(), most_bytes=self._plan.most_bytes)
        pages = WarcPages(
            claimed.place.rsplit("/", 1)[-1],
            self._reader,
            HostLines(self._db),
            await asyncio.to_thread(Outlets, self._db),
            in_hand=self._in_hand,
            stop=self._stop,
        )
        source = records(path, claimed.position, choice, self._stop)
        try:
            await self._read(claimed, pages, source, size)
        finally:
            await asyncio.to_thread(_close, source)

    async def _read(
        self, claimed: Backfill, pages: WarcPages, source: Generator[WarcRecord], size: int
    ) -> None:
        """Save a batch while the next one is read."""
        now, saving = claimed, asyncio.create_task(_nothing(claimed))
        batch = _Batch(before=now.position)
        trouble: WarcError | None = None
        try:
            try:
                async with contextlib.aclosing(pages.read(source)) as read:
                    async for one in read:
                        batch.add(one)
                        if batch.articles >= self._most_articles or len(batch.records) >= MOST_RECORDS:
                            now = await saving
                            saving = asyncio.create_task(self._save(now, batch, pages, size))
                            batch = _Batch(before=batch.after)
            except WarcError as error:
                trouble = error
            now = await saving
            if batch.records:
                await self._save(now, batch, pages, size)
        finally:
            await asyncio.gather(saving, return_exceptions=True)
        if trouble is not None:
            raise trouble

    async def _save(self, claimed: Backfill, batch: _Batch, pages: WarcPages, size: int) -> Backfill:
        count = await asyncio.to_thread(self._saved, claimed, batch)
        pages.look_again()
        claimed = replace(claimed, position=batch.after, count=claimed.count + count)
        self._told(BackfillProgress(backfill=claimed, done=batch.after.offset, size=size))
        return claimed

    def _saved(self, claimed: Backfill, batch: _Batch) -> BackfillCount:
        """Save a batch; where it is refused, article by article, so that one does not take the others with it."""
        try:
            return self._write(claimed, batch)
        except (LeaseLostError, OutageError, ContentionError):
            # None of them is an article's fault; the lease, when it has run out, brings the file back.
            raise
        except Exception:
            if len(batch.records) > 1:
                return sum((self._saved(claimed, each) for each in batch.one_by_one()), BackfillCount())
            (one,) = batch.records
            if one.wording is None:
                raise
            unread = replace(one, wording=None, passed=Passed.UNREADABLE)
            count = self._write(claimed, _Batch(before=batch.before, records=[unread]))
            log.exception("%s: %s was refused", claimed.place, one.wording.archived.article.url)
            return count

    def _write(self, claimed: Backfill, batch: _Batch) -> BackfillCount:
        return self._backfills.save(
            claimed, batch.wordings, batch.passed, batch.before, batch.after, self._clock(), LEASE
        )

    def _file(self, claimed: Backfill) -> Path:
        if not is_address(claimed.place):
            return Path(claimed.place)

        def told(done: int, size: int | None) -> None:
            progress = BackfillProgress(backfill=claimed, done=done, size=size, is_downloading=True)
            self._told(progress)

        return self._plan.downloads.fetch(claimed.place, self._stop, told)

    def _forget(self, claimed: Backfill) -> None:
        if is_address(claimed.place):
            self._plan.downloads.forget(claimed.place)


def is_address(place: str) -> bool:
    """Whether a file is to be fetched."""
    return place.lower().startswith(("http://", "https://"))


async def _nothing(claimed: Backfill) -> Backfill:
    return claimed


def _close(source: Generator[WarcRecord]) -> None:
    # Where its thread goes on, for nobody waits for that any more, it closes its file by itself.
    with contextlib.suppress(ValueError):
        source.close()
