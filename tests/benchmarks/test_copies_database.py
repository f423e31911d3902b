"""The benchmark's index in a database answers as the one in memory does."""

from __future__ import annotations

from pathlib import Path

from benchmarks.copies.database import DatabaseIndex, fill
from stories import Text
from tests.stories.copies import wire
from tests.stories.copies.stream import at, copies

_FIRST = 1000


def test_it_answers_as_the_index_in_memory_does(tmp_path: Path) -> None:
    file = tmp_path / "copies.sqlite"
    fill(file, 20, [3, 5, 7, 11])
    index = DatabaseIndex(file)
    texts = [
        Text(id=str(_FIRST + number), outlet=outlet, text=text, published_at=at("2031-05-02T06:00:00Z"))
        for number, (outlet, text) in enumerate(
            (outlet, edited)
            for text in wire.REPORTS.values()
            for outlet, edited in (
                ("Northgate Daily", wire.framed(text)),
                ("Meridian", text),
                (None, wire.other_words(text, 8)),
                ("Northgate Daily", wire.framed(text.split("\n")[0], "Who Owns the Night?")),
            )
        )
    ]
    assert copies(*texts, index=index) == copies(*texts)
    index.close()
