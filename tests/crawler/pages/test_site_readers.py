"""Every site reader reads its own fixture, and leaves to the generic one what it does not find."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.readers.folders import holding
from crawler.pages import PageKind, read, sites
from crawler.pages.registry import (
    SiteReaderError,
    site_readers,
    use_folder,
    valid_readers,
)
from crawler.pages.site import SitePage
from tests.readers import forgotten_afterwards
from tests.runaway import runaway

FOLDER = holding(Path(sites.__path__[0], "any.py"))
READERS = site_readers()
NEWSPAPER = "https://www.thedefensenews.com/a"


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_a_reader_reads_its_fixture(reader: type[SitePage]) -> None:
    fixture = FOLDER.fixture(reader.name)
    article = fixture.read()
    assert article.kind is PageKind.ARTICLE
    assert article.reader == reader.name
    assert fixture.differences(article) == ()


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_a_reader_reads_something_itself(reader: type[SitePage]) -> None:
    article = FOLDER.fixture(reader.name).read()
    assert any(where.origin == reader.name for where in article.provenance.values())


def test_there_is_a_reader_for_each_fixture() -> None:
    folders = {folder.name for folder in FOLDER.fixtures.iterdir() if folder.is_dir()}
    assert folders == {reader.name for reader in READERS}


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_a_reader_stands_alone_in_the_file_of_its_name(reader: type[SitePage]) -> None:
    assert reader.__module__.rpartition(".")[2] == reader.name


def names(url: str, at: datetime | None = None) -> list[str]:
    return [reader.name for reader in valid_readers(url, at)]


def test_a_reader_is_found_by_the_registrable_domain() -> None:
    for url in ("https://thedefensenews.com/a", "http://www.thedefensenews.com:8080/a"):
        assert names(url) == ["thedefensenews"]
    for url in ("https://thedefensenews.com.example.org/a", "https://notthedefensenews.com/", "x", ""):
        assert names(url) == []


def test_a_field_that_the_selectors_do_not_find_falls_back_and_says_so() -> None:
    fixture = FOLDER.fixture("thedefensenews")
    page = (
        fixture.body.replace(b"news-content", b"x")
        .replace(b"news-category", b"y")
        .replace(b"<h1", b"<h1 data-x")
    )
    article = read(page, fixture.url)
    assert article.reader == "thedefensenews"
    assert article.text == str(fixture.expected["text"]).strip()
    assert article.provenance["text"].origin.startswith("generic: ")
    assert article.provenance["title"].origin == "thedefensenews"


READER = """
from datetime import date

from crawler.pages.page import Page
from crawler.pages.site import SitePage


class Written(SitePage):
    name = "{name}"
    domain = "{domain}"
    valid_from = {valid_from}

    @classmethod
    def fits(cls, page: Page) -> bool:
        return {fits}

    def title(self) -> str | None:
        return self.first("h2")
"""
PAGE = (
    b"<html><body><h1>Sea trials</h1><h2>Second line</h2>"
    + b"<p>The ship left at dawn, and was back by noon.</p>" * 9
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with forgotten_afterwards(monkeypatch):
        yield tmp_path


def write(folder: Path, name: str, *, domain: str, valid_from: str = "None", fits: str = "True") -> None:
    source = READER.format(name=name, domain=domain, valid_from=valid_from, fits=fits)
    (folder / f"{name}.py").write_text(source, "utf-8")


def test_an_old_capture_is_read_with_the_reader_of_its_day(folder: Path) -> None:
    write(folder, "gazette", domain="gazette.example")
    write(folder, "gazette_2024", domain="gazette.example", valid_from="date(2024, 3, 1)")
    write(folder, "gazette_2026", domain="gazette.example", valid_from="date(2026, 5, 1)")
    use_folder(folder)
    url = "https://gazette.example/a"
    assert read(PAGE, url).reader == "gazette_2026"
    for day, name in (
        (date(2024, 2, 29), "gazette"),
        (date(2024, 3, 1), "gazette_2024"),
        (date(2026, 4, 30), "gazette_2024"),
        (date(2026, 5, 1), "gazette_2026"),
    ):
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        assert read(PAGE, url, fetched_at=at).reader == name


def test_before_the_first_form_that_is_known_the_generic_one_reads(folder: Path) -> None:
    write(folder, "gazette", domain="gazette.example", valid_from="date(2024, 3, 1)")
    use_folder(folder)
    at = datetime(2020, 1, 1, tzinfo=UTC)
    assert read(PAGE, "https://gazette.example/a", fetched_at=at).reader == "generic"


def test_a_users_reader_comes_before_the_projects_own(folder: Path) -> None:
    write(folder, "mine", domain="thedefensenews.com")
    use_folder(folder)
    assert names(NEWSPAPER) == ["mine", "thedefensenews"]
    article = read(PAGE, NEWSPAPER)
    assert (article.reader, article.title) == ("mine", "Second line")


def test_where_a_domain_has_several_forms_the_page_itself_says_which(folder: Path) -> None:
    write(folder, "blog", domain="gazette.example", fits="b'blog' in page.markup.encode()")
    write(folder, "broken", domain="gazette.example", fits="page.no_such_thing")
    use_folder(folder)
    assert read(PAGE, "https://gazette.example/a").reader == "generic"
    assert read(PAGE + b"<!-- blog -->", "https://gazette.example/a").reader == "blog"


@pytest.mark.parametrize(
    ("name", "source", "said"),
    [
        ("gazette", "def", "gazette.py cannot be loaded: SyntaxError"),
        ("gazette", "import no_such_module", "gazette.py cannot be loaded: ModuleNotFoundError"),
        ("gazette", READER.format(name="", domain="x.example", valid_from=None, fits=True), "needs a name"),
        (
            "gazette",
            READER.format(name="thedefensenews", domain="x.example", valid_from=None, fits=True),
            "of this name already",
        ),
        ("thedefensenews", "", "of this name already"),
    ],
)
def test_a_reader_that_cannot_be_used_is_named_and_the_others_still_read(
    folder: Path, name: str, source: str, said: str
) -> None:
    (folder / f"{name}.py").write_text(source, "utf-8")
    with pytest.raises(SiteReaderError, match=said) as refused:
        use_folder(folder)
    assert "\n" not in str(refused.value)
    assert read(PAGE, NEWSPAPER).reader == "thedefensenews"


@pytest.mark.parametrize(
    "page",
    [
        b"<html><h1>x</h1><div class=news-content>" + b"<div>" * 100_000,
        b"<html><h1>x</h1><p>" + b"x " * 3_000_000,
    ],
    ids=["deep", "long"],
)
def test_a_monstrous_page_is_left_to_the_generic_reader(page: bytes) -> None:
    with runaway(60):
        article = read(page, NEWSPAPER)
    assert article.reader == "generic"


def test_a_deep_page_within_the_limits_raises_nothing() -> None:
    article = read(b"<html><div class=news-content>" + b"<div>" * 5_000 + b"<p>Left at dawn.", NEWSPAPER)
    assert article.reader == "thedefensenews"
