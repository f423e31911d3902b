"""What ails work that is done again and again: said when it is news, and once more when it is over."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from alerts.matching_ways import MatchingStoppedError
from storage.errors import StorageError, level

log = logging.getLogger(__name__)

Work = Callable[[], Awaitable[None]]


class Troubles:
    """Guards work of several kinds. `now` holds, by kind, why the last try failed.

    An outage of the database is told once for all (see `storage.outage`).
    """

    def __init__(self) -> None:
        self.now: dict[str, str] = {}
        self._told: set[str] = set()

    async def guard(self, kind: str, work: Work) -> bool:
        """Do the work; whether it went well. What failed is done again at the next occasion."""
        try:
            await work()
        except StorageError as error:
            self._note(kind, str(error), level(error))
        except MatchingStoppedError as error:
            self._note(kind, str(error))
        except Exception as error:
            if self._note(kind, f"{type(error).__name__}: {error}"):
                log.exception("%s failed", kind)
        else:
            if self.now.pop(kind, None) is not None and kind in self._told:
                self._told.discard(kind)
                log.info("%s works again", kind)
            return True
        return False

    def _note(self, kind: str, trouble: str, loud: int = logging.ERROR) -> bool:
        """Keep the trouble; True where it is news."""
        news = self.now.get(kind) != trouble
        self.now[kind] = trouble
        if news:
            log.log(loud, "%s: %s", kind, trouble)
            if loud >= logging.ERROR:
                self._told.add(kind)
        return news
