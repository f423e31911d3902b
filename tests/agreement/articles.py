"""The articles that queries are asked of: real texts, and our own in five scripts."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.archive import Archive
from storage.database import Database
from storage.records import Article, CollectedArticle
from storage.sources import Sources
from tests.archive_texts import Text, articles
from tests.storage.samples import declaration

NOW = datetime(2026, 11, 1, tzinfo=UTC)
_BATCH = 50


def texts(folder: Path | None, count: int, seed: int) -> list[Text]:
    """So many texts: those of the data folder's watching/ first, the rest our own."""
    given = [] if folder is None else list(_given(folder))[:count]
    return given + articles(count - len(given), seed)


def _given(folder: Path) -> Iterator[Text]:
    for file in sorted((folder / "watching").glob("*-dev.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                row = json.loads(line)
                yield Text(
                    title=row.get("title") or "",
                    text=row.get("body") or row.get("text") or "",
                    source=file.name.partition("-")[0],
                    language="en",
                    country=None,
                    section=None,
                    authors=(),
                    # Some of a time, and not in the order of their numbers.
                    published_at=NOW - timedelta(hours=number * 7919 % 5003),
                )


def fill(db: Database, given: Sequence[Text]) -> list[int]:
    """Save the texts as the worker does; the articles' numbers, in the order of the texts."""
    names = sorted({one.source for one in given})
    sources = Sources(db)
    sources.sync([declaration(name) for name in names], NOW)
    numbers = {state.name: state.id for state in sources.list()}
    archive = Archive(db)
    saved: list[int] = []
    for at in range(0, len(given), _BATCH):
        items = [
            CollectedArticle(
                article=_article(one, number),
                source_id=numbers[one.source],
                lead_id=None,
                backlog=True,
            )
            for number, one in enumerate(given[at : at + _BATCH], at)
        ]
        saved += [one.article_id for one in archive.save(items, NOW + timedelta(seconds=at))]
    return saved


def _article(one: Text, number: int) -> Article:
    url = f"https://{number % 7}.gazette.example/{number}"
    return Article(
        url=url,
        fetched_url=url,
        title=one.title,
        text=one.text,
        language=one.language,
        section=one.section,
        authors=one.authors,
        published_at=one.published_at,
    )
