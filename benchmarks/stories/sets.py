"""The labelled sets, and the stream of articles that mostly have nothing to do with one another."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from stories import Text

SETS = ("events", "reports", "headlines")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A set in order of time, and the story of each of its texts by id."""

    name: str
    texts: list[Text]
    labels: dict[str, str]

    def half(self, number: int) -> list[str]:
        """The texts of half of the stories; a story is always in the same."""
        return [text for text, story in self.labels.items() if _half(story) == number]


def labelled(data: Path, name: str) -> Labelled:
    """A set of the folder. Raises OSError and ValueError."""
    rows = list(_rows(data / f"{name}.jsonl.gz"))
    return Labelled(
        name=name, texts=[_text(row) for row in rows], labels={row["id"]: row["story"] for row in rows}
    )


def lone(copies: Path) -> list[Text]:
    """The articles of the folder in no group of copies and no set of look-alikes. Raises OSError, ValueError."""
    kept_out: set[str] = set()
    for name, key in (("groups.jsonl", "group"), ("hard_negatives.jsonl", "ids")):
        for line in (copies / name).read_text(encoding="utf-8").splitlines():
            kept_out.update(json.loads(line)[key])
    return [_text(row) for row in _rows(copies / "articles.jsonl.gz") if row["id"] not in kept_out]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _text(row: dict[str, Any]) -> Text:
    published = row["published_at"]
    return Text(
        id=row["id"],
        outlet=row.get("source") or row.get("outlet"),
        published_at=datetime.fromisoformat(published) if published else None,
        title=row["title"] or "",
        text=row["text"] or "",
    )


def _half(story: str) -> int:
    return hashlib.sha256(story.encode()).digest()[0] % 2 + 1
