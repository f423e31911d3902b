"""From claims to an article: addresses, times, language, and whose word each is."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.lead import Lead
from crawler.normalise import normalise
from crawler.pages import Claim, PageKind, Precision, Provenance, RawArticle
from storage.records import Article, TextSource

FETCHED_URL = "http://news.example.com/a?utm_source=feed&id=1"
FETCHED_AT = datetime(2025, 8, 5, 12, tzinfo=UTC)
KOREA = timezone(timedelta(hours=9))


def normalised(raw: RawArticle, lead: Lead | None = None) -> Article:
    return normalise(raw, fetched_url=FETCHED_URL, fetched_at=FETCHED_AT, lead=lead)


def raw(
    *,
    title: str = "Title",
    text: str = "Text.",
    authors: tuple[str, ...] = (),
    language: str | None = None,
    published_at: datetime | None = None,
    canonical_url: str | None = None,
) -> RawArticle:
    origins = {"published_at": Provenance(origin="json-ld", sure=0.7)} if published_at else {}
    return RawArticle(
        kind=PageKind.ARTICLE,
        url=FETCHED_URL,
        title=title,
        text=text,
        authors=authors,
        language=language,
        published_at=published_at,
        canonical_url=canonical_url,
        provenance=origins,
    )


@pytest.mark.parametrize(
    ("claim", "url"),
    [
        (None, "http://news.example.com/a?id=1"),
        ("http://www.example.com/story-1?utm_medium=x#top", "http://www.example.com/story-1"),
        ("https://elsewhere.example/story-1", "http://news.example.com/a?id=1"),
        ("https://news.example.com/", "http://news.example.com/a?id=1"),
        ("https://example.com/index.html", "http://news.example.com/a?id=1"),
        ("javascript:alert(1)", "http://news.example.com/a?id=1"),
    ],
)
def test_canonical_address_is_believed_within_the_site_alone(claim: str | None, url: str) -> None:
    assert normalised(raw(canonical_url=claim)).url == url


@pytest.mark.parametrize(
    ("fetched", "claim", "url"),
    [
        ("https://a.com/world/2026/11/troops-move", "https://a.com/world/", None),
        ("https://a.com/world/troops-move-to-the-north", "https://a.com/world", None),
        ("https://a.com/news/4711034", "https://a.com/category/world", None),
        ("https://a.com/news/4711034", "https://a.com/search?q=troops", None),
        ("https://a.com/troops-move-to-the-north/print", "https://a.com/troops-move-to-the-north", "claim"),
        ("https://a.com/news/troops", "https://www.a.com/news/tanks", "claim"),
        ("https://a.com/2026/11/troops-move/amp", None, "https://a.com/2026/11/troops-move"),
        ("https://amp.a.com/2026/11/troops-move", "https://www.a.com/2026/11/troops-move", "claim"),
        (
            "https://a-com.cdn.ampproject.org/c/s/amp.a.com/x?utm_source=y",
            "https://www.a.com/2026/11/troops-move",
            "claim",
        ),
    ],
)
def test_a_canonical_address_names_an_article_and_an_amp_page_is_one(
    fetched: str, claim: str | None, url: str | None
) -> None:
    page = raw(canonical_url=claim)
    article = normalise(page, fetched_url=fetched, fetched_at=FETCHED_AT, lead=None)
    assert article.url == (fetched if url is None else claim if url == "claim" else url)
    assert ("a list of articles" in article.provenance["url"]) == (url is None)
    assert ("AMP" in article.provenance["url"]) == (claim is None)


def test_why_a_canonical_address_is_not_believed_is_kept() -> None:
    article = normalised(raw(canonical_url="https://elsewhere.example/x"))
    assert article.provenance["url"].endswith("it names another site")


def test_times_become_utc_and_say_where_they_come_from() -> None:
    article = normalised(raw(published_at=datetime(2025, 8, 5, 9, tzinfo=KOREA)))
    assert article.published_at == datetime(2025, 8, 5, 0, tzinfo=UTC)
    assert article.published_at.tzinfo is UTC
    assert article.provenance["published_at"] == "json-ld"


def test_a_time_without_zone_is_taken_as_utc_and_says_so() -> None:
    article = normalised(raw(published_at=datetime.fromisoformat("2025-08-05T09:00")))
    assert article.published_at == datetime(2025, 8, 5, 9, tzinfo=UTC)
    assert article.provenance["published_at"] == "json-ld, no zone: UTC assumed"


@pytest.mark.parametrize("doubted", [datetime(2031, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)])
def test_a_doubted_time_gives_way_to_the_source(doubted: datetime) -> None:
    lead = Lead(url=FETCHED_URL, published_at=datetime(2025, 8, 4, tzinfo=UTC))
    article = normalised(raw(published_at=doubted), lead)
    assert article.published_at == lead.published_at
    assert article.provenance["published_at"] == f"source; doubted: json-ld said {doubted.isoformat()}"


def test_where_every_time_is_doubted_there_is_none() -> None:
    article = normalised(raw(published_at=datetime(2031, 1, 1, tzinfo=UTC)))
    assert article.published_at is None
    assert article.provenance["published_at"].startswith("none; doubted: ")


def test_the_source_fills_what_the_page_does_not_say() -> None:
    lead = Lead(url=FETCHED_URL, title=" From the\nfeed ", authors=("Ada Lind", "Ada Lind"), section="World")
    article = normalised(raw(title="\u200b"), lead)
    assert (article.title, article.authors, article.section) == ("From the feed", ("Ada Lind",), "World")
    assert {article.provenance[field] for field in ("title", "authors", "section")} == {"source"}


def test_the_page_goes_before_the_source() -> None:
    lead = Lead(url=FETCHED_URL, title="Feed", authors=("Feed",), published_at=FETCHED_AT)
    published_at = datetime(2025, 8, 1, tzinfo=UTC)
    article = normalised(raw(authors=("Ada Lind",), published_at=published_at), lead)
    assert (article.title, article.authors, article.published_at) == ("Title", ("Ada Lind",), published_at)


def test_text_is_cleaned() -> None:
    article = normalised(
        raw(title="T\x00i\ud800t\u202ele", text="One\x00.\r\n\r\n\r\nTwo\t \u200bwords.\x1b")
    )
    assert article.title == "Title"
    assert article.text == "One.\n\nTwo words."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("북한이 러시아에 병력과 장갑차를 보낼 준비를 하고 있다고 우크라이나 정보 당국이 밝혔다. " * 3, "ko"),
        (
            "Північна Корея готується відправити інженерні війська до Росії, заявив керівник розвідки. " * 3,
            "uk",
        ),
        ("The minister said that the brigade would cross the river before the end of the week. " * 3, "en"),
    ],
)
def test_language_is_detected_where_the_page_names_none(text: str, code: str) -> None:
    article = normalised(raw(text=text))
    assert (article.language, article.provenance["language"]) == (code, "detected")


def test_the_page_names_its_language() -> None:
    assert normalised(raw(text="The minister said so. " * 9, language="de")).language == "de"


def test_too_few_words_have_no_language() -> None:
    article = normalised(raw(title="", text="Ja."))
    assert article.language is None
    assert "language" not in article.provenance


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not an http"):
        normalise(raw(), fetched_url="file:///a", fetched_at=FETCHED_AT, lead=None)


def test_doubt_and_other_claims_are_kept_in_the_provenance() -> None:
    doubted = Provenance(
        origin="meta", sure=0.3, others=(Claim("h1", "Another title"), Claim("title", "x" * 500))
    )
    article = normalised(
        RawArticle(kind=PageKind.ARTICLE, url=FETCHED_URL, title="T", text="x", provenance={"title": doubted})
    )
    said = article.provenance["title"]
    assert said.startswith("meta; unsure (0.30); h1: Another title; title: xxx")
    assert said.endswith("x…")
    assert len(said) < 250


def test_what_a_page_says_beside_its_text_is_cleaned_and_bounded() -> None:
    article = normalised(
        RawArticle(
            kind=PageKind.ARTICLE,
            url=FETCHED_URL,
            title="T",
            text="x",
            opening="The\n\x00news " + "y" * 5000,
            agency=" Reuters\u200b ",
            tags=("Army", " Army ", "", "\u200b", "z" * 900, *(f"tag {number}" for number in range(900))),
            authors=tuple(f"Name {number}" for number in range(900)),
            image_url="/pictures/1.jpg?w=1200",
            amp_url="https://amp.example.com/a",
            is_paywalled=True,
            agreement=0.75,
            partial="over 2 s\n of CPU",
        )
    )
    assert article.opening is not None
    assert article.opening.startswith("The news yyy")
    assert len(article.opening) == 2000
    assert article.agency == "Reuters"
    assert article.tags[:3] == ("Army", "z" * 200, "tag 0")
    assert (len(article.tags), len(article.authors)) == (50, 50)
    assert article.image_url == "http://news.example.com/pictures/1.jpg?w=1200"
    assert article.amp_url == "https://amp.example.com/a"
    assert (article.is_paywalled, article.agreement, article.partial) == (True, 0.75, "over 2 s of CPU")
    assert (article.text_source, article.page_kind) == (TextSource.PAGE, "article")


@pytest.mark.parametrize(
    "address",
    [
        "https://user:secret@news.example.com/a.jpg",
        "javascript:alert(1)",
        "data:image/png;base64,AA",
        "http://",
        "\ud800",
        "",
        "/" + "x" * 5000,
    ],
)
def test_an_address_that_nobody_should_open_is_left_out(address: str) -> None:
    article = normalised(
        RawArticle(
            kind=PageKind.ARTICLE, url=FETCHED_URL, title="T", text="x", image_url=address, amp_url=address
        )
    )
    assert (article.image_url, article.amp_url) == (None, None)


def test_the_precision_is_of_the_time_that_is_believed() -> None:
    def dated(published_at: datetime) -> Article:
        raw = RawArticle(
            kind=PageKind.ARTICLE,
            url=FETCHED_URL,
            title="T",
            text="x",
            published_at=published_at,
            published_precision=Precision.DAY,
        )
        return normalised(raw, Lead(url=FETCHED_URL, published_at=FETCHED_AT))

    assert dated(datetime(2025, 8, 4, tzinfo=UTC)).published_precision == "day"
    of_the_source = dated(datetime(2031, 1, 1, tzinfo=UTC))
    assert (of_the_source.published_at, of_the_source.published_precision) == (FETCHED_AT, None)
