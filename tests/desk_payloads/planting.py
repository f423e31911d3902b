"""Plants the payloads: an article for each, as a hostile site would have it collected."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import update

from storage.archive import Archive
from storage.database import Database
from storage.flags import Flags
from storage.records import Article, CollectedArticle, SourceDeclaration, SourceKind
from storage.sources import Sources
from storage.stories import group_new
from storage.tables import ArticleRow
from tests.storage.samples import hit, told_to, unflagged
from tests.storage.stories.invented import invented_text

#: A word that stands in every planted article and nowhere else.
WORD = "zirconium"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """A hostile value and where it is planted: title, text, author, source, url, section or tag."""

    id: str
    kind: str
    where: str
    payload: str


@cache
def payloads() -> tuple[Payload, ...]:
    """All of them, in their order."""
    rows = json.loads(Path(__file__).with_name("payloads.json").read_text("ascii"))
    return tuple(Payload(**row) for row in rows)


def plant(database: Database, planted: Sequence[Payload], now: datetime) -> dict[str, int]:
    """An article for each payload, in a story of its own and hit by a watch; the numbers by payload."""
    names = {one.id: _cleaned(one.payload) for one in planted if one.where == "source"}
    declared = ["harmless", *dict.fromkeys(name for name in names.values() if name)]
    Sources(database).sync([_declaration(name, number) for number, name in enumerate(declared)], now)
    numbers = {state.name: state.id for state in Sources(database).list()}
    archive, found = Archive(database), dict[str, int]()
    for at, one in enumerate(planted):
        source = numbers[names.get(one.id) or "harmless"]
        item = CollectedArticle(article=_article(one, at, now), source_id=source, lead_id=None, backlog=False)
        found[one.id] = archive.save([item], now + timedelta(seconds=at))[0].article_id
        if one.where == "url":
            _readdress(database, found[one.id], _cleaned(one.payload))
    group_new(database, now, limit=2 * len(planted))
    articles = unflagged(database, 2 * len(planted))
    Flags(database).record(
        articles, [hit(article.id, watch="troops") for article in articles], now, told_to("mail", now=now)
    )
    return found


def _declaration(name: str, number: int) -> SourceDeclaration:
    return SourceDeclaration(
        name=name,
        kind=SourceKind.FEED,
        url=f"https://source-{number}.example/feed",
        host_group=f"source-{number}.example",
        interval=timedelta(minutes=15),
    )


def _article(one: Payload, at: int, now: datetime) -> Article:
    url = f"https://planted.example/{one.id}"
    plain = Article(
        url=url,
        fetched_url=url,
        title=f"Planted {one.id}",
        text=f"{WORD} {invented_text(at)}",
        published_at=now - timedelta(seconds=at),
        language="en",
    )
    value = _cleaned(one.payload)
    match one.where:
        case "title":
            return replace(plain, title=value)
        case "text":
            return replace(plain, text=f"{value}\n\n{plain.text}")
        case "author":
            return replace(plain, authors=(value,))
        case "section":
            return replace(plain, section=value)
        case "tag":
            return replace(plain, tags=(value,))
    return plain


def _readdress(database: Database, article: int, url: str) -> None:
    """What no reader would let pass as an address, and what is one address to the archive, is planted all the same."""
    with database.write() as connection:
        connection.execute(update(ArticleRow).where(ArticleRow.id == article).values(url=url))


def _cleaned(value: str) -> str:
    """Without what no database takes. What else is taken out of collected texts stays, to be as hostile as can be."""
    return value.replace("\0", "").encode("utf-8", "ignore").decode()
