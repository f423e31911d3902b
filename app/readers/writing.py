"""A new reader on disk: its class, the page it was written for, and the fixture that stands for that page."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from app.readers import skeleton
from app.readers.expected import as_toml
from app.readers.fixture import FIELDS, Difference, Fixture, FixtureError, compared, soup_of
from app.readers.folders import ReaderFolder
from app.readers.placeholders import replaced
from app.readers.scaffold import METHODS, Scaffold, fields_of, places, scaffold, site_of
from crawler.pages import RawArticle, read
from crawler.pages.registry import look_again, valid_readers

#: What the page that a reader was written for is called.
REAL = "real page"
_LONGEST_MENTION = 200
_IGNORED = "# the pages as their publishers wrote them stay here\nreal.html\nreal.toml\n"


def write_reader(
    folder: ReaderFolder,
    body: bytes,
    url: str,
    *,
    name: str,
    fields: Collection[str] = tuple(METHODS),
    fetched_at: datetime | None = None,
) -> Scaffold:
    """Write the class for the site at `url`, and keep the page with what is read of it now.

    A site that has a reader already gets one more, valid from the day of this page on.

    Raises:
        OSError: a file cannot be written.
        ValueError: the address is none of http(s).
    """
    article = read(body, url, fetched_at=fetched_at)
    earlier = [reader for reader in valid_readers(url, fetched_at) if reader.domain == site_of(url)]
    made = scaffold(
        article,
        soup_of(body),
        name=name,
        valid_from=_day(article, fetched_at) if earlier else None,
        fields=fields,
    )
    kept = folder.fixtures / name
    kept.mkdir(parents=True, exist_ok=True)
    folder.readers.mkdir(parents=True, exist_ok=True)
    ignored = folder.fixtures / ".gitignore"
    if not ignored.exists():
        ignored.write_text(_IGNORED, "utf-8")
    (kept / "real.html").write_bytes(body)
    folder.reader(name).write_text(made.source(), "utf-8")
    look_again()
    _write_expected(kept / "real.toml", read(body, url, fetched_at=fetched_at), fetched_at)
    return made


def write_fixture(folder: ReaderFolder, name: str) -> tuple[Difference, ...]:
    """Make the fixture from the kept page; the fields that its reader reads otherwise in the fixture than there.

    Raises:
        FixtureError: there is no kept page.
        OSError: a file cannot be written.
    """
    real = folder.real_page(name)
    if real is None:
        raise FixtureError(
            f"{folder.fixtures / name / 'real.html'}: there is no page to make the fixture from"
        )
    article, soup = real.read(), soup_of(real.body)
    needed = [element for place in places(fields_of(article), soup).values() for element in place.elements]
    page = skeleton.skeleton(
        soup, [*needed, *_mentions(soup, article)], source=folder.reader(name).read_text("utf-8")
    ).encode()
    url = skeleton.address(real.url)
    (folder.fixtures / name / "page.html").write_bytes(page)
    found = read(page, url, fetched_at=real.fetched_at)
    _write_expected(folder.fixtures / name / "expected.toml", found, real.fetched_at)
    words = {
        field: _replaced(field, getattr(article, field)) for field in ("title", "authors", "section", "text")
    }
    times = {field: getattr(article, field) for field in ("published_at", "modified_at")}
    return compared({**words, **times}, found)


def _write_expected(file: Path, article: RawArticle, fetched_at: datetime | None) -> None:
    fields = {field: getattr(article, field) for field in FIELDS if field in METHODS}
    file.write_text(as_toml(article.url, fields, fetched_at), "utf-8")


def _day(article: RawArticle, fetched_at: datetime | None) -> date:
    return (article.published_at or fetched_at or datetime.now(UTC)).date()


def _replaced(field: str, value: object) -> object:
    if isinstance(value, tuple):
        return tuple(replaced(each) for each in value)
    return replaced(value) if isinstance(value, str) else value


def _mentions(soup: BeautifulSoup, article: RawArticle) -> Iterable[Tag]:
    """The elements that may say a field in a form of their own: times, headings, lines that name an author."""
    said = [*article.authors, *filter(None, (article.title, article.section))]
    for element in soup.find_all(True):
        if element.name in ("time", "h1"):
            yield element
            continue
        shown = element.get_text(" ")
        if len(shown) <= _LONGEST_MENTION and any(each in shown for each in said):
            yield element


def fixture_files(folder: ReaderFolder, name: str) -> list[tuple[str, Fixture]]:
    """What a reader is tested on, by name: the page it was written for where that is kept, and its fixture.

    Raises:
        FixtureError: the fixture is missing, or a file of it cannot be used.
    """
    real = folder.real_page(name)
    return [*([(REAL, real)] if real is not None else []), ("fixture", folder.fixture(name))]


def unlike_kept(folder: ReaderFolder, name: str) -> tuple[Difference, ...]:
    """The fields of the kept page that its reader gives otherwise than real.toml says; none where none is kept."""
    real = folder.real_page(name)
    return real.differences(real.read()) if real is not None else ()
