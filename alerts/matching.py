"""An article against many watches; whatever one watch does with one article, the others do not suffer."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Mapping

from storage.documents import document_of
from storage.records import ArchivedArticle
from watch import Document, Match, Query, WatchSet, match

log = logging.getLogger(__name__)

#: Takes what went wrong, in one line, and the watch that it went wrong with; called while the exception is handled.
Complain = Callable[[str, str | None], None]


def logged(says: str, _: str | None = None) -> None:
    """Log a complaint with what is being handled."""
    log.error("%s", says, exc_info=sys.exception())


class Matcher:
    """Watches by name. A watch that fails with an article is complained of once and passed over.

    Complaints are logged if `complain` is not given.
    """

    def __init__(self, queries: Mapping[str, Query], complain: Complain = logged) -> None:
        self._queries = queries
        self._complain = complain
        self._together: WatchSet[str] = WatchSet()
        self._alone: list[str] = []
        self._complained: set[str] = set()
        for name, query in queries.items():
            try:
                self._together.add(name, query)
            except Exception:
                self._alone.append(name)

    def matches(self, archived: ArchivedArticle) -> dict[str, Match]:
        """The watches that match, by name, in no order."""
        document = self._document(archived)
        if document is None:
            return {}
        return self._matches(self._candidates(archived, document), archived, document)

    def among(self, names: Iterable[str], archived: ArchivedArticle) -> dict[str, Match]:
        """Those of the named watches that match."""
        document = self._document(archived)
        return {} if document is None else self._matches(names, archived, document)

    def candidates(self, archived: ArchivedArticle) -> list[str]:
        """The watches that may match: no other does."""
        document = self._document(archived)
        return [] if document is None else self._candidates(archived, document)

    def _document(self, archived: ArchivedArticle) -> Document | None:
        try:
            return document_of(archived)
        except Exception:
            self._complain(f"article {archived.id} could not be matched", None)
            return None

    def _matches(
        self, names: Iterable[str], archived: ArchivedArticle, document: Document
    ) -> dict[str, Match]:
        found = {name: self._tried(name, archived, document) for name in names}
        return {name: one for name, one in found.items() if one is not None}

    def _candidates(self, archived: ArchivedArticle, document: Document) -> list[str]:
        try:
            return [*self._alone, *self._together.candidates(document)]
        except Exception:
            self._complain(f"article {archived.id} is matched with every watch by itself", None)
            return list(self._queries)

    def _tried(self, name: str, archived: ArchivedArticle, document: Document) -> Match | None:
        try:
            return match(self._queries[name], document)
        except MemoryError:
            # Not of this watch alone: whoever limits the memory of this process says what becomes of it.
            raise
        except Exception:
            if name not in self._complained:
                self._complained.add(name)
                self._complain(f"watch {name!r} could not be matched with article {archived.id}", name)
            return None
