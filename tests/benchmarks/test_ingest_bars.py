"""What the benchmark of ingest judges, and that every contender saves what it is given."""

from __future__ import annotations

from pathlib import Path

from benchmarks.ingest.bare import BareCopy, BareSqlite
from benchmarks.ingest.figures import Figures, Rate, bars
from benchmarks.ingest.orm import PlainOrm
from benchmarks.ingest.ours import WORKER, Ours
from benchmarks.press import BLOCK
from benchmarks.search.filling import block_with_terms
from storage.archive import Archive
from storage.database import Database


def rate(a_second: float, size: int = 0) -> Rate:
    return Rate(
        articles=100,
        seconds=100 / a_second,
        cpu_seconds=0,
        sizes={"articles": size, "article_revisions": 0, "article_index": 0, "leads": 9},
    )


def missed(kind: str, bare: str, *, ours: float, size: int) -> list[str]:
    rates = {WORKER.name: rate(ours, size), bare: rate(1_000), PlainOrm.name: rate(150)}
    return [bar.name for bar in bars(Figures(rates={kind: rates}, text_bytes=100)) if not bar.holds]


def test_ours_is_judged_beside_both_and_by_its_size() -> None:
    assert missed("sqlite", BareSqlite.name, ours=750, size=160) == []
    assert missed("postgresql", BareCopy.name, ours=750, size=250) == []
    assert missed("sqlite", BareSqlite.name, ours=499, size=161) == [
        f"sqlite: to {BareSqlite.name}",
        f"sqlite: to {PlainOrm.name}",
        "sqlite: index plus tables, to the text",
    ]


def test_every_article_is_saved(tmp_path: Path) -> None:
    articles = block_with_terms(BLOCK, 0)[:120]
    file = tmp_path / "archive.sqlite"
    ours = Ours(f"sqlite:///{file}", WORKER)
    ours.prepare(articles)
    ours.save(articles)
    db = Database(f"sqlite:///{file}")
    assert Archive(db).count() == len(articles)
    db.close()
    ours.close()
    sizes = ours.bytes()
    assert sizes["article_index"] > 0
    assert sum(sizes.values()) <= file.stat().st_size
