"""What must stand together is asked of the index so, and found however long its sentence is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from storage.database import Database
from storage.search import search
from tests.storage.samples import article, collected
from watch import index_terms, parse
from watch.blank_lines import longest_stretch
from watch.facets import STRETCHES

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LENGTHS = sorted({2, *(bound + more for bound in STRETCHES for more in (-1, 0, 1)), 700})


@pytest.mark.parametrize(
    "query",
    ["alpha W/S omega", "alpha W/P omega", "EVENT(actor=alpha, action=omega)", "omega W/S (no OR alph*)"],
)
def test_a_sentence_is_found_however_long_it_is(db: Database, query: str) -> None:
    urls: dict[str, str] = {}
    for length in LENGTHS:
        words = ["alpha", *["and"] * (length - 2), "omega"]
        apart = f"{' '.join(words[:-1])}.\n\nThen {words[-1]}."
        for text in (f"A beginning.\n\n{' '.join(words)}.\n\nAn end.", apart):
            url = f"https://gazette.example/{len(urls)}"
            urls[url] = text
            collected(db, article(url, title="News", text=text), NOW)
    found = {one.article.article.url for one in search(db, parse(query), limit=100)}
    assert found == {url for url, text in urls.items() if "Then omega" not in text}


def test_what_stands_in_the_title_alone_is_together_too(db: Database) -> None:
    collected(db, article("https://gazette.example/1", title="Alpha meets omega", text="Nothing."), NOW)
    assert len(search(db, parse("EVENT(actor=alpha, action=meets, target=omega)"))) == 1


@pytest.mark.parametrize(
    ("title", "text", "words"),
    [
        ("One two", "three four five\n\nsix", 3),
        ("One two three four", "five", 4),
        ("", "", 0),
        ("One", "two\nthree\n\n\n\nfour 5-6 seven", 4),
        ("북한", "two", None),
        ("One", "북한군이", None),
    ],
)
def test_the_longest_stretch_is_counted_in_index_terms(title: str, text: str, words: int | None) -> None:
    assert longest_stretch(title, text) == words
    if words is not None:
        assert words == max(len(index_terms(part)) for part in (title, *text.split("\n\n")))
