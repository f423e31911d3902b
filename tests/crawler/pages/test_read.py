"""The generic reader: one article in many forms, and each field from where it stands."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from crawler.lead import Lead
from crawler.pages import PageKind, read
from tests.crawler.pages import forms

URL = "http://127.0.0.1:8765/n/77"


@pytest.mark.parametrize("form", forms.FORMS, ids=lambda form: form.__name__)
def test_one_article_in_every_form_has_the_same_title_and_text(form: Callable[[], str]) -> None:
    article = read(form().encode(), URL)
    assert article.kind is PageKind.ARTICLE
    assert article.title == forms.TITLE
    assert article.text.split("\n\n") == list(forms.PARAGRAPHS)
    assert article.authors == ("The River Courier team",)


def test_fields_of_json_ld_keep_their_origin_and_offset() -> None:
    article = read(forms.json_ld_beside_related().encode(), URL)
    assert article.section == forms.SECTION
    assert article.published_at == datetime(2025, 8, 4, 8, tzinfo=UTC)
    assert article.published_at.utcoffset() == timedelta(hours=2)
    assert article.provenance["published_at"].origin == "json-ld"
    assert article.provenance["title"].origin == "h1, agrees with json-ld"


def page(head: str = "", top: str = "") -> bytes:
    body = "".join(f"<p>{line}</p>" for line in forms.PARAGRAPHS)
    return (
        f"<html lang='en-GB'><head>{head}</head><body><article>{top}{body}</article></body></html>".encode()
    )


@pytest.mark.parametrize(
    ("head", "top", "title"),
    [
        (
            "<title>Bridges by night - Courier</title><meta property=og:site_name content=Courier>",
            "",
            "Bridges by night",
        ),
        ("<title>Courier: Bridges</title>", "<h1>Courier</h1><h1>Bridges</h1>", "Bridges"),
        (
            "<meta property=og:title content='Bridges by night | Courier'>",
            "<h1>Bridges <i>by</i> night</h1>",
            "Bridges by night",
        ),
        ("<meta property=og:title content='K2 - Poland - 1,000 tanks'>", "", "K2 - Poland - 1,000 tanks"),
        ("<title>Bridges &amp; boats</title><svg><title>Logo</title></svg>", "", "Bridges & boats"),
        ("", "<h1>Bridges</h1>", "Bridges"),
        ("", "", ""),
    ],
)
def test_title(head: str, top: str, title: str) -> None:
    assert read(page(head, top), "https://www.courier.com/a").title == title


def test_of_several_headings_the_one_that_the_feed_names_is_the_title() -> None:
    lead = Lead(url=URL, title="Bridges by night")
    assert (
        read(page(top="<h1>Our week</h1><h1>Bridges by night</h1>"), URL, lead=lead).title
        == "Bridges by night"
    )


@pytest.mark.parametrize(
    ("head", "top", "authors"),
    [
        (
            "<meta name=author content='By Ada Lind, Bo Kim and Cy Noor in Seoul'>",
            "",
            ("Ada Lind", "Bo Kim", "Cy Noor"),
        ),
        (
            "<meta name=author content='https://courier.example/ada'>",
            "<span class=byline>By Ada Lind</span>",
            ("Ada Lind",),
        ),
        ("<meta property=og:site_name content=Courier><meta name=author content=Courier>", "", ("Courier",)),
        ("", "<a rel=author href=/ada>Ada Lind</a>", ("Ada Lind",)),
        ("<meta name=author content='Ada Lind, Defense Correspondent'>", "", ("Ada Lind",)),
    ],
)
def test_authors(head: str, top: str, authors: tuple[str, ...]) -> None:
    assert read(page(head, top), URL).authors == authors


JSON_LD = "<script type='application/ld+json'>{}</script>"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","author":[{"@type":"Person","name":"Ada Lind"},"Bo Kim"]}',
        '[{"@type":["Thing","https://schema.org/NewsArticle"],"author":{"name":["Ada Lind","Bo Kim"]}}]',
        (
            '{"@graph":[{"@type":"Article","author":[{"@id":"#1"},{"@id":"#2"}]},'
            '{"@id":"#1","name":"Ada Lind"},{"@id":"#2","name":"Bo Kim"}]}'
        ),
        '// <![CDATA[\n{"@type":"Report","author":["Ada Lind","Bo Kim",],}\n// ]]>',
        '{"@type":"NewsArticle","author":"Ada Lind and Bo Kim","description":"a raw\nline end"};',
        '{"@type":"NewsArticle","author":"Ada Lind; Bo Kim"} trailing words',
    ],
)
def test_json_ld_in_its_many_spellings(script: str) -> None:
    assert read(page(JSON_LD.format(script)), URL).authors == ("Ada Lind", "Bo Kim")


def test_a_broken_script_is_passed_over_for_the_next() -> None:
    good = JSON_LD.format('{"@type":"NewsArticle","author":"Ada Lind"}')
    assert read(page(JSON_LD.format('{"@type": "NewsArticle"') + good), URL).authors == ("Ada Lind",)


def test_a_date_that_cannot_be_gives_way_to_the_next_claim() -> None:
    head = JSON_LD.format('{"@type":"NewsArticle","datePublished":"2031-01-01T00:00:00Z"}')
    head += "<meta property=article:published_time content='1970-01-01'>"
    fetched_at = datetime(2025, 8, 5, tzinfo=UTC)
    article = read(page(head, "<time datetime='2025-08-04'>yesterday</time>"), URL, fetched_at=fetched_at)
    assert article.published_at == datetime.fromisoformat("2025-08-04")
    assert article.provenance["published_at"].origin == "time, after 2 doubted"


def test_language_and_canonical_address() -> None:
    article = read(page("<link rel=canonical href='/n/77?x=1'>"), URL)
    assert (article.language, article.canonical_url) == ("en", "http://127.0.0.1:8765/n/77?x=1")


def test_a_word_beside_a_picture_stays_in_its_paragraph() -> None:
    body = f"<p>{forms.PARAGRAPHS[0]}</p><p>Half a <img src=x> sentence, <svg></svg>and the rest of it.</p>"
    article = read(f"<html><body><div>{body}<p>{forms.PARAGRAPHS[1]}</p></div></body></html>".encode(), URL)
    assert "Half a sentence, and the rest of it." in article.text.split("\n\n")


def test_prompts_between_paragraphs_are_no_text() -> None:
    prompts = (
        "Read also: Boats for the harbour guard",
        "Share this article",
        "Sign up for our newsletter",
        "Advertisement",
    )
    body = "".join(
        f"<p>{line}</p><p>{prompt}</p>" for line, prompt in zip(forms.PARAGRAPHS, prompts, strict=False)
    )
    article = read(f"<html><body><div>{body}<p>{forms.PARAGRAPHS[4]}</p></div></body></html>".encode(), URL)
    assert article.text.split("\n\n") == list(forms.PARAGRAPHS)


@pytest.mark.parametrize(
    ("body", "content_type", "kind"),
    [
        (b"", None, PageKind.EMPTY),
        (b"<html><body></body></html>", "text/html", PageKind.EMPTY),
        (b"<html><body><nav><a href=/>Home</a></nav></body></html>", "text/html", PageKind.EMPTY),
        (b"%PDF-1.7 ...", "text/html", PageKind.PDF),
        (b'{"a": 1}', "application/json", PageKind.NOT_HTML),
        (b"just words", "text/html", PageKind.NOT_HTML),
        (bytes(range(256)) * 20, None, PageKind.NOT_HTML),
        (page(), "text/plain", PageKind.ARTICLE),
        (page(), "application/xhtml+xml; charset=utf-8", PageKind.ARTICLE),
        (page(), "application/octet-stream", PageKind.ARTICLE),
    ],
)
def test_kind(body: bytes, content_type: str | None, kind: PageKind) -> None:
    assert read(body, URL, content_type=content_type).kind is kind
