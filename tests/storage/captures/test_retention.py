"""Captures whose time is over go, by the file; what was hit stays, and so do all digests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from storage.captures.reader import path_of, read
from storage.captures.retention import Dropped, drop_older
from storage.captures.rows import Captures
from storage.database import Database
from storage.flags import Flags
from storage.verifying.checks import checks
from tests.storage.captures.answers import NOW, PAGE, save, store, unfinished
from tests.storage.samples import hit, told_to, unflagged

DAY = timedelta(days=1)


def test_old_files_go_and_what_was_hit_moves_on(db: Database, tmp_path: Path) -> None:
    captures, folder = store(tmp_path), tmp_path / "captures"
    numbers = [save(db, captures, number, now=NOW).article_id for number in range(3)]
    young = save(db, captures, 9, now=NOW + 10 * DAY).article_id
    Flags(db).record(unflagged(db, 9), [hit(numbers[1])], NOW, told_to("mail"))
    rows = Captures(db)
    before = [rows.of_article(number)[0] for number in (*numbers, young)]

    now = NOW + 11 * DAY
    assert drop_older(db, captures, folder, now - 5 * DAY, now) == Dropped(dropped=2, moved=1, files=1)
    after = [rows.of_article(number)[0] for number in (*numbers, young)]
    assert after[0] == replace(before[0], dropped_at=now)
    assert after[2] == replace(before[2], dropped_at=now)
    assert after[3] == before[3]
    assert after[1].place.file != before[1].place.file
    assert read(folder, after[1]).body == PAGE
    assert not (folder / before[0].place.file).exists()
    assert [fault for check in checks(db, folder) for fault in check.faults(lambda _: None)] == []
    assert drop_older(db, captures, folder, now - 5 * DAY, now) == Dropped()


def test_a_file_with_a_spoilt_capture_is_left(db: Database, tmp_path: Path) -> None:
    captures, folder = store(tmp_path), tmp_path / "captures"
    number = save(db, captures).article_id
    Flags(db).record(unflagged(db, 9), [hit(number)], NOW, told_to("mail"))
    (capture,) = Captures(db).of_article(number)
    path = path_of(folder, capture)
    spoilt = bytearray(path.read_bytes())
    spoilt[capture.place.offset + 30] ^= 1
    unfinished(path).write_bytes(spoilt)
    assert drop_older(db, captures, folder, NOW + 5 * DAY, NOW + 5 * DAY) == Dropped()
    assert path.exists()
    assert Captures(db).of_article(number) == [capture]


def test_more_than_go_at_once_are_moved(db: Database, tmp_path: Path) -> None:
    captures, folder = store(tmp_path), tmp_path / "captures"
    numbers = [save(db, captures, number).article_id for number in range(60)]
    articles = unflagged(db, 99)
    Flags(db).record(articles, [hit(number) for number in numbers], NOW, told_to("mail"))
    now = NOW + 9 * DAY
    assert drop_older(db, captures, folder, now - DAY, now) == Dropped(moved=60, files=1)
    assert [fault for check in checks(db, folder) for fault in check.faults(lambda _: None)] == []
