"""The capture of each revision is on the disk before the revision is committed, and no article waits for it."""

from __future__ import annotations

import hashlib
import signal
from dataclasses import replace
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from storage.archive import Archive
from storage.captures.names import this_host
from storage.captures.reader import read
from storage.captures.repair import repair
from storage.captures.rows import Captures
from storage.captures.store import CaptureStore
from storage.database import Database
from storage.records import CollectedArticle, SaveOutcome
from tests.dying import exit_code, start
from tests.storage.captures.answers import NOW, PAGE, answer, packed_answer, save, store
from tests.storage.samples import article, source

LATER = NOW + timedelta(hours=1)


def test_each_revision_has_its_capture(db: Database, tmp_path: Path) -> None:
    captures = store(tmp_path)
    saved = save(db, captures)
    assert save(db, captures, now=LATER).outcome is SaveOutcome.UNCHANGED
    edited = save(db, captures, text="They went by road.", what=packed_answer(), now=LATER)
    assert (saved.revision, edited.revision) == (1, 2)
    first, second = Captures(db).of_article(saved.article_id)
    assert (first.revision, first.url, first.status) == (1, "https://gazette.example/0", 200)
    assert (first.fetched_at, first.place.host, first.dropped_at) == (NOW, this_host(), None)
    assert first.sha256 == hashlib.sha256(PAGE).hexdigest()
    folder = tmp_path / "captures"
    found = read(folder, first)
    assert (found.body, found.requested_at, found.status) == (PAGE, NOW, 200)
    assert found.request_line == "GET /0 HTTP/1.1"
    assert found.request_headers[0] == ("User-Agent", "desk/1")
    packed = read(folder, second)
    assert packed.content_encodings == ("gzip",)
    assert hashlib.sha256(packed.body).hexdigest() == second.sha256
    # The answer of the article that had not changed is nowhere.
    assert len(_records(folder)) == 1 + 2 * 2


def _records(folder: Path) -> list[str]:
    found = []
    for path in folder.iterdir():
        with path.open("rb") as stream:
            found += [record.rec_type for record in ArchiveIterator(stream)]
    return found


def test_two_of_one_batch(db: Database, tmp_path: Path) -> None:
    captures = store(tmp_path)
    items = [
        CollectedArticle(
            article=article("https://gazette.example/0", text=text),
            source_id=source(db, NOW),
            lead_id=None,
            backlog=False,
            answer=answer(),
        )
        for text in ("by rail", "by rail", "by road")
    ]
    items.append(replace(items[0], article=article("https://gazette.example/1"), answer=None))
    saved = Archive(db, captures).save(items, NOW)
    assert [one.outcome for one in saved] == ["new", "unchanged", "revised", "new"]
    assert [one.revision for one in Captures(db).of_article(saved[0].article_id)] == [1, 2]
    assert Captures(db).of_article(saved[3].article_id) == []


def test_an_article_is_saved_without_what_cannot_be_written(
    db: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "captures").write_text("a file stands here", encoding="utf-8")
    captures = store(tmp_path)
    for number in range(2):
        assert save(db, captures, number).outcome is SaveOutcome.NEW
    assert Captures(db).of_article(1) == []
    assert captures.trouble is not None
    assert "2 saved without since 2026-03-01 12:00 UTC" in captures.trouble
    assert len(caplog.records) == 1
    (tmp_path / "captures").unlink()
    saved = save(db, captures, 2)
    assert captures.trouble is None
    assert Captures(db).of(saved.article_id, 1) is not None


def test_nothing_is_kept_where_nothing_is_to_be(db: Database, tmp_path: Path) -> None:
    captures = store(tmp_path)
    captures.use(None)
    saved = save(db, captures)
    assert Captures(db).of(saved.article_id, 1) is None
    assert not (tmp_path / "captures").exists()


def test_what_was_read_again_stands_on_the_same_capture(db: Database, tmp_path: Path) -> None:
    captures = store(tmp_path)
    saved = save(db, captures)
    again = CollectedArticle(
        article=replace(article("https://gazette.example/0"), authors=("Ada Lind",)),
        source_id=source(db, NOW),
        lead_id=None,
        backlog=False,
        rereads=1,
    )
    (one,) = Archive(db).save([again], LATER)
    assert (one.outcome, one.revision) == (SaveOutcome.REVISED, 2)
    first, second = Captures(db).of_article(saved.article_id)
    assert second == replace(first, revision=2)
    # Another revision came meanwhile: what was read is not of the latest words.
    assert Archive(db).save([again], LATER)[0].outcome is SaveOutcome.UNCHANGED


MOMENTS = (
    "capture-writing:1",
    "capture-writing:3",
    "capture-written:1",
    "article-saving:2",
    "article-saved:2",
)


def write_many(folder: Path, db: Database) -> None:
    """Save twenty articles, one by one, each with a page of some size."""
    captures = store(folder)
    for number in range(20):
        body = hashlib.shake_256(str(number).encode()).digest(150_000)
        save(db, captures, number, what=answer(number, body=body))


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_writer_that_dies_loses_no_capture_of_an_article(
    database_url: str, tmp_path: Path, moment: str
) -> None:
    assert exit_code(start(partial(write_many, tmp_path), database_url, moment)) == -signal.SIGKILL
    db = Database(database_url)
    folder = tmp_path / "captures"
    list(repair(folder, this_host(), Captures(db).end_of))
    everything_is_readable(db, folder)
    write_many(tmp_path, db)
    everything_is_readable(db, folder)
    assert Archive(db).count() == 20
    db.close()


def everything_is_readable(db: Database, folder: Path) -> None:
    """By warcio alone, from the beginning of each file: the capture of each article of the archive."""
    digests: dict[tuple[str, int], str] = {}
    for path in folder.iterdir():
        with path.open("rb") as stream:
            records = ArchiveIterator(stream, check_digests=True)
            for record in records:
                digest = hashlib.sha256(record.raw_stream.read()).hexdigest()
                digests[path.name, records.get_record_offset()] = digest
                assert record.digest_checker.passed is True
    for archived in Archive(db).newest(100_000):
        capture = Captures(db).of(archived.id, archived.revision)
        assert capture is not None
        assert digests[capture.place.file, capture.place.offset] == capture.sha256


def test_a_body_is_read_from_wherever_it_stands(db: Database, tmp_path: Path) -> None:
    body = BytesIO(PAGE)
    body.seek(7)
    saved = save(db, store(tmp_path), what=replace(answer(), body=body))
    capture = Captures(db).of(saved.article_id, 1)
    assert capture is not None
    assert read(tmp_path / "captures", capture).body == PAGE


def test_a_store_that_keeps_nothing_is_the_usual_one() -> None:
    captures = CaptureStore()
    assert captures.folder is None
    assert captures.packed([answer()], NOW) == []
    captures.close()
