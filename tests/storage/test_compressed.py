from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from storage.archive import Archive
from storage.compressed import compressed, expanded
from storage.database import Database
from storage.search import search
from tests.storage.samples import article, collected
from watch import parse

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@given(st.text(), st.integers(1, 60))
def test_what_goes_in_comes_out(words: str, times: int) -> None:
    packed = compressed(words * times)
    assert (expanded(packed) if isinstance(packed, bytes) else packed) == words * times


def test_short_and_dense_texts_stay_as_they_are() -> None:
    assert compressed("They went by rail.") == "They went by rail."
    assert isinstance(compressed("They went by rail. " * 40), bytes)


@given(st.text(min_size=1), st.data())
def test_damaged_bytes_never_raise(words: str, data: st.DataObject) -> None:
    packed = compressed(words * 300)
    if isinstance(packed, bytes):
        at = data.draw(st.integers(0, len(packed) - 1))
        damaged = bytearray(packed)
        damaged[at] ^= data.draw(st.integers(1, 255))
        assert isinstance(expanded(bytes(damaged)), str)
        assert expanded(packed[:at]).endswith("\ufffd")


def test_an_archive_goes_on_beside_a_damaged_text(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    numbers = [
        collected(db, article(f"https://gazette.example/{at}", text=f"{at} troops went by rail. " * 40), NOW)
        for at in range(2)
    ]
    with db.write() as connection:
        whole = connection.scalar(text("SELECT text FROM article_revisions WHERE article_id = 1"))
        assert isinstance(whole, bytes)
        connection.execute(
            text("UPDATE article_revisions SET text = :text WHERE article_id = 1"),
            {"text": whole[:30] + b"\0" + whole[31:]},
        )
    found = search(db, parse("troops"))
    assert numbers[1].article_id in [one.article.id for one in found]
    damaged = Archive(db).get(1)
    assert damaged is not None
    assert damaged.article.text.endswith("\ufffd")
    db.close()


@pytest.mark.parametrize("words", ["a plain one", "x" * 5000])
def test_texts_of_earlier_releases_are_read_as_they_are(sqlite_url: str, words: str) -> None:
    db = Database(sqlite_url)
    collected(db, article("https://gazette.example/0", text="They went by rail. " * 40), NOW)
    with db.write() as connection:
        connection.execute(text("UPDATE article_revisions SET text = :text"), {"text": words})
    kept = Archive(db).get(1)
    assert kept is not None
    assert kept.article.text == words
    db.close()
