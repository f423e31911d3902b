"""A WARC file of 1 GB, killed at any moment and gone on with: each record once."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks.backfill.pages import write
from storage.archive import Archive
from storage.backfills import Backfills
from storage.database import Database
from storage.records import BackfillCount, BackfillState
from tests.app.cli.backfills import start, until_saved
from tests.app.cli.desks import Desk

SIZE, KILLS = 1_000_000_000, 20


@pytest.mark.soak
def test_each_record_of_a_large_file_is_saved_once_whatever_kills_the_backfill(
    tmp_path: Path, database_url: str
) -> None:
    dice = random.Random(10)
    file = tmp_path / "made.warc.gz"
    pages = write(file, SIZE)
    desk, database = Desk(tmp_path, database_url), Database(database_url)
    saved = 0
    for _ in range(KILLS):
        process = start(desk, "--warc", str(file))
        until_saved(database, process, saved)
        time.sleep(dice.uniform(0, 2))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        (killed,) = Backfills(database).list()
        assert killed.state is BackfillState.RUNNING
        # Not what it had saved a while before: the next one has to come so far that it saves something itself.
        saved = killed.count.new
        assert killed.count == BackfillCount(new=killed.position.records)
        assert Archive(database).count() == killed.position.records
    ended = desk.run("backfill", "--warc", str(file))
    assert ended.exit_code == 0
    (done,) = Backfills(database).list()
    assert (done.state, done.count) == (BackfillState.DONE, BackfillCount(new=pages))
    assert done.position.offset == file.stat().st_size
    with database.read() as connection:
        revisions = connection.scalar(text("SELECT count(*) FROM article_revisions"))
    assert (Archive(database).count(), revisions) == (pages, pages)
    database.close()
