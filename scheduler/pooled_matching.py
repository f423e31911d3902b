"""Matching in the processes that read pages: on all cores, and what hangs or dies there takes nothing else along."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import pickle
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from alerts.judging import Asked, Found
from alerts.matching_ways import IN_PROCESS, MatchingStoppedError
from alerts.watchlist import Watchlist
from crawler.reading import ReadingError, RunawayError
from scheduler.matching_process import Packed, candidates, match_batch
from scheduler.reading_pool import ReadingPool
from storage.records import ArchivedArticle

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)

#: Watches from which the processes match: the worker then spends about a third of the CPU time on it. With fewer there
#: is little to gain (docs/decisions/0028).
FEWEST = 100
#: Bytes of packed watches up to which every process holds them, about 25,000; more are held once, in the worker.
MOST_PACKED = 16_000_000
#: Seconds for a batch, which takes some hundredths of one.
TIMEOUT = 5.0
# Of the watches that a process has to make ready first; it makes ten times as many.
_WATCHES_A_SECOND = 2_000
#: A watch that hung or killed its process with so many articles is left out until it, or any other, is changed.
MOST_RUNAWAYS = 3


class PooledMatching:
    """An `alerts.matching_ways.Matching` over the processes that read pages. Build it inside the running event loop.

    A process gets the watches when it first needs them, and again when they changed. Of a batch that hangs or kills
    its process each article is matched by itself, and of such an article each watch that may match: the pairs that do
    it are logged and passed over. Watches that are few, or too many for every process to hold, are matched in the
    calling process.
    """

    def __init__(self, pool: ReadingPool, *, fewest: int = FEWEST, timeout: float = TIMEOUT) -> None:
        self._pool = pool
        self._fewest = fewest
        self._timeout = timeout
        self._loop = asyncio.get_running_loop()
        self._watchlist = Watchlist()
        self._packed: Packed | None = None
        self._runaways: Counter[str] = Counter()
        self._said: set[str] = set()

    def found(self, watchlist: Watchlist, asked: Sequence[Asked]) -> list[Found | None]:
        """See `Matching`."""
        if len(watchlist) < self._fewest or not asked:
            return IN_PROCESS.found(watchlist, asked)
        self._use(watchlist)
        if self._packed is None:
            return IN_PROCESS.found(watchlist, asked)
        self._pool.keep_spare()
        try:
            return asyncio.run_coroutine_threadsafe(self._all_of(self._packed, asked), self._loop).result()
        except ReadingError as error:
            # Not here instead: it may be what is to be matched that broke them.
            raise MatchingStoppedError(f"nothing is flagged for now: {error}") from error

    def _use(self, watchlist: Watchlist) -> None:
        if watchlist is not self._watchlist:
            self._watchlist = watchlist
            self._runaways.clear()
            self._said.clear()
            self._packed = self._pack()

    def _pack(self) -> Packed | None:
        queries = {
            entry.name: entry.query for entry in self._watchlist if self._runaways[entry.name] < MOST_RUNAWAYS
        }
        try:
            content = pickle.dumps(queries, pickle.HIGHEST_PROTOCOL)
        except Exception:
            log.exception("the worker matches by itself: its watches cannot be handed over")
            return None
        if len(content) > MOST_PACKED:
            return None
        return Packed(digest=hashlib.sha256(content).hexdigest(), content=content)

    async def _all_of(self, packed: Packed, asked: Sequence[Asked]) -> list[Found | None]:
        size = -(-len(asked) // self._pool.processes)
        parts = [asked[at : at + size] for at in range(0, len(asked), size)]
        found = await asyncio.gather(*(self._batch(packed, part) for part in parts))
        return [one for part in found for one in part]

    async def _batch(self, packed: Packed, asked: Sequence[Asked]) -> list[Found | None]:
        try:
            return await self._matched(packed, asked)
        except RunawayError:
            if len(asked) == 1:
                return [await self._watch_by_watch(packed, asked[0])]
        found = await asyncio.gather(*(self._batch(packed, [one]) for one in asked))
        return [one for part in found for one in part]

    async def _watch_by_watch(self, packed: Packed, asked: Asked) -> Found | None:
        try:
            names = await self._called(packed, candidates, asked)
        except RunawayError as error:
            one = asked.article
            log.error("article %d, revision %d, is matched with no watch: %s", one.id, one.revision, error)
            return None
        found = await asyncio.gather(*(self._with(packed, name, asked.article) for name in names))
        return {name: one[name] for one in found for name in one}

    async def _with(self, packed: Packed, name: str, article: ArchivedArticle) -> Found:
        try:
            (found,) = await self._matched(packed, [Asked(article=article, names=(name,))])
        except RunawayError as error:
            log.error(
                "watch %r is not matched with article %d, revision %d: %s",
                name,
                article.id,
                article.revision,
                error,
            )
            self._ran_away(name)
            return {}
        return found or {}

    def _ran_away(self, name: str) -> None:
        self._runaways[name] += 1
        if self._runaways[name] == MOST_RUNAWAYS:
            log.error(
                "watch %r is left out until the watches change: it did so %d times", name, MOST_RUNAWAYS
            )
            self._packed = self._pack()

    async def _matched(self, packed: Packed, asked: Sequence[Asked]) -> list[Found | None]:
        judged = await self._called(packed, match_batch, asked)
        for complaint in judged.complaints:
            if complaint.watch is None or complaint.watch not in self._said:
                self._said.add(complaint.watch or "")
                log.error("%s", complaint.says)
        return list(judged.found)

    async def _called(
        self,
        packed: Packed,
        function: Callable[Concatenate[Packed, P], T | None],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        known = Packed(digest=packed.digest)
        answer = await self._pool.run(partial(function, known, *args, **kwargs), self._timeout)
        if answer is None:
            longer = self._timeout + len(self._watchlist) / _WATCHES_A_SECOND
            answer = await self._pool.run(partial(function, packed, *args, **kwargs), longer)
        if answer is None:
            raise ReadingError("a process does not know the watches that it was given")
        return answer
