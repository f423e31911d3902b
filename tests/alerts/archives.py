"""An archive with articles in it, made by the real writing code."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from alerts.flagging import flag_new
from alerts.watchlist import WatchEntry, Watchlist
from storage.archive import Archive
from storage.database import Database
from storage.records import Article, CollectedArticle, SourceDeclaration, SourceKind
from storage.sources import Sources
from watch import parse

NOW = datetime(2025, 8, 3, 14, 20, tzinfo=UTC)
SOURCE = SourceDeclaration(
    name="gazette",
    kind=SourceKind.FEED,
    url="https://gazette.example/feed",
    host_group="gazette.example",
    interval=timedelta(minutes=15),
)


def watchlist(*entries: tuple[str, str, tuple[str, ...]]) -> Watchlist:
    """Watches from (name, query, channels)."""
    return Watchlist(
        entries=tuple(
            WatchEntry(name=name, query=parse(query), channels=channels) for name, query, channels in entries
        )
    )


def collect(
    db: Database,
    name: str,
    text: str = "Troops went by rail.",
    *,
    title: str = "A report",
    backlog: bool = False,
) -> int:
    """Save one article under a path of its own, or a revision of it; returns its id."""
    sources = Sources(db)
    sources.sync([SOURCE], NOW)
    state = sources.get(SOURCE.name)
    assert state is not None
    url = f"https://gazette.example/{name}"
    article = Article(url=url, fetched_url=url, title=title, text=text)
    item = CollectedArticle(article=article, source_id=state.id, lead_id=None, backlog=backlog)
    return Archive(db).save([item], NOW)[0].article_id


def due_for(db: Database, count: int, *channels: str, now: datetime = NOW) -> None:
    """So many articles that are flagged and wait to be told on the channels."""
    for number in range(count):
        collect(db, f"{number}")
    report = flag_new(db, watchlist(("troops", "troops", channels)), now, limit=count)
    assert report.told == count
