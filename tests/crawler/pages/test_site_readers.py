"""Every site reader reads its own fixture, and leaves to the generic one what it does not find."""

import pytest

from crawler.pages import PageKind, read
from crawler.pages.registry import site_reader, site_readers
from crawler.pages.site import SitePage
from tests.crawler.pages.fixtures_of_readers import ROOT, fixture

READERS = sorted(site_readers().values(), key=lambda reader: reader.name)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_reader_reads_its_fixture(reader: type[SitePage]) -> None:
    expected = fixture(reader.name)
    article = read(expected.page, expected.url)
    assert article.kind is PageKind.ARTICLE
    assert article.reader == reader.name
    assert article.title == expected.title
    assert article.text == expected.text
    assert article.authors == expected.authors
    assert article.section == expected.section


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_generic_reader_finds_title_and_text_of_the_fixture_too(reader: type[SitePage]) -> None:
    expected = fixture(reader.name)
    article = read(expected.page, "https://mirror.example/a")
    assert article.reader == "generic"
    assert (article.title, article.text, article.authors) == (expected.title, expected.text, expected.authors)


def test_there_is_a_reader_for_each_fixture() -> None:
    assert {folder.name for folder in ROOT.iterdir()} == {reader.name for reader in READERS}


def test_a_reader_is_found_by_the_registrable_domain() -> None:
    for url in ("https://thedefensenews.com/a", "http://www.thedefensenews.com:8080/a"):
        reader = site_reader(url)
        assert reader is not None
        assert reader.name == "thedefensenews"
    for url in (
        "https://thedefensenews.com.example.org/a",
        "https://notthedefensenews.com/",
        "http://127.0.0.1/",
        "x",
    ):
        assert site_reader(url) is None


def test_a_field_that_the_selectors_do_not_find_falls_back_and_says_so() -> None:
    expected = fixture("thedefensenews")
    page = (
        expected.page.replace(b"news-content", b"x")
        .replace(b"news-category", b"y")
        .replace(b"<h1", b"<h1 data-x")
    )
    article = read(page, expected.url)
    assert article.reader == "thedefensenews"
    assert article.text == expected.text
    assert article.provenance["text"].origin.startswith("generic: ")
    assert article.provenance["title"].origin == "thedefensenews"
