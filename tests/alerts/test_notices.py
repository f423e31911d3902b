"""From a claimed delivery to a notice, on a real archive."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from alerts.flagging import flag_new
from alerts.notice import Notice
from alerts.notices import compose
from alerts.watchlist import WatchEntry, Watchlist, registered
from storage.database import Database
from storage.records import (
    ArchivedArticle,
    Article,
    ClaimedDelivery,
    Delivery,
    DeliveryState,
    Hit,
    HitOutcome,
    SentenceRecord,
    SpanRecord,
)
from storage.watches import WatchVersions
from tests.alerts.archives import NOW, collect, watchlist
from tests.storage.samples import claimed_hits
from tests.watch.alias_books import book_of
from watch import parse

TOLD = NOW + timedelta(seconds=2)


def told(db: Database, query: str) -> Notice:
    flag_new(db, watchlist(("the watch", query, ("mail",))), NOW)
    [claimed] = claimed_hits(db, NOW, 1)
    notice = compose(claimed, TOLD)
    assert (notice.delivery_id, notice.hit_id) == (claimed.delivery.id, claimed.hit.id)
    return notice


def marked(notice: Notice) -> list[str]:
    return [passage.text[start:end] for passage in notice.passages for start, end in passage.marks]


def test_the_evidence_is_shown_in_its_sentence(db: Database) -> None:
    padding = "Nothing else happened on that day, as far as anybody knows. " * 20
    collect(db, "a", f"{padding}Troops went by rail to Kursk. {padding}", title="Troops move")
    notice = told(db, "troops AND kursk")
    assert marked(notice) == ["Troops", "Kursk"]
    assert "Troops went by rail to Kursk." in notice.passages[0].text
    assert len(notice.passages[0].text) < 300
    assert notice.title_marks == ((0, 6),)
    assert (notice.source, notice.watch) == ("gazette", "the watch")
    assert (notice.collected_at, notice.told_at, notice.published_at) == (NOW, TOLD, None)


def test_where_the_title_alone_matched_the_article_begins(db: Database) -> None:
    collect(db, "a", "They went by rail.", title="Troops move")
    notice = told(db, "title:troops")
    assert [passage.text for passage in notice.passages] == ["They went by rail."]
    assert marked(notice) == []
    assert notice.title_marks == ((0, 6),)


def test_an_article_edited_before_it_was_told_shows_the_words_that_matched(db: Database) -> None:
    collect(db, "a", "Troops went by rail.")
    flag_new(db, watchlist(("the watch", "troops", ("mail",))), NOW)
    collect(db, "a", "An altogether different and rather longer text.")
    notice = told(db, "troops")
    assert marked(notice) == ["Troops"]


def test_evidence_is_named_with_its_alias_and_each_piece_once(db: Database) -> None:
    collect(db, "a", "Officials say 북한 may deploy troops. 북한 said nothing.", title="Troops")
    book = book_of({"dprk": ["북한"], "deploy": ["deploy*"]})
    query = parse("EVENT(actor=@dprk, action=@deploy) AND troops AND source:gazette", book)
    entry = WatchEntry(name="the watch", query=query, channels=("mail",))
    (entry,) = registered(Watchlist(entries=(entry,)), WatchVersions(db), NOW)
    flag_new(db, Watchlist(entries=(entry,)), NOW)
    [claimed] = claimed_hits(db, NOW, 1)
    notice = compose(claimed, TOLD)
    assert [(one.field, one.text, one.form, one.alias) for one in notice.evidence] == [
        ("title", "Troops", "troops", None),
        ("text", "북한", "북한", "dprk"),
        ("text", "deploy", "deploy*", "deploy"),
        ("text", "troops", "troops", None),
        ("source", "gazette", "gazette", None),
    ]
    assert (notice.polarity, notice.cue, notice.watch_version) == ("hedged", "may", 1)
    assert notice.sentence == "Officials say 북한 may deploy troops"


@given(
    title=st.text(max_size=400),
    text=st.text(max_size=600),
    authors=st.lists(st.text(max_size=150), max_size=30),
    spans=st.lists(
        st.tuples(st.sampled_from(["title", "text"]), st.integers(0, 700), st.integers(0, 700)), max_size=6
    ),
)
def test_whatever_the_web_says_a_notice_is_clean_and_bounded(
    title: str, text: str, authors: list[str], spans: list[tuple[str, int, int]]
) -> None:
    notice = compose(claimed_with(title, text, authors, spans), TOLD)
    assert len(notice.title) <= 300
    assert len(notice.authors) <= 20
    assert len(notice.passages) <= 3
    assert len(notice.evidence) <= 20
    told = [notice.cue or "", notice.sentence or "", *(one.text for one in notice.evidence)]
    for line in (notice.title, *notice.authors, *told):
        assert len(line.splitlines()) <= 1
        assert "\x00" not in line
    for words, marks in [(notice.title, notice.title_marks), *((p.text, p.marks) for p in notice.passages)]:
        last = 0
        for start, end in marks:
            assert last <= start < end <= len(words)
            last = end


def claimed_with(
    title: str, text: str, authors: list[str], spans: list[tuple[str, int, int]]
) -> ClaimedDelivery:
    url = "https://gazette.example/a"
    return ClaimedDelivery(
        delivery=Delivery(
            id="ab",
            channel="mail",
            state=DeliveryState.SENDING,
            attempts=1,
            due_at=NOW,
            created_at=NOW,
            delivered_at=None,
            last_error=None,
            hit_id=1,
            article_id=1,
            watch="w",
        ),
        hit=Hit(
            id=1,
            article_id=1,
            revision=1,
            watch="w",
            query="q",
            spans=tuple(
                SpanRecord(field=field, start=min(a, b), end=max(a, b), form="f") for field, a, b in spans
            ),
            cue=SpanRecord(field="text", start=3, end=9, form="c"),
            sentence=SentenceRecord(field="text", start=0, end=600),
            outcome=HitOutcome.TOLD,
            flagged_at=NOW,
        ),
        article=ArchivedArticle(
            id=1,
            revision=1,
            source="gazette",
            article=Article(url=url, fetched_url=url, title=title, text=text, authors=tuple(authors)),
            collected_at=NOW,
            revised_at=NOW,
            backlog=False,
        ),
    )
