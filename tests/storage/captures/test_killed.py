"""A process that writes captures is killed at any moment, again and again: each article keeps its capture."""

from __future__ import annotations

import hashlib
import random
import time
from functools import partial
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.captures.names import this_host
from storage.captures.repair import repair
from storage.captures.rows import Captures
from storage.captures.store import CaptureStore
from storage.database import Database
from storage.records import CollectedArticle
from tests.dying import start
from tests.storage.captures.answers import NOW, answer
from tests.storage.captures.test_keeping import everything_is_readable
from tests.storage.samples import article, source


def write_without_end(folder: Path, life: int, db: Database) -> None:
    """Begin as a worker does, then save batches of articles, with pages small and large, until somebody ends it."""
    captures = CaptureStore()
    list(repair(folder, this_host(), Captures(db).end_of))
    captures.use(folder)
    archive, number = Archive(db, captures), source(db, NOW)
    rng = random.Random(life)
    for batch in range(100_000):
        archive.save([_item(f"{life}-{batch}-{each}", number, rng) for each in range(rng.randint(1, 8))], NOW)


def _item(name: str, number: int, rng: random.Random) -> CollectedArticle:
    body = hashlib.shake_256(name.encode()).digest(rng.choice((300, 20_000, 200_000)))
    return CollectedArticle(
        article=article(f"https://gazette.example/{name}"),
        source_id=number,
        lead_id=None,
        backlog=False,
        answer=answer(body=body),
    )


def killed_again_and_again(url: str, folder: Path, kills: int) -> str:
    """What came of so many lives, each ended at a random moment of its first articles."""
    rng, torn, began = random.Random(kills), 0, time.monotonic()
    db = Database(url)
    archive = Archive(db)
    for life in range(kills):
        before = archive.count()
        process = start(partial(write_without_end, folder, life), url)
        while archive.count() == before and process.is_alive():
            time.sleep(0.005)
        process.join(rng.uniform(0, 0.1))
        process.kill()
        process.join()
        cuts = [done for done in repair(folder, this_host(), Captures(db).end_of) if done.cut]
        assert all(not done.lost for done in cuts)
        torn += bool(cuts)
    everything_is_readable(db, folder)
    count = archive.count()
    db.close()
    seconds = time.monotonic() - began
    return f"{kills} kills in {seconds:.0f} s, {torn} torn tails cut, {count} articles, each with its capture"


def test_a_few_kills_lose_no_capture(database_url: str, tmp_path: Path) -> None:
    killed_again_and_again(database_url, tmp_path / "captures", 5)


@pytest.mark.soak
def test_a_hundred_kills_lose_no_capture(database_url: str, tmp_path: Path) -> None:
    print(killed_again_and_again(database_url, tmp_path / "captures", 100))
