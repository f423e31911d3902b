"""Lines that a host repeats: which of them are furniture, and how long they are remembered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import text

from storage.archive import Archive
from storage.database import Database
from storage.furniture import FEW_ARTICLES, FORGET_OTHERS, FORGET_REPEATED
from storage.host_lines import HostLines
from storage.records import Article, CollectedArticle, TextSource
from tests.storage.samples import article, source

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOST = "gazette.example"
PROMPT = "Sign up for our morning letter and never miss what matters in defence."
BACKGROUND = "The war began when the first columns crossed the border two winters ago."


def words(number: int) -> list[str]:
    return [
        f"In town {number} the brigade took over bridge {number}." * 2,
        f"Officer {number} said so at noon." * 2,
    ]


def save(
    db: Database,
    number: int,
    lines: Sequence[str] = (),
    *,
    own: Sequence[str] | None = None,
    left_out: tuple[str, ...] = (),
    text_source: TextSource = TextSource.PAGE,
    host: str | None = HOST,
) -> None:
    """Save an article with a text of its own and `lines` below it."""
    body = "\n\n".join([*(words(number) if own is None else own), *lines])
    what = article(f"https://{HOST}/{number}", text=body)
    if text_source is TextSource.FEED:
        what = Article(url=what.url, fetched_url=what.url, title="T", text=body, text_source=text_source)
    item = CollectedArticle(
        article=what, source_id=source(db, NOW), lead_id=None, backlog=True, host=host, left_out=left_out
    )
    Archive(db).save([item], NOW)


def test_a_line_of_three_articles_is_the_furniture_of_its_host(db: Database) -> None:
    known = HostLines(db)
    for number in range(2):
        save(db, number, [PROMPT])
    assert known.of(HOST) == frozenset()
    save(db, 2, [PROMPT])
    assert known.of(HOST) == {PROMPT}
    assert known.of("herald.example") == frozenset()


def test_articles_that_are_saved_together_count_together(db: Database) -> None:
    number = source(db, NOW)
    items = [
        CollectedArticle(
            article=article(f"https://{HOST}/{each}", text="\n\n".join([*words(each), PROMPT])),
            source_id=number,
            lead_id=None,
            backlog=True,
            host=HOST,
        )
        for each in range(3)
    ]
    Archive(db).save(items, NOW)
    assert HostLines(db).of(HOST) == {PROMPT}


def test_an_article_counts_once_however_often_it_is_read(db: Database) -> None:
    for turn in range(5):
        save(db, 1, [PROMPT, f"Updated for the {turn}th time, with what was learnt since the last one."])
    assert HostLines(db).of(HOST) == frozenset()


def test_copies_and_series_that_share_most_of_their_text_do_not_count(db: Database) -> None:
    for number in range(5):
        save(db, number, [f"Figure of day {number}."], own=words(0))
    assert HostLines(db).of(HOST) == frozenset()


def test_what_the_feed_gave_or_no_host_answered_does_not_count(db: Database) -> None:
    for number in range(5):
        save(db, number, [PROMPT], text_source=TextSource.FEED)
    for number in range(10, 15):
        save(db, number, [PROMPT], host=None)
    assert HostLines(db).of(HOST) == frozenset()


def test_a_page_that_takes_the_feeds_place_counts(db: Database) -> None:
    for number in range(3):
        save(db, number, [PROMPT], text_source=TextSource.FEED)
        save(db, number, [PROMPT])
    assert HostLines(db).of(HOST) == {PROMPT}


def test_background_that_a_running_story_repeats_is_no_furniture(db: Database) -> None:
    for number in range(50):
        lines = [PROMPT] if number % 3 else [PROMPT, BACKGROUND] if number in (15, 30, 45) else [PROMPT]
        save(db, number, lines)
    assert HostLines(db).of(HOST) == {PROMPT}


def test_a_heading_that_a_column_repeats_is_no_furniture(db: Database) -> None:
    for number in range(40):
        save(db, number, ["Why it matters"] if number % 4 == 0 else [])
    assert HostLines(db).of(HOST) == frozenset()


def test_a_host_of_few_articles_must_repeat_a_line_on_half_of_them(db: Database) -> None:
    for number in range(FEW_ARTICLES - 3):
        save(db, number, [BACKGROUND] if number in (0, 5, 10) else [])
    assert HostLines(db).of(HOST) == frozenset()


def test_furniture_that_is_left_out_of_the_texts_stays_known(db: Database) -> None:
    for number in range(3):
        save(db, number, [PROMPT])
    for number in range(3, 40):
        save(db, number, left_out=(PROMPT,))
    assert HostLines(db).of(HOST) == {PROMPT}


def test_furniture_that_pages_no_longer_show_is_forgotten(db: Database) -> None:
    number = source(db, NOW)
    for each in range(3):
        save(db, each, [PROMPT])
    for start in range(3, FORGET_REPEATED + 80, 50):
        items = [
            CollectedArticle(
                article=article(f"https://{HOST}/{each}", text="\n\n".join(words(each))),
                source_id=number,
                lead_id=None,
                backlog=True,
                host=HOST,
            )
            for each in range(start, start + 50)
        ]
        Archive(db).save(items, NOW)
    assert HostLines(db).of(HOST) == frozenset()
    with db.read() as connection:
        kept = connection.scalar(text("SELECT count(*) FROM host_lines")) or 0
        with_words = connection.scalar(text("SELECT count(*) FROM host_lines WHERE line IS NOT NULL"))
    assert kept <= 2 * (FORGET_OTHERS + 21)
    assert with_words == 0


def test_articles_of_no_or_overlong_lines_do_no_harm(db: Database) -> None:
    save(db, 1, own=[])
    save(db, 2, own=["x" * 5000])
    save(db, 3, own=["한" * 300, *(f"line {each}" for each in range(3000))])
    assert HostLines(db).of(HOST) == frozenset()
