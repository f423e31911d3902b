"""tantivy, newest first by a fast field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tantivy import Document, FieldType, Index, Occur, Order, Query, Schema, SchemaBuilder, SearchResult

from benchmarks.matching.watches import DISTANCE, Boolean, Form, Group
from benchmarks.search.contender import KEYS_A_DAY, NEWEST, Contender, Window
from benchmarks.search.forms import Asked
from benchmarks.search.peers.texts import Text

_FIELDS = ("title", "text")
_HEAP = 256 << 20


def build(folder: Path, batches: Iterator[list[Text]]) -> None:
    """Makes the index in a new folder."""
    folder.mkdir()
    index = Index(_schema(), str(folder))
    writer = index.writer(_HEAP, 1)
    for rows in batches:
        for key, title, text in rows:
            document = Document()
            document.add_unsigned("key", key)
            document.add_text("title", title)
            document.add_text("text", text)
            writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_unsigned_field("key", stored=True, indexed=True, fast=True)
    builder.add_text_field("title", stored=True)
    builder.add_text_field("text")
    return builder.build()


class RawTantivy(Contender):
    """Asked with a query that is built, not parsed, and for the titles."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        index = Index.open(str(folder))
        self._schema, self._searcher = index.schema, index.searcher()

    def newest(self, asked: Asked, window: Window | None) -> list[int] | None:
        if (query := self._query(asked, window)) is None:
            return None
        return self._keys(
            self._searcher.search(query, NEWEST, count=False, order_by_field="key", order=Order.Desc)
        )

    def most_relevant(self, asked: Asked, window: Window | None) -> list[int] | None:
        if (query := self._query(asked, window)) is None:
            return None
        return self._keys(self._searcher.search(query, NEWEST, count=False))

    def by_day(self, asked: Asked, window: Window | None) -> list[int] | None:
        if (query := self._query(asked, window)) is None:
            return None
        by_day = {"histogram": {"field": "key", "interval": KEYS_A_DAY, "min_doc_count": 1}}
        found = self._searcher.aggregate(query, {"days": by_day})
        return [day["doc_count"] for day in found["days"]["buckets"]]

    def close(self) -> None:
        del self._searcher

    def _keys(self, found: SearchResult) -> list[int]:
        documents = [self._searcher.doc(address).to_dict() for _, address in found.hits]
        return [document["key"][0] for document in documents]

    def _query(self, asked: Asked, window: Window | None) -> Query | None:
        if asked.structure is None:
            return None
        parts = self._parts(asked.structure)
        if window is not None:
            start, stop = window.keys
            dates = Query.range_query(
                self._schema, "key", FieldType.Unsigned, start, stop, include_upper=False
            )
            parts.append(dates)
        return parts[0] if len(parts) == 1 else Query.boolean_query([(Occur.Must, part) for part in parts])

    def _parts(self, structure: Boolean) -> list[Query]:
        if not structure.near:
            return [self._either(group) for group in structure.groups]
        ((first,), (second,)) = structure.groups
        ways = [
            Query.phrase_query(self._schema, field, [left.words[0], right.words[0]], slop=DISTANCE - 1)
            for field in _FIELDS
            for left, right in ((first, second), (second, first))
        ]
        return [_any(ways)]

    def _either(self, group: Group) -> Query:
        return _any([self._form(form, field) for form in group for field in _FIELDS])

    def _form(self, form: Form, field: str) -> Query:
        if form.prefix:
            return Query.regex_query(self._schema, field, f"{form.words[0]}.*")
        if len(form.words) > 1:
            return Query.phrase_query(self._schema, field, list(form.words))
        return Query.term_query(self._schema, field, form.words[0])


def _any(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
