"""What one run found, and the bars that it is held to. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.ingest.bare import BareCopy, BareSqlite
from benchmarks.ingest.orm import PlainOrm
from benchmarks.ingest.ours import WORKER
from benchmarks.measure import Bar

#: To the bare tables, to the ORM session; and what is on disk to the texts, by kind of database.
_TO_BARE, _TO_ORM = 0.5, 5.0
_BARE = {"sqlite": BareSqlite.name, "postgresql": BareCopy.name}
_SIZE = {"sqlite": 1.6, "postgresql": 2.5}
#: What grows with the articles and is theirs; the other tables are the frontier's and the readers'.
_OF_ARTICLES = ("articles", "article_revisions", "article_index")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What one contender took: seconds by the clock, and those of this process's CPU."""

    articles: int
    seconds: float
    cpu_seconds: float
    sizes: Mapping[str, int]

    @property
    def a_second(self) -> float:
        """Articles by the clock."""
        return self.articles / self.seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """By kind of database, and by contender; and the bytes of titles and texts."""

    rates: Mapping[str, Mapping[str, Rate]]
    text_bytes: int

    def document(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "bytes of text": self.text_bytes,
            "rates": {
                kind: {name: asdict(rate) | {"a second": rate.a_second} for name, rate in rates.items()}
                for kind, rates in self.rates.items()
            },
        }


def bars(figures: Figures) -> list[Bar]:
    """Those of the worker's way to save."""
    return [bar for kind, rates in figures.rates.items() for bar in _of(kind, rates, figures.text_bytes)]


def _of(kind: str, rates: Mapping[str, Rate], text_bytes: int) -> Iterator[Bar]:
    ours = rates[WORKER.name]
    for name, limit in ((_BARE[kind], _TO_BARE), (PlainOrm.name, _TO_ORM)):
        times = ours.a_second / rates[name].a_second
        yield Bar(name=f"{kind}: to {name}", measured=times, limit=limit, unit="times", at_least=True)
    share = sum(ours.sizes[table] for table in _OF_ARTICLES) / text_bytes
    yield Bar(name=f"{kind}: index plus tables, to the text", measured=share, limit=_SIZE[kind], unit="times")


def table(rates: Mapping[str, Rate], text_bytes: int) -> list[list[str]]:
    """A contender to a line."""
    lines = [["", "articles a second", "CPU ms an article", "on disk, to the text"]]
    for name, rate in rates.items():
        lines.append(
            [
                name,
                f"{rate.a_second:,.0f}",
                f"{1000 * rate.cpu_seconds / rate.articles:.2f}",
                f"{sum(rate.sizes.values()) / text_bytes:.2f}",
            ]
        )
    return lines


def size_table(rate: Rate, text_bytes: int) -> list[list[str]]:
    """Our tables by size, those that are worth a line."""
    lines = [["table, its indexes with it", "MB", "to the text"]]
    for name, size in sorted(rate.sizes.items(), key=lambda item: -item[1]):
        if size > text_bytes / 500:
            lines.append([name, f"{size / 1e6:,.1f}", f"{size / text_bytes:.2f}"])
    return lines
