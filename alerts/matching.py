"""An article against many watches; whatever one watch does with one article, the others do not suffer."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping

from storage.documents import document_of
from storage.records import ArchivedArticle
from watch import Document, Match, Query, WatchSet, match

log = logging.getLogger(__name__)


class Matcher:
    """Watches by name. A watch that fails with an article is logged once and passed over."""

    def __init__(self, queries: Mapping[str, Query]) -> None:
        self._queries = queries
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

    def _document(self, archived: ArchivedArticle) -> Document | None:
        try:
            return document_of(archived)
        except Exception:
            log.exception("article %d could not be matched", archived.id)
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
            log.exception("article %d is matched with every watch by itself", archived.id)
            return list(self._queries)

    def _tried(self, name: str, archived: ArchivedArticle, document: Document) -> Match | None:
        try:
            return match(self._queries[name], document)
        except Exception:
            if name not in self._complained:
                self._complained.add(name)
                log.exception("watch %r could not be matched with article %d", name, archived.id)
            return None
