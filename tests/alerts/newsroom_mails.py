"""Mails about the demo's newsroom, made as the worker makes them: collected, grouped, flagged, told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alerts.channels.letter import Letterhead, letter
from alerts.channels.mailbox import mailbox
from alerts.composing import composed
from alerts.flagging import flag_new
from alerts.releases import release_due
from alerts.routing.schedule import parse_digest
from alerts.routing.tree import Route, RouteTree
from alerts.watchlist import WatchEntry, Watchlist
from app.demo.newsroom.catalogue import Outlet, OutletArticle, load_outlets
from app.demo.watches import load_watches
from storage.archive import Archive
from storage.database import Database
from storage.outbox import Outbox
from storage.records import Article, CollectedArticle, SourceDeclaration, SourceKind
from storage.sources import Sources
from tests.alerts.mails import body, opened
from tests.databases import migrated
from watch import parse

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
DESK = "desk mail"
HEAD = Letterhead(
    sender=mailbox("wirewatch@newsroom.example"), recipients=(mailbox("desk@newsroom.example"),), channel=DESK
)
WIRE = "meridian/north-korea-engineers-armour-russia"
FIRES = ("meridian/norbrygga-shipyard-fire", "frontier/second-shipyard-fire")
STORY = (
    WIRE,
    "courier/armour-engineers-bound-for-russia",
    "saltmarsh/engineers-armour-readied",
    "armour/pyongyang-armour-engineers-russia",
    "frontier/wagons-at-tumangang",
)
_OUTLETS: dict[str, tuple[Outlet, OutletArticle]] = {
    article.id: (outlet, article) for outlet in load_outlets() for article in outlet.articles
}


def first_report(folder: Path) -> str:
    """The page of the mail about the wire's report."""
    [page] = _told(folder, [WIRE], None)
    return page


def digest(folder: Path) -> str:
    """The page of the digest of the wire's story, as it has five outlets, and of two others."""
    [page] = _told(folder, [*STORY, *FIRES], "daily 07:30")
    return page


def _told(folder: Path, articles: Iterable[str], at: str | None) -> list[str]:
    file = folder / "archive.db"
    file.write_bytes(migrated())
    db = Database(f"sqlite:///{file}")
    try:
        Sources(db).sync(_declared(), NOW)
        for minutes, article in enumerate(articles):
            _collect(db, article, NOW + timedelta(minutes=minutes))
        root = Route(name="root", channels=(DESK,), digest=parse_digest(at) if at else None)
        watches = _watches(RouteTree(root=root))
        while flag_new(db, watches, NOW).articles:
            pass
        # The routes are known from here on.
        release_due(db, watches.routes, NOW)
        told_at = NOW + timedelta(minutes=30)
        release_due(db, watches.routes, told_at)
        claimed = Outbox(db).claim(DESK, "worker", told_at, timedelta(minutes=1), 10)
        return [body(opened(letter(composed(one, told_at), HEAD)), "html") for one in claimed]
    finally:
        db.close()


def _watches(tree: RouteTree) -> Watchlist:
    entries = tuple(WatchEntry(name=one.name, query=parse(one.query)) for one in load_watches())
    return Watchlist(entries=entries, tree=tree)


def _declared() -> list[SourceDeclaration]:
    return [
        SourceDeclaration(
            name=outlet.name,
            kind=SourceKind.FEED,
            url=f"https://{outlet.slug}.example/feed",
            host_group=f"{outlet.slug}.example",
            interval=timedelta(minutes=15),
        )
        for outlet in load_outlets()
    ]


def _collect(db: Database, name: str, at: datetime) -> None:
    outlet, written = _OUTLETS[name]
    state = Sources(db).get(outlet.name)
    assert state is not None
    url = f"https://{outlet.slug}.example{outlet.path_of(written)}"
    article = Article(
        url=url,
        fetched_url=url,
        title=written.title,
        text="\n\n".join(written.paragraphs),
        authors=written.authors,
        agency=written.credit,
        section=written.section,
        language=outlet.language,
        published_at=at,
    )
    item = CollectedArticle(article=article, source_id=state.id, lead_id=None, backlog=False)
    Archive(db).save([item], at)
