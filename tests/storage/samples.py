"""Small values for the tests of the archive."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from alerts.routing.tree import GroupBy, Route, RouteTree
from alerts.telling import deciding
from storage.access import Audit, Sessions, Tokens
from storage.archive import Archive
from storage.backfills import Backfills
from storage.channel_notices import ChannelNotices
from storage.database import Database
from storage.desk_watches import DeskWatches
from storage.flags import Decide, Flags
from storage.frontier import Frontier
from storage.host_leases import HostLeases
from storage.marks import Mark, Marks
from storage.outbox import Outbox
from storage.quarantine import Quarantine
from storage.records import (
    ARTICLE_PAGE,
    ArchivedArticle,
    Article,
    BackfillKind,
    ChannelNoticeKind,
    ChannelQueue,
    ClaimedDelivery,
    ClaimedStories,
    CollectedArticle,
    DeskWatchDraft,
    Evidence,
    Failure,
    Finding,
    Health,
    HitDraft,
    LeadRecord,
    PageReading,
    PollResult,
    RoutedHit,
    RunawayBody,
    RunOutcome,
    Saved,
    Scope,
    Silence,
    SourceDeclaration,
    SourceKind,
    SpanRecord,
    UpkeepReport,
    UpkeepStep,
)
from storage.source_events import SourceEvents
from storage.source_notices import SourceNotices
from storage.sources import Sources
from storage.stories import Rulings, Stories, group_new
from storage.telling.ledger import Ledger
from storage.telling.silences import Silences
from storage.upkeep.reports import keep_report
from storage.watches import WatchVersions
from storage.workers import Workers

_HUNG = "https://gazette.example/hung"
GROUPED_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def declaration(
    name: str = "gazette",
    *,
    url: str | None = None,
    interval: timedelta = timedelta(minutes=15),
    country: str | None = None,
    owner: str | None = None,
) -> SourceDeclaration:
    return SourceDeclaration(
        name=name,
        kind=SourceKind.FEED,
        url=url or f"https://{name}.example/feed",
        host_group=f"{name}.example",
        interval=interval,
        country=country,
        owner=owner,
    )


def source(db: Database, now: datetime, name: str = "gazette") -> int:
    """The number of a source, declared beside those that are there."""
    sources = Sources(db)
    names = {state.name for state in sources.list()}
    if name not in names:
        sources.sync([declaration(each) for each in sorted(names | {name})], now)
    state = sources.get(name)
    assert state is not None
    return state.id


def lead(url: str, *, title: str | None = "A title") -> LeadRecord:
    return LeadRecord(url=url, key=url, title=title)


def article(
    url: str,
    *,
    title: str = "Troops move",
    text: str = "They went by rail.",
    published_at: datetime | None = None,
    language: str | None = None,
    section: str | None = None,
) -> Article:
    return Article(
        url=url,
        fetched_url=url,
        title=title,
        text=text,
        published_at=published_at,
        language=language,
        section=section,
    )


def collected(
    db: Database, what: Article, now: datetime, *, name: str = "gazette", backlog: bool = False
) -> Saved:
    """Save one article from a source."""
    item = CollectedArticle(article=what, source_id=source(db, now, name), lead_id=None, backlog=backlog)
    return Archive(db).save([item], now)[0]


def hit(article_id: int, *, watch: str = "troops", revision: int = 1, backlog: str | None = None) -> HitDraft:
    return HitDraft(
        routed=RoutedHit(
            article=f"gazette.example/{article_id}",
            article_id=article_id,
            revision=revision,
            watch=watch,
            source="gazette",
        ),
        query=watch,
        evidence=Evidence(spans=(SpanRecord(field="title", start=0, end=6, form="Troops"),)),
        backlog=backlog,
    )


def told_to(*channels: str, now: datetime = GROUPED_AT) -> Decide:
    """Each hit is told by itself to these channels, at once."""
    root = Route(name="root", channels=channels, group_by=GroupBy.WATCH)
    return deciding(RouteTree(root=root), now)


def claimed_hits(
    db: Database, now: datetime, limit: int, *, channel: str = "mail", worker: str = "w1"
) -> list[ClaimedDelivery]:
    """Claim for half a minute what waits for a channel: hits alone."""
    claimed = Outbox(db).claim(channel, worker, now, timedelta(seconds=30), limit)
    found = [one for one in claimed if isinstance(one, ClaimedStories)]
    assert len(found) == len(claimed)
    return [
        ClaimedDelivery(delivery=one.delivery, hit=one.stories[0].hit, article=one.stories[0].article)
        for one in found
    ]


def unflagged(db: Database, limit: int) -> list[ArchivedArticle]:
    """What flagging is to see next, once the stories of all articles are found."""
    while group_new(db, GROUPED_AT).articles:
        pass
    return Flags(db).unflagged(limit)


def flagged(db: Database, now: datetime, count: int, *channels: str) -> None:
    """So many articles, each with a hit that is told to the channels."""
    Archive(db).save(
        [
            CollectedArticle(
                article=article(f"https://gazette.example/{number}"),
                source_id=source(db, now),
                lead_id=None,
                backlog=False,
            )
            for number in range(count)
        ],
        now,
    )
    flags = Flags(db)
    articles = unflagged(db, count)
    flags.record(articles, [hit(each.id) for each in articles], now, told_to(*channels, now=now))


def fill(db: Database, now: datetime) -> None:
    """A row in every table but those of `drifting`, and more than one where that makes a difference."""
    WatchVersions(db).current("troops", "troops", "", now)
    HostLeases(db, "w1").take("gazette.example", 1.0)
    Quarantine(db).put(
        RunawayBody(kind="page", url=_HUNG, source=None, content_type=None, reason="hung", content=b"<p>"),
        now,
    )
    flagged(db, now, 3, "mail", "hook")
    story = Stories(db).latest(1)[0]
    Rulings(db).split(story.id, [story.members[-1].article_id], now)
    for kept, _ in Flags(db).hits():
        Marks(db).mark(kept.id, Mark.RELEVANT, None, now)
    Frontier(db).discover(source(db, now), [lead("https://gazette.example/new")], now)
    collected(db, article("https://gazette.example/0", text="They went by road."), now)
    Workers(db).register("w1", "host", 1, now)
    kept_well(db, now - timedelta(days=1))
    edited_and_silenced(db, now)
    Backfills(db).add(BackfillKind.WARC, f"/data/{now:%Y%m%d}.warc.gz", now)
    let_in(db, now)
    troubled(db, source(db, now), now)
    ChannelNotices(db).tell(
        ChannelNoticeKind.FAILING,
        ChannelQueue(channel="hook", waiting=3, oldest_at=now),
        trouble="410 Gone",
        since_at=now,
        told=("stuck",),
        to="mail",
        now=now,
    )


def let_in(db: Database, now: datetime) -> None:
    """A token with a session, and an entry of the audit that says so."""
    made = Tokens(db).create(f"anna {len(Tokens(db).list())}", Scope.WRITE, now)
    Sessions(db).begin(made.token, now)
    Audit(db).note(at=now, who=made.token.name, action="session.begin", subject=made.token.name)
    watches = DeskWatches(db)
    watches.add(f"rail {len(watches.living())}", DeskWatchDraft(query="train*", note="for Anna"), "anna", now)


def kept_well(db: Database, now: datetime) -> None:
    """A run of the upkeep that had nothing to do."""
    step = UpkeepStep(name="statistics", says="of 9 tables renewed", seconds=0.1, longest_hold=0.01)
    report = UpkeepReport(
        started_at=now,
        finished_at=now,
        by="worker",
        whole=True,
        steps=(step,),
        articles=3,
        sizes={"text": 4096},
    )
    keep_report(db, report)


def edited_and_silenced(db: Database, now: datetime) -> None:
    """An edit that touches what matched, of which nobody is told: a silence holds. A route that makes digests."""
    ends_at = now + timedelta(hours=1)
    Silences(db).add(
        Silence(id=0, starts_at=now, ends_at=ends_at, comment="an exercise", watches=("troops",))
    )
    edited = next(one for one in unflagged(db, 9) if one.revision == 2)
    touched = replace(hit(edited.id, revision=2), touches=True)
    Flags(db).record([edited], [touched], now, told_to("mail", "hook", now=now))
    with db.write() as connection:
        Ledger(connection).know(["morning"], now)


def troubled(db: Database, source_id: int, now: datetime) -> None:
    """A source whose address is gone, of which the channel `mail` is told."""
    gone = PollResult(
        outcome=RunOutcome.ERROR,
        detail="HTTP 410",
        failure=Failure.HARD,
        findings=(Finding(state=Health.GONE, evidence="HTTP 410: gone for good"),),
    )
    url = "https://gazette.example/feed"
    Sources(db).finish(source_id, gone, url=url, new=0, now=now, due_at=now + timedelta(days=1), failures=4)
    assert SourceNotices(db).tell(["mail"], now) == 1


def drifting(db: Database, source_id: int, now: datetime) -> None:
    """A source whose pages name their authors no longer, with a line that its host repeats."""
    items = [
        CollectedArticle(
            article=article(
                f"https://gazette.example/drift-{number}",
                text=f"The brigade crossed river {number}.\n\nAll rights reserved by us.",
            ),
            source_id=source_id,
            lead_id=None,
            backlog=True,
            reading=PageReading(
                url=f"https://gazette.example/drift-{number}",
                kind=ARTICLE_PAGE,
                found=("title",) if number >= 100 else ("title", "authors"),
                text_length=30,
            ),
            host="gazette.example",
        )
        for number in range(120)
    ]
    for start in range(0, len(items), 10):
        Archive(db).save(items[start : start + 10], now + timedelta(minutes=start))
    SourceEvents(db).judge(source_id, now + timedelta(hours=2), new=len(items))
