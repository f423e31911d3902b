"""The labelled sets: unpacked, chosen from, and read page by page in turn by every reader."""

from __future__ import annotations

import hashlib
import json
import sys
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.mutation_run import SavedPage
from benchmarks.reading.scorers import DateRow, DateScorer, ExtractionScorer, Finder, PageReader, Row

Gold = dict[str, Any]
DATES = "dates"
EXTRACTION = ("articles-793", "news-421", "evaluation-80", "publishers-dev")
#: How many pages of each set `--quick` reads, and the seed that draws them.
QUICK = 10
QUICK_DATES = 80
SEED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which pages of a set are read: one half of them, or a small sample, or all."""

    half: int | None = None
    quick: bool = False

    def of(self, gold: Sequence[Gold], quick: int) -> list[Gold]:
        chosen = [g for g in gold if self._in_half(g)]
        if self.quick and len(chosen) > quick:
            chosen = Random(SEED).sample(chosen, quick)
        return chosen

    def _in_half(self, gold: Gold) -> bool:
        # The halves are the scorer's own; the dates have none.
        if self.half is None or "id" not in gold:
            return True
        return hashlib.sha256(gold["id"].encode()).digest()[0] % 2 == self.half - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSet:
    """A set on disk: the gold of the chosen pages, and where each of them lies."""

    name: str
    gold: list[Gold]
    folder: Path

    def path(self, gold: Gold) -> Path:
        return self.folder / (gold["file"] if "file" in gold else f"{gold['id']}.html")

    def saved(self, gold: Gold) -> SavedPage:
        path = self.path(gold)
        return SavedPage(
            name=f"{self.name}/{path.stem}", path=path, url=gold["url"], only_date=self.name == DATES
        )


def unpacked(name: str, data: Path, folder: Path, choice: Choice) -> LabelledSet:
    """The set of this name, its pages written below `folder`."""
    base = data / DATES if name == DATES else data / "extraction"
    archive = base / ("pages.tar.xz" if name == DATES else f"{name}.tar.xz")
    if not archive.is_file():
        raise SystemExit(f"no set {archive}: --data names the folder that holds extraction/ and dates/")
    target = folder / name
    with tarfile.open(archive) as opened:
        opened.extractall(target, filter="data")
    lines = (base if name == DATES else target) / "gold.jsonl"
    with lines.open(encoding="utf-8") as opened_lines:
        gold = [json.loads(line) for line in opened_lines]
    files = {path.name: path for path in target.rglob("*") if path.is_file()}
    pages = next(path.parent for path in files.values() if path.name != "gold.jsonl")
    chosen = choice.of(gold, QUICK_DATES if name == DATES else QUICK)
    return LabelledSet(name=name, gold=chosen, folder=pages)


def read_in_turn(
    labelled: LabelledSet, scorer: ExtractionScorer, readers: Mapping[str, PageReader]
) -> dict[str, list[Row]]:
    """Each page's score by each reader; all readers see a page before the next one comes."""
    rows: dict[str, list[Row]] = {who: [] for who in readers}
    for gold in watched(labelled):
        for who, reader in readers.items():
            rows[who].append(scorer.score(gold, reader.read(labelled.path(gold), gold["url"])))
    return rows


def found_in_turn(
    labelled: LabelledSet,
    scorer: DateScorer,
    finders: Mapping[str, Finder],
) -> dict[str, list[DateRow]]:
    """Each page's right day, and what each finder found in how many CPU milliseconds."""
    rows: dict[str, list[DateRow]] = {who: [] for who in finders}
    for gold in watched(labelled):
        body = labelled.path(gold).read_bytes()
        for who, find in finders.items():
            rows[who].append((gold["published"], scorer.call(find, body, gold["url"])))
    return rows


def watched(labelled: LabelledSet) -> Iterator[Gold]:
    """The gold, one by one; a terminal is told how far the reading is."""
    for number, gold in enumerate(labelled.gold, 1):
        yield gold
        if sys.stderr.isatty():
            end = "\n" if number == len(labelled.gold) else ""
            print(
                f"\r{labelled.name}: {number} of {len(labelled.gold)}", end=end, file=sys.stderr, flush=True
            )
