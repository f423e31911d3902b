"""A reader's fixture: a page in the site's form, and the article that the page holds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bs4 import BeautifulSoup

from crawler import cleaning
from crawler.decoding import decode
from crawler.pages import RawArticle, read

#: What an expected article may name, in the order in which it is written.
FIELDS = (
    "title", "authors", "agency", "section", "tags", "language", "published_at", "modified_at", "canonical_url",
    "amp_url", "image_url", "opening", "text",
)  # fmt: skip
_REQUIRED = ("url", "title", "authors", "text")


class FixtureError(Exception):
    """A fixture that cannot be used. One line, which names its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field that was read otherwise than expected; None stands for nothing."""

    field: str
    expected: str | None
    found: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture:
    """A page with its address, the day of its capture where that matters, and the fields that are expected of it."""

    body: bytes
    url: str
    fetched_at: datetime | None
    expected: Mapping[str, object]

    def read(self) -> RawArticle:
        """What is really read."""
        return read(self.body, self.url, fetched_at=self.fetched_at)

    def differences(self, article: RawArticle) -> tuple[Difference, ...]:
        """The expected fields that `article` gives otherwise."""
        return compared(self.expected, article)


def soup_of(body: bytes) -> BeautifulSoup:
    """The page as the selectors of a reader see it."""
    return BeautifulSoup(cleaning.markup(decode(body)), "lxml")


def load(page: Path, expected: Path) -> Fixture:
    """The fixture in two files.

    Raises:
        FixtureError: a file is missing or cannot be read, or names what is no field of an article.
    """
    try:
        body, written = page.read_bytes(), tomllib.loads(expected.read_text("utf-8"))
    except OSError as error:
        raise FixtureError(f"{error.filename}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FixtureError(f"{expected}: {error}") from None
    if missing := [key for key in _REQUIRED if key not in written]:
        raise FixtureError(f"{expected}: {', '.join(missing)} missing")
    if unknown := sorted(written.keys() - {*FIELDS, "url", "fetched_at"}):
        raise FixtureError(f"{expected}: {', '.join(unknown)}: no such field; known are {', '.join(FIELDS)}")
    fetched_at = written.get("fetched_at")
    if fetched_at is not None and (not isinstance(fetched_at, datetime) or fetched_at.tzinfo is None):
        raise FixtureError(
            f"{expected}: fetched_at must be a time with its zone, such as 2024-05-03T12:00:00Z"
        )
    fields = {field: written[field] for field in FIELDS if field in written}
    return Fixture(body=body, url=str(written["url"]), fetched_at=fetched_at, expected=fields)


def compared(expected: Mapping[str, object], article: RawArticle) -> tuple[Difference, ...]:
    """The expected fields that `article` gives otherwise."""
    pairs = ((field, expected[field], getattr(article, field)) for field in FIELDS if field in expected)
    return tuple(
        Difference(field=field, expected=_shown(wanted), found=_shown(found))
        for field, wanted, found in pairs
        if not _same(wanted, found)
    )


def _same(expected: object, found: object) -> bool:
    if isinstance(expected, date) and not isinstance(expected, datetime):
        return isinstance(found, datetime) and found.date() == expected
    if isinstance(expected, datetime) and isinstance(found, datetime):
        # the same moment in another zone is not what the page says
        return expected == found and expected.utcoffset() == found.utcoffset()
    return _shown(expected) == _shown(found)


def _shown(value: object) -> str | None:
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value)) or None
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip() or None if value is not None else None
