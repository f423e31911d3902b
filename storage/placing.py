"""Under which address the archive keeps an article that was read: one article has one, and two have two.

An article that moved keeps its row, and the row takes the new address. A page that calls an address its own under
which another article is kept is not believed: sites exist that give all their pages one canonical address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, update

from storage.keys import key_hash, other_spellings
from storage.recognising import is_exact
from storage.records import CollectedArticle, TextSource
from storage.tables import IS_LATEST, ArticleRow, LeadRow, RevisionRow

NOT_BELIEVED = "source; the page's canonical address is not believed, another article has it"
_Row = Row[*tuple[Any, ...]]

# Two wordings of one article share this much of the shorter one's paragraphs.
_LEAST_SHARED = 0.5
_FARTHEST = timedelta(hours=36)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """What tells whether two readings are of one article."""

    title: str
    text: str
    published_at: datetime | None

    def agrees(self, other: _Content) -> bool:
        """Whether both may be wordings of one article: by text, or exact date, or title unless the dates differ."""
        if _shared(self.text, other.text) >= _LEAST_SHARED:
            return True
        if self.published_at is not None and other.published_at is not None:
            if self.published_at == other.published_at and is_exact(self.published_at):
                return True
            if abs(self.published_at - other.published_at) > _FARTHEST:
                return False
        return bool(self.title) and _folded(self.title) == _folded(other.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """An article of the archive, or one that is about to be. `stands_in` says that only the source gave its text."""

    id: int | None
    content: _Content
    stands_in: bool = False


def place(connection: Connection, items: Sequence[CollectedArticle]) -> list[CollectedArticle]:
    """The items, each under the address at which it is to be kept; articles that moved have their new one."""
    leads = _leads(connection, [item.lead_id for item in items if item.lead_id is not None])
    keys = [key_hash(item.article.url) for item in items]
    others = [other_spellings(item.article.url) for item in items]
    known = _articles(connection, {*keys, *(one for spellings in others for one in spellings)})
    kept: dict[str, _Kept] = {}
    placed = []
    for item, key, spellings in zip(items, keys, others, strict=True):
        lead = leads.get(item.lead_id) if item.lead_id is not None else None
        there = next((one for one in (key, *spellings) if one in known or one in kept), None)
        if there is None and lead is not None and lead.article_id is not None:
            _move(connection, item, key, lead)
        elif there is not None and lead is not None and lead.key_hash not in (key, *spellings):
            before = kept.get(there) or _content_of(connection, known[there].id)
            is_own = before.id is not None and before.id == lead.article_id
            if not is_own and not before.content.agrees(_content(item)):
                item, there = _under_its_lead(item, lead), None
        if there in known:
            item = _at(item, known[there].url)
        number = known[there].id if there in known else None
        kept.setdefault(key_hash(item.article.url), _Kept(id=number, content=_content(item)))
        placed.append(item)
    return placed


def _move(connection: Connection, item: CollectedArticle, key: str, lead: _Row) -> None:
    """The lead led to an article before, and leads to another address now: the article moved if it is the same."""
    before = _content_of(connection, lead.article_id)
    if before.stands_in or before.content.agrees(_content(item)):
        moved = update(ArticleRow).where(ArticleRow.id == lead.article_id)
        connection.execute(moved.values(url=item.article.url, url_key=key))


def _under_its_lead(item: CollectedArticle, lead: _Row) -> CollectedArticle:
    scheme = item.article.fetched_url.partition("://")[0]
    url = f"{scheme}://{lead.key.partition('://')[2]}"
    provenance = {**item.article.provenance, "url": NOT_BELIEVED}
    return replace(item, article=replace(item.article, url=url, provenance=provenance))


def _at(item: CollectedArticle, url: str) -> CollectedArticle:
    if key_hash(url) == key_hash(item.article.url):
        return item
    return replace(item, article=replace(item.article, url=url))


def _leads(connection: Connection, ids: Sequence[int]) -> dict[int, _Row]:
    if not ids:
        return {}
    statement = select(LeadRow.id, LeadRow.key, LeadRow.key_hash, LeadRow.article_id)
    return {row.id: row for row in connection.execute(statement.where(LeadRow.id.in_(ids)))}


def _articles(connection: Connection, keys: set[str]) -> dict[str, _Row]:
    statement = select(ArticleRow.url_key, ArticleRow.id, ArticleRow.url).where(ArticleRow.url_key.in_(keys))
    return {row.url_key: row for row in connection.execute(statement)}


def _content_of(connection: Connection, article_id: int) -> _Kept:
    row = connection.execute(
        select(RevisionRow.title, RevisionRow.text, RevisionRow.published_at, RevisionRow.text_source)
        .join(ArticleRow, IS_LATEST)
        .where(ArticleRow.id == article_id)
    ).one()
    content = _Content(title=row.title, text=row.text, published_at=row.published_at)
    return _Kept(id=article_id, content=content, stands_in=row.text_source == TextSource.FEED)


def _content(item: CollectedArticle) -> _Content:
    article = item.article
    return _Content(title=article.title, text=article.text, published_at=article.published_at)


def _shared(one: str, other: str) -> float:
    """The share of the shorter text's paragraphs that stand in the other as well."""
    shorter, longer = sorted(({*one.split("\n\n")} - {""}, {*other.split("\n\n")} - {""}), key=len)
    return len(shorter & longer) / len(shorter) if shorter else 0.0


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())
