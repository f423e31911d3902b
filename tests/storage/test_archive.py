from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.archive import Archive
from storage.database import Database
from storage.errors import StorageError
from storage.frontier import Frontier
from storage.records import Article, CollectedArticle, LeadRecord, Saved, SaveOutcome, TextSource
from storage.search import search
from storage.sources import Sources
from tests.storage.samples import article, collected, lead, source
from watch import index_words, parse

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
ONE = "https://gazette.example/1"


def item(source_id: int, what: Article, *, backlog: bool = False) -> CollectedArticle:
    return CollectedArticle(article=what, source_id=source_id, lead_id=None, backlog=backlog)


def test_new_then_unchanged_then_revised(db: Database) -> None:
    first = collected(db, article(ONE), NOW, backlog=True)
    assert first.outcome is SaveOutcome.NEW
    again = collected(db, article(ONE), LATER, backlog=True)
    assert again == Saved(article_id=first.article_id, revision=1, outcome=SaveOutcome.UNCHANGED)
    revised = collected(db, article(ONE, text="They went by road."), LATER, backlog=True)
    assert revised == Saved(article_id=first.article_id, revision=2, outcome=SaveOutcome.REVISED)
    archive = Archive(db)
    assert archive.count() == 1
    assert [each.article.text for each in archive.revisions(first.article_id)] == [
        "They went by rail.",
        "They went by road.",
    ]
    latest = archive.get(first.article_id)
    assert latest is not None
    assert (latest.revision, latest.backlog, latest.collected_at, latest.revised_at) == (2, True, NOW, LATER)
    assert archive.get(first.article_id + 1) is None
    assert archive.revisions(first.article_id + 1) == []


def test_an_article_of_two_sources_stays_with_the_first(db: Database) -> None:
    first = collected(db, article(ONE), NOW, name="gazette")
    second = collected(db, article(ONE), LATER, name="herald")
    assert second.article_id == first.article_id
    kept = Archive(db).get(first.article_id)
    assert kept is not None
    assert kept.source == "gazette"


def test_both_leads_of_one_article_are_done(db: Database) -> None:
    frontier, archive = Frontier(db), Archive(db)
    numbers = [source(db, NOW, name) for name in ("a", "b")]
    items = []
    for number in numbers:
        frontier.discover(number, [lead(f"https://{number}.example/alias")], NOW)
        (pending,) = frontier.pending(number, NOW, 9)
        items.append(
            CollectedArticle(article=article(ONE), source_id=number, lead_id=pending.id, backlog=True)
        )
    saved = archive.save(items, NOW)
    assert [each.outcome for each in saved] == [SaveOutcome.NEW, SaveOutcome.UNCHANGED]
    assert [frontier.pending(number, NOW, 9) for number in numbers] == [[], []]


def test_one_article_several_times_in_one_batch(db: Database) -> None:
    number = source(db, NOW)
    other = article("https://gazette.example/0")
    saved = Archive(db).save(
        [
            item(number, article(ONE, text="first words")),
            item(number, other),
            item(number, article(ONE, text="first words")),
            item(number, article(ONE, text="second words")),
            item(number, article(ONE, text="third words")),
        ],
        NOW,
    )
    assert [(each.outcome.value, each.revision) for each in saved] == [
        ("new", 1),
        ("new", 1),
        ("unchanged", 1),
        ("revised", 2),
        ("revised", 3),
    ]
    assert Archive(db).count() == 2
    assert [len(search(db, parse(f"{word} AND words"))) for word in ("first", "second", "third")] == [0, 0, 1]
    assert Archive(db).save([], NOW) == []


def test_a_batch_is_saved_whole_or_not_at_all(db: Database) -> None:
    number = source(db, NOW)
    good, nobody = item(number, article(ONE)), item(number + 99, article("https://gazette.example/2"))
    with pytest.raises(StorageError):
        Archive(db).save([good, nobody], NOW)
    assert Archive(db).count() == 0
    assert search(db, parse("troops")) == []


def test_terms_that_were_made_elsewhere_are_found_and_revised_like_those_made_here(db: Database) -> None:
    archive, of = Archive(db), source(db, NOW)
    for text in ("They went by rail.", "They went by road."):
        what = article(ONE, text=text)
        archive.save([replace(item(of, what), terms=index_words(what.title, what.text))], NOW)
    found = [len(search(db, parse(query))) for query in ("title:troops AND road", '"went by road"', "rail")]
    assert found == [1, 1, 0]


def test_the_sources_know_how_many_articles_are_theirs(db: Database) -> None:
    for number in range(3):
        collected(db, article(f"https://gazette.example/{number}"), NOW)
    collected(db, article(ONE, title="Revised"), LATER)
    state = Sources(db).get("gazette")
    assert state is not None
    assert state.articles == 3


def test_savers_that_meet_make_one_article_of_one_address(db: Database) -> None:
    number = source(db, NOW)
    outcomes: list[Saved] = []
    failures: list[Exception] = []
    start = threading.Barrier(6)

    def work(first: int) -> None:
        archive = Archive(db)
        start.wait()
        try:
            for turn in range(8):
                batch = [
                    item(number, article(f"https://gazette.example/{(first + turn + step) % 12}"))
                    for step in range(5)
                ]
                outcomes.extend(archive.save(batch if first % 2 else batch[::-1], NOW))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(first,)) for first in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(outcomes) == 6 * 8 * 5
    new = [saved.article_id for saved in outcomes if saved.outcome is SaveOutcome.NEW]
    assert len(new) == len(set(new)) == Archive(db).count() == 12
    assert all(saved.revision == 1 for saved in outcomes)
    assert len(search(db, parse("troops"), limit=50)) == 12


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=200)
TIMES = st.none() | st.integers(-(10**9), 10**9).map(lambda seconds: NOW + timedelta(seconds=seconds))
ARTICLES = st.builds(
    Article,
    url=TEXTS.map(lambda path: f"https://gazette.example/{path}"),
    fetched_url=TEXTS,
    title=TEXTS,
    text=TEXTS,
    authors=st.lists(TEXTS, max_size=3).map(tuple),
    opening=st.none() | TEXTS,
    agency=st.none() | TEXTS,
    section=st.none() | TEXTS,
    tags=st.lists(TEXTS, max_size=3).map(tuple),
    image_url=st.none() | TEXTS,
    amp_url=st.none() | TEXTS,
    is_paywalled=st.booleans(),
    text_source=st.sampled_from(TextSource),
    page_kind=TEXTS,
    agreement=st.none() | st.floats(0, 1),
    partial=st.none() | TEXTS,
    published_precision=st.none() | TEXTS,
    modified_precision=st.none() | TEXTS,
    language=st.none() | st.sampled_from(["en", "ko", "uk"]),
    published_at=TIMES,
    modified_at=TIMES,
    fetched_at=TIMES,
    provenance=st.dictionaries(TEXTS, TEXTS, max_size=3),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ARTICLES)
def test_whatever_normalise_lets_through_comes_back_as_it_was(db: Database, what: Article) -> None:
    saved = collected(db, what, NOW)
    kept = Archive(db).get(saved.article_id)
    assert kept is not None
    if saved.outcome is not SaveOutcome.UNCHANGED:
        assert kept.article == what
    elif kept.article.text_source is what.text_source:
        assert (kept.article.title, kept.article.text) == (what.title, what.text)
    else:
        assert what.text_source is TextSource.FEED


def test_an_address_and_a_text_may_be_long(db: Database) -> None:
    what = article(f"https://gazette.example/{'é' * 100_000}", title="t" * 100_000, text="word " * 200_000)
    kept = Archive(db).get(collected(db, what, NOW).article_id)
    assert kept is not None
    assert kept.article == what


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    batches=st.lists(
        st.lists(st.tuples(st.integers(0, 5), st.sampled_from("abc")), max_size=6), min_size=1, max_size=5
    ),
    run=st.integers(0, 10**9),
)
def test_an_address_is_one_article_and_a_change_is_one_revision(
    db: Database, batches: list[list[tuple[int, str]]], run: int
) -> None:
    """Against a model that keeps, for each address, the texts as they followed each other."""
    number, model = source(db, NOW), dict[str, list[str]]()
    archive, ids = Archive(db), dict[str, int]()
    for batch in batches:
        items = []
        for page, text in batch:
            url = f"https://gazette.example/{run}/{page}"
            items.append(item(number, article(url, text=text)))
            texts = model.setdefault(url, [])
            if not texts or texts[-1] != text:
                texts.append(text)
        for one, saved in zip(items, archive.save(items, NOW), strict=True):
            assert ids.setdefault(one.article.url, saved.article_id) == saved.article_id
    for url, article_id in ids.items():
        kept = [each.article.text for each in archive.revisions(article_id)]
        # A run drawn twice goes on where the first one ended.
        assert kept[-len(model[url]) :] == model[url]


def test_http_and_https_are_one_article(db: Database) -> None:
    first = collected(db, article("http://gazette.example/1"), NOW)
    second = collected(db, article("https://gazette.example/1"), LATER)
    assert (second.article_id, second.outcome) == (first.article_id, SaveOutcome.UNCHANGED)


def of_feed(url: str, text: str = "What the feed said.") -> Article:
    return replace(article(url, text=text), text_source=TextSource.FEED, page_kind="consent-wall")


def test_a_page_takes_the_place_of_what_the_feed_gave_and_never_the_other_way_round(db: Database) -> None:
    first = collected(db, of_feed(ONE), NOW)
    assert first.outcome is SaveOutcome.NEW
    assert collected(db, of_feed(ONE), LATER).outcome is SaveOutcome.UNCHANGED
    assert collected(db, of_feed(ONE, "What it says now."), LATER).revision == 2
    # Even in the same words: whoever reads the mark must see that it is gone.
    assert collected(db, article(ONE, text="What it says now."), LATER).revision == 3
    assert collected(db, of_feed(ONE, "Another summary."), LATER) == Saved(
        article_id=first.article_id, revision=3, outcome=SaveOutcome.UNCHANGED
    )
    kept = Archive(db).get(first.article_id)
    assert kept is not None
    assert (kept.article.text_source, kept.article.page_kind) == (TextSource.PAGE, "article")
    every = Archive(db).revisions(first.article_id)
    assert [one.article.text_source.value for one in every] == ["feed", "feed", "page"]
    assert [len(search(db, parse(word))) for word in ("summary", "says")] == [0, 1]


def test_both_in_one_batch_come_to_the_same(db: Database) -> None:
    number = source(db, NOW)
    saved = Archive(db).save(
        [item(number, of_feed(ONE)), item(number, article(ONE)), item(number, of_feed(ONE, "More."))], NOW
    )
    assert [(each.outcome.value, each.revision) for each in saved] == [
        ("new", 1),
        ("revised", 2),
        ("unchanged", 2),
    ]


def test_a_lead_that_is_tried_again_keeps_what_the_feed_said(db: Database) -> None:
    frontier, number = Frontier(db), source(db, NOW)
    claimed = LeadRecord(url=ONE, key=ONE, title="Troops move", text="What the feed said.")
    frontier.discover(number, [claimed], NOW)
    (pending,) = frontier.pending(number, NOW, 9)
    walled = CollectedArticle(
        article=of_feed(ONE), source_id=number, lead_id=pending.id, backlog=False, retry_at=LATER
    )
    Archive(db).save([walled], NOW)
    assert frontier.pending(number, NOW, 9) == []
    (again,) = frontier.pending(number, LATER, 9)
    assert (again.lead, again.attempts) == (claimed, 1)
    Archive(db).save([replace(walled, article=article(ONE), retry_at=None)], LATER)
    assert frontier.pending(number, LATER + timedelta(days=9), 9) == []


def test_a_section_or_a_picture_alone_is_no_revision(db: Database) -> None:
    collected(db, article(ONE), NOW)
    changed = replace(
        article(ONE), section="World", tags=("Army",), image_url="https://gazette.example/1.jpg"
    )
    assert collected(db, changed, LATER).outcome is SaveOutcome.UNCHANGED
