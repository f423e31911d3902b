"""The fixture of each site's reader: a page in that site's form, and the article that it holds."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent / "fixtures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture:
    """A folder `fixtures/<reader's name>/` with `page.html` and `expected.toml`."""

    page: bytes
    url: str
    title: str
    authors: tuple[str, ...]
    section: str | None
    text: str


def fixture(name: str) -> Fixture:
    """Raises FileNotFoundError where a reader has none."""
    expected = tomllib.loads((ROOT / name / "expected.toml").read_text("utf-8"))
    return Fixture(
        page=(ROOT / name / "page.html").read_bytes(),
        url=expected["url"],
        title=expected["title"],
        authors=tuple(expected["authors"]),
        section=expected.get("section"),
        text=expected["text"].strip(),
    )
