"""What the finding of copies looks up, over the tables of the archive. An article's number is its text's id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, and_, bindparam, delete, insert, or_, select

from storage.inserts import insert_or_add, insert_or_skip, put_rows
from storage.one_of import one_of
from storage.stories.last_of_each import last_of_each
from storage.tables import CopyKeyRow, CopyLineRow, CopyOutletRow, CopyTextRow
from stories.copies import Additions, KeptText, LineCounts, Sketch

#: An outlet's lines that it does not repeat are forgotten after so many more articles, and looked for so often.
_FORGET_AFTER, _FORGET_EVERY = 200, 50
#: The least share of an outlet's articles that a line it repeats stands in.
_LEAST_SHARE = 0.05


# Made once: to build a statement takes as long as to run it.
_ARTICLES = select(CopyOutletRow.articles).where(CopyOutletRow.outlet == bindparam("outlet"))
_LINES = select(CopyLineRow.line, CopyLineRow.articles, CopyLineRow.printed_before).where(
    CopyLineRow.outlet == bindparam("outlet"), one_of(CopyLineRow.line, "lines")
)
_KEYS = insert(CopyKeyRow)
_TEXTS = select(*CopyTextRow.__table__.columns).where(one_of(CopyTextRow.article_id, "ids"))


class StoredCopies:
    """A `CopyIndex` within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def line_counts(self, outlet: str | None, lines: Sequence[int]) -> LineCounts:
        """How often lines were counted."""
        articles = self._connection.scalar(_ARTICLES, {"outlet": outlet or ""}) or 0
        rows = self._connection.execute(_LINES, {"outlet": outlet or "", "lines": lines})
        counted = {row.line: (row.articles, articles - row.printed_before) for row in rows}
        return LineCounts(articles=None if outlet is None else articles, lines=counted)

    def holders(self, keys: Sequence[int], most: int) -> Mapping[int, Sequence[str]]:
        """By key the articles that came last."""
        key, article = CopyKeyRow.key, CopyKeyRow.article_id
        found = last_of_each(self._connection, key, article, article, keys, most)
        return {shared: list(map(str, articles)) for shared, articles in found.items()}

    def kept(self, ids: Sequence[str]) -> Mapping[str, KeptText]:
        """What is kept of articles."""
        rows = self._connection.execute(_TEXTS, {"ids": list(map(int, ids))})
        return {
            str(row.article_id): KeptText(
                id=str(row.article_id),
                outlet=row.outlet,
                published_at=row.published_at,
                original=str(row.original_id),
                sketch=Sketch.from_bytes(row.sketch),
            )
            for row in rows
        }

    def add(self, additions: Additions) -> None:
        """Keep what an article adds, once."""
        kept, connection = additions.kept, self._connection
        article_id = int(kept.id)
        new = connection.execute(
            insert_or_skip(connection, CopyTextRow, CopyTextRow.article_id),
            {
                "article_id": article_id,
                "outlet": kept.outlet,
                "published_at": kept.published_at,
                "original_id": int(kept.original),
                "sketch": kept.sketch.to_bytes(),
            },
        )
        if not new.rowcount:
            return
        put_rows(
            connection,
            _KEYS,
            [{"key": key, "article_id": article_id} for key in dict.fromkeys(additions.keys)],
        )
        if additions.lines:
            self._count(kept.outlet, additions.lines)

    def _count(self, outlet: str | None, lines: Sequence[int]) -> None:
        connection, name = self._connection, outlet or ""
        one_more = insert_or_add(connection.dialect.name, CopyOutletRow, ("outlet",), ("articles",))
        articles = connection.scalar(
            one_more.returning(CopyOutletRow.articles), {"outlet": name, "articles": 1}
        )
        printed = (articles or 1) - 1
        put_rows(
            connection,
            insert_or_add(connection.dialect.name, CopyLineRow, ("outlet", "line"), ("articles",)),
            [{"outlet": name, "line": line, "articles": 1, "printed_before": printed} for line in lines],
        )
        if printed % _FORGET_EVERY == 0:
            self._forget(name, printed)

    def _forget(self, outlet: str, printed: int) -> None:
        seldom = CopyLineRow.articles < _LEAST_SHARE * (printed - CopyLineRow.printed_before)
        self._connection.execute(
            delete(CopyLineRow).where(
                CopyLineRow.outlet == outlet,
                CopyLineRow.printed_before < printed - _FORGET_AFTER,
                or_(CopyLineRow.articles == 1, and_(CopyLineRow.articles > 1, seldom)),
            )
        )
