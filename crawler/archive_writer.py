"""Articles of all runs on their way into the archive, many to a transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from storage.archive import Archive
from storage.clock import Clock, utc_now
from storage.records import CollectedArticle, Saved

MOST_IN_A_BATCH = 50
# A transaction costs as much as one to two articles; so long, in seconds, an article waits for others to share it.
GATHERING = 0.2


class ArchiveWriter:
    """Saves what the runs bring, one transaction at a time, in a thread.

    The articles that arrive within a moment, or while another transaction is written, share one. `save` returns
    when its article is committed. A batch that fails is tried article by article, so that one that the database
    refuses does not take the others with it.
    """

    def __init__(self, archive: Archive, clock: Clock = utc_now) -> None:
        self._archive = archive
        self._clock = clock
        self._waiting: list[tuple[CollectedArticle, asyncio.Future[Saved]]] = []
        self._writing: asyncio.Task[None] | None = None

    @property
    def captures_folder(self) -> Path | None:
        """Where the answers are kept that gave the articles; None where they are not."""
        return self._archive.captures_folder

    async def save(self, collected: CollectedArticle) -> Saved:
        """Save one article.

        Raises:
            StorageError: the database refused it or did not answer.
        """
        future: asyncio.Future[Saved] = asyncio.get_running_loop().create_future()
        self._waiting.append((collected, future))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write(), name="archive-writer")
        return await future

    async def settle(self) -> None:
        """Wait until all that was handed in is written."""
        if self._writing is not None:
            await asyncio.wait([self._writing])

    async def _write(self) -> None:
        while self._waiting:
            if len(self._waiting) < MOST_IN_A_BATCH:
                await asyncio.sleep(GATHERING)
            batch = self._waiting[:MOST_IN_A_BATCH]
            del self._waiting[:MOST_IN_A_BATCH]
            try:
                await self._write_batch(batch)
            except Exception as error:
                if len(batch) == 1:
                    _refuse(batch[0][1], error)
                    continue
                for one in batch:
                    try:
                        await self._write_batch([one])
                    except Exception as reason:
                        _refuse(one[1], reason)

    async def _write_batch(self, batch: Sequence[tuple[CollectedArticle, asyncio.Future[Saved]]]) -> None:
        articles = [collected for collected, _ in batch]
        saved = await asyncio.to_thread(self._archive.save, articles, self._clock())
        for (_, future), outcome in zip(batch, saved, strict=True):
            if not future.done():
                future.set_result(outcome)


def _refuse(future: asyncio.Future[Saved], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
