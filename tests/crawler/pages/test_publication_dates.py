"""When a page was published: which of its dates is believed, how precisely, and how surely."""

import json
from datetime import UTC, datetime

import pytest

from crawler.lead import Lead
from crawler.pages import Precision, RawArticle, read
from crawler.pages.published import published
from tests.crawler.pages import forms

URL = "https://courier.example/land/pontoons"
BODY = "".join(f"<p>{line}</p>" for line in forms.PARAGRAPHS)
FETCHED_AT = datetime(2024, 5, 4, 12, tzinfo=UTC)


def page(head: str = "", under: str = "", above: str = "", lang: str = "en", after: str = "") -> bytes:
    body = f"{above}<main><h1>{forms.TITLE}</h1>{under}{BODY}</main>{after}"
    return f"<html lang='{lang}'><head>{head}</head><body>{body}</body></html>".encode()


def described(**node: object) -> str:
    node = {"@type": "NewsArticle", "headline": forms.TITLE} | node
    return f"<script type='application/ld+json'>{json.dumps(node)}</script>"


def meta(name: str, content: str) -> str:
    return f"<meta property='{name}' content='{content}'>"


def article(
    body: bytes, url: str = URL, lead: Lead | None = None, fetched_at: datetime | None = None
) -> RawArticle:
    """What `read` says of a page, `published` being of one mind with it."""
    found = read(body, url, lead=lead, fetched_at=fetched_at)
    assert published(body, url, lead=lead, fetched_at=fetched_at) == found.published_at
    return found


def time_of(body: bytes, url: str = URL) -> str | None:
    found = article(body, url).published_at
    return found.isoformat() if found else None


@pytest.mark.parametrize(
    ("lang", "line", "expected"),
    [
        ("en", "By Ada Lind | May 3, 2024 2:20 pm ET", "2024-05-03T14:20:00-04:00"),
        ("en", "Published: 3 May 2024, 14:20 BST", "2024-05-03T14:20:00+01:00"),
        ("en", "Friday 3 May 2024 14.20 UTC", "2024-05-03T14:20:00+00:00"),
        ("ko", "입력 2024.05.03 14:20", "2024-05-03T14:20:00"),
        ("ko", "송고시간 2024-05-03 오후 2:20 (KST)", "2024-05-03T14:20:00+09:00"),
        ("ko", "등록 2024년 5월 3일 14시 20분", "2024-05-03T14:20:00"),
        ("ja", "公開日 2024年5月3日 14時20分 JST", "2024-05-03T14:20:00+09:00"),
        ("ja", "2024/05/03 午後2:20", "2024-05-03T14:20:00"),
        ("zh", "发布时间：2024年05月03日 14:20", "2024-05-03T14:20:00"),
        ("zh", "2024-05-03 下午2:20 来源：河报", "2024-05-03T14:20:00"),
        ("ru", "Опубликовано: 3 мая 2024, 14:20 МСК", "2024-05-03T14:20:00+03:00"),
        ("ru", "03.05.2024 14:20", "2024-05-03T14:20:00"),
        ("uk", "Опубліковано 3 травня 2024 о 14:20", "2024-05-03T14:20:00"),
        ("de", "Veröffentlicht am 3. Mai 2024 um 14.20 Uhr", "2024-05-03T14:20:00"),
        ("fr", "Publié le 3 mai 2024 à 14h20", "2024-05-03T14:20:00"),
        ("es", "3 de mayo de 2024 a las 14:20", "2024-05-03T14:20:00"),
        ("it", "3 maggio 2024 alle ore 14:20", "2024-05-03T14:20:00"),
        ("pt", "3 de maio de 2024 às 14h20", "2024-05-03T14:20:00"),
        ("pl", "3 maja 2024, godz. 14:20", "2024-05-03T14:20:00"),
        ("nl", "3 mei 2024 om 14:20", "2024-05-03T14:20:00"),
        ("tr", "3 Mayıs 2024 14:20", "2024-05-03T14:20:00"),
    ],
)
def test_the_line_at_the_headline(lang: str, line: str, expected: str) -> None:
    assert time_of(page(under=f"<div class=info>{line}</div>", lang=lang)) == expected


@pytest.mark.parametrize(
    ("content", "precision"),
    [
        ("2024-05-03T14:20:05+09:00", Precision.SECOND),
        ("2024-05-03T14:20+09:00", Precision.MINUTE),
        ("2024-05-03", Precision.DAY),
        ("2024-05-03T00:00:00+09:00", Precision.DAY),
        ("20240503", Precision.DAY),
        ("1714717205", Precision.SECOND),
    ],
)
def test_precision(content: str, precision: Precision) -> None:
    for head in (described(datePublished=content), meta("article:published_time", content)):
        found = article(page(head))
        assert found.published_at is not None
        assert found.published_precision is precision
    changed = article(page(meta("article:modified_time", content)))
    assert changed.modified_precision is precision


def test_no_date_has_no_precision() -> None:
    found = article(page())
    assert found.published_at is None
    assert found.published_precision is None


@pytest.mark.parametrize(
    "name",
    ["article:published_time", "parsely-pub-date", "sailthru.date", "DC.date.issued", "citation_publication_date",
     "publish-date", "pubdate", "date", "datePublished"],
)  # fmt: skip
def test_meta_names(name: str) -> None:
    found = article(page(f"<meta name='{name}' content='2024-05-03T14:20:00+02:00'>"))
    assert found.published_at == datetime.fromisoformat("2024-05-03T14:20:00+02:00")
    assert found.provenance["published_at"].origin == f"meta {name.lower()}"


def test_a_day_takes_its_time_from_another_claim_of_the_day() -> None:
    head = described(datePublished="2024-05-03") + meta("article:published_time", "2024-05-03T14:20:00+02:00")
    assert time_of(page(head)) == "2024-05-03T14:20:00+02:00"


def test_the_same_instant_is_given_on_the_day_that_the_page_shows() -> None:
    head = described(datePublished="2024-05-04T02:20:31Z")
    found = article(page(head, "<div class=info>May 3, 2024 10:20 pm</div>"))
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2024-05-03T22:20:31-04:00"
    assert found.provenance["published_at"].others == ()
    assert found.provenance["published_at"].sure >= 0.9


def test_the_date_at_the_headline_outweighs_the_description() -> None:
    found = article(page(described(datePublished="2022-01-10"), "<p class=date>3 May 2024</p>"))
    assert found.published_at == datetime.fromisoformat("2024-05-03")
    assert [(other.origin, other.value[:10]) for other in found.provenance["published_at"].others] == [
        ("json-ld", "2022-01-10")
    ]
    assert found.provenance["published_at"].sure < 0.5


def test_the_first_publication_not_the_last_change() -> None:
    head = described(datePublished="2024-05-01T08:00:00Z", dateModified="2024-05-03T09:00:00Z")
    under = "<div class=info><span>Published 1 May 2024</span> | <span>Updated 3 May 2024</span></div>"
    found = article(page(head, under))
    assert found.published_at == datetime(2024, 5, 1, 8, tzinfo=UTC)
    assert found.modified_at == datetime(2024, 5, 3, 9, tzinfo=UTC)
    assert time_of(page(under=under)) == "2024-05-01T00:00:00"


def test_a_meta_tag_that_holds_the_last_change_is_no_publication() -> None:
    head = described(datePublished="2024-05-01T08:00:00Z")
    head += meta("article:published_time", "2024-05-03T09:00:00Z")
    head += meta("article:modified_time", "2024-05-03T09:00:00Z")
    assert time_of(page(head)) == "2024-05-01T08:00:00+00:00"


def test_a_description_repeated_by_a_meta_tag_outweighs_a_date_of_update() -> None:
    when = "2024-05-01T08:00:00Z"
    head = described(datePublished=when) + meta("article:published_time", when)
    assert time_of(page(head, "<p class=date>Updated: 3 May 2024</p>")) == "2024-05-01T08:00:00+00:00"


def test_an_article_that_was_never_changed_may_call_its_publication_an_update() -> None:
    head = described(datePublished="2024-05-04T00:46:23Z", dateModified="2024-05-04T00:46:23Z")
    under = "<p class=date>Updated: <time datetime='2024-05-03T19:46:23-05:00'>May 3, 2024</time></p>"
    after = "<section><time datetime='2024-04-17T15:29:33-05:00'>April 17</time></section>"
    assert time_of(page(head, under, after=after)) == "2024-05-03T19:46:23-05:00"


def test_the_source_settles_a_doubt_and_fills_nothing() -> None:
    body = page(described(datePublished="2024-05-01"), "<p class=date>Updated: 3 May 2024</p>")
    lead = Lead(url=URL, published_at=datetime(2024, 5, 1, tzinfo=UTC))
    assert article(body).published_at == datetime.fromisoformat("2024-05-03")
    assert article(body, lead=lead).published_at == datetime.fromisoformat("2024-05-01")
    assert article(page(), lead=lead).published_at is None
    guess = page(after=f"{2 * BODY}<p>The bridge of 3 April 2024 stood for two hours, people said.</p>")
    assert article(guess).published_at == datetime.fromisoformat("2024-04-03")
    assert article(guess, lead=lead).published_at is None
    others = article(page(described(datePublished="2024-04-01")), lead=lead).provenance["published_at"].others
    assert [other.origin for other in others] == ["source"]


def test_a_date_that_cannot_be_is_passed_over() -> None:
    head = described(datePublished="1970-01-01T00:00:00Z") + meta("article:published_time", "2031-01-01")
    found = article(page(head, "<p class=date>3 May 2024</p>"), fetched_at=FETCHED_AT)
    assert found.published_at == datetime.fromisoformat("2024-05-03")
    assert found.provenance["published_at"].origin.endswith("after 2 doubted")


@pytest.mark.parametrize(
    ("head", "lang", "line", "day"),
    [
        ("", "en", "05/03/2024", "2024-05-03"),
        ("", "en-GB", "03/05/2024", "2024-05-03"),
        ("", "fr", "03/05/2024", "2024-05-03"),
        (meta("article:published_time", "2024-05-03"), "en", "03/05/2024", "2024-05-03"),
        ("", "de", "03.05.24", "2024-05-03"),
    ],
)
def test_day_and_month_in_the_order_of_the_page(head: str, lang: str, line: str, day: str) -> None:
    found = article(page(head, f"<p class=date>{line}</p>", lang=lang))
    assert found.published_at == datetime.fromisoformat(day)
    assert found.provenance["published_at"].others == ()


@pytest.mark.parametrize(
    "under",
    [
        "<p>© 2024 The River Courier, 3 May 2024</p>",
        "<blockquote><p>— Bo Kim (@bokim) May 3, 2024</p></blockquote>",
        "<p>Born on 3 May 2004 in Vell</p>",
    ],
)
def test_dates_of_other_things(under: str) -> None:
    assert article(page(under=under)).published_at is None


def test_todays_date_in_the_head_of_the_page_is_not_believed() -> None:
    above = "<div class=date>Saturday, May 4, 2024</div><nav><a href=/>Home</a></nav>"
    assert time_of(page(described(datePublished="2024-05-01"), above=above)) == "2024-05-01T00:00:00"


def test_related_stories_below_do_not_date_the_article() -> None:
    after = (
        "<aside class=related><a href=/n/1>Harbour guard</a> <time datetime=2024-05-04>4 May</time></aside>"
    )
    under = "<time datetime='2024-05-03T14:20:00+02:00'>yesterday</time>"
    assert time_of(page(under=under, after=after)) == "2024-05-03T14:20:00+02:00"


def test_microdata_on_any_element() -> None:
    under = "<p itemprop=datePublished content='2024-05-03 14:20:00'>May</p>"
    assert time_of(page(under=under)) == "2024-05-03T14:20:00"


def test_the_address_confirms_and_is_a_last_resort() -> None:
    url = "https://courier.example/2024/05/03/pontoons"
    assert time_of(page(), url) == "2024-05-03T00:00:00"
    alone = article(page(described(datePublished="2024-05-03T14:20:00+02:00")))
    agreed = article(page(described(datePublished="2024-05-03T14:20:00+02:00")), url)
    assert agreed.provenance["published_at"].sure > alone.provenance["published_at"].sure


def test_a_date_elsewhere_on_the_page_is_taken_with_doubt() -> None:
    found = article(page(after=f"{2 * BODY}<div><p>Posted on 3 May 2024</p></div>"))
    assert found.published_at == datetime.fromisoformat("2024-05-03")
    assert found.provenance["published_at"].sure < 0.5


def test_data_for_scripts_is_a_last_resort() -> None:
    after = '<script>window.state = {"article":{"publishedAt":"2024-05-03T14:20:00Z"}}</script>'
    found = article(page(after=after))
    assert found.published_at == datetime(2024, 5, 3, 14, 20, tzinfo=UTC)
    assert found.provenance["published_at"].origin == "script"


@pytest.mark.parametrize(
    ("line", "day"),
    [("5 hours ago", "2024-05-04"), ("3일 전", "2024-05-01"), ("VELL, May 2 (Yonhap) -- It", "2024-05-02")],
)
def test_an_incomplete_date_needs_the_time_of_the_fetch(line: str, day: str) -> None:
    body = page(under=f"<p>{line}</p>")
    assert article(body).published_at is None
    assert article(body, fetched_at=FETCHED_AT).published_at == datetime.fromisoformat(day)
