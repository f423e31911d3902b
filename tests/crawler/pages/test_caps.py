"""Pages that broke readers, each read without running away: in whole, or as far as the caps let it, and then marked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.pages import PageKind, RawArticle, read
from crawler.pages.caps import MOST_BYTES, MOST_TAGS, cut_bytes, cut_tags
from crawler.pages.cpu_limit import cpu_limit
from crawler.pages.published import published
from tests.crawler.pages import forms

URL = "https://outlet.example/2025/08/04/bridges"
#: CPU seconds, many times what any page here takes: one that runs away is marked by them, and its test fails.
SECONDS = 120
LESS, MORE = "'<'", '"a > b"'
STORY = f"<h1>{forms.TITLE}</h1>" + "".join(f"<p>{line}</p>" for line in forms.PARAGRAPHS)
BYTES = f"the first {MOST_BYTES:,} of "
TAGS = f"the first {MOST_TAGS:,} tags were read"
KOREAN = (
    "<h1>다리 두 개</h1>"
    + "<p>여단이 어제 강을 건넜다고 국방부가 밝혔다. 두 번째 다리는 아직 막혀 있다.</p>" * 6
)


def read_in_time(markup: bytes, content_type: str = "text/html") -> RawArticle:
    with cpu_limit(SECONDS) as limit:
        raw = read(markup, URL, content_type=content_type, fetched_at=datetime(2025, 8, 5, tzinfo=UTC))
    assert limit.partial is None
    return raw


def attributes(count: int, value: str = "1") -> str:
    return " ".join(f"a{number}={value}" for number in range(count))


@pytest.mark.parametrize(
    ("markup", "mark"),
    [
        (f"{STORY}<p>{'word ' * 10_000_000}".encode(), BYTES),
        (f"{STORY}{'<i>x</i>' * 500_000}".encode(), TAGS),
        (f"<div {attributes(100_000)}>{STORY}".encode(), None),
        (f"<div {attributes(90_000, LESS)}>{STORY}".encode(), None),
        (f"<div {attributes(90_000, MORE)}>{STORY}".encode(), None),
        (f"{f'<div {attributes(1_400)}>' * 200}{STORY}".encode(), None),
        (f"{'<div>' * 45_000}{STORY}{'</div>' * 45_000}".encode(), None),
        (f"{STORY}{'<div>' * 100_000}{'</div>' * 100_000}".encode(), TAGS),
        (f"{STORY}<p>{'&amp;' * 200_000}".encode(), None),
        (f"{STORY}<p>{'a' * 1_000_000}".encode(), None),
        (f"{STORY}<p>{'(' * 100_000}{'a.' * 100_000}".encode(), None),
        (f"{STORY}<p>{'By A, B and ' * 30_000}".encode(), None),
        (f"{STORY}<p>{'3 March 2024 ' * 20_000}".encode(), None),
        (f"<title>{'a - b | ' * 200_000}</title>{STORY}".encode(), None),
        (f"{STORY}<script type='application/ld+json'>{'[' * 1_000_000}</script>".encode(), None),
        (f"{STORY}<script type='application/ld+json'>x-->{' ' * 1_000_000}x</script>".encode(), None),
        (f"{STORY}<script type='application/ld+json'>x//{' ' * 1_000_000}]]>;x</script>".encode(), None),
        (f"{STORY}<div style='{'a:b;' * 300_000}'>x</div>".encode(), None),
        (f"{STORY}{'<!-- -->' * 50_000}".encode(), None),
        (f"{STORY}{'<table><tr><td>' * 30_000}".encode(), None),
        (f"{STORY}{'<a href=/x>y</a>' * 30_000}".encode(), None),
        (f"{STORY}{'<p>One more line of it.' * 20_000}".encode(), None),
        (f"{STORY}{'<meta property=og:title content=x>' * 50_000}".encode(), None),
    ],
    ids=[
        "50-MB-of-one-line",
        "a-million-tags",
        "a-hundred-thousand-attributes",
        "attributes-that-look-like-tags",
        "attributes-that-look-like-their-ends",
        "many-tags-with-many-attributes",
        "deep",
        "deeper",
        "entities",
        "one-word",
        "brackets",
        "names",
        "dates",
        "title",
        "json",
        "json-in-a-comment",
        "json-in-cdata",
        "style",
        "comments",
        "tables",
        "links",
        "paragraphs",
        "metas",
    ],
)
def test_it_is_read_in_time_and_marked_where_it_was_cut(markup: bytes, mark: str | None) -> None:
    raw = read_in_time(markup)
    assert (raw.partial or "").startswith(mark or "")
    assert (raw.partial is None) == (mark is None)
    if mark is not None:
        assert (raw.kind, raw.title) == (PageKind.ARTICLE, forms.TITLE)


@pytest.mark.parametrize(
    ("markup", "content_type"),
    [
        (KOREAN.encode("utf-16-le"), "text/html"),
        (KOREAN.encode("utf-16-be"), "text/html"),
        (KOREAN.encode("utf-16"), "text/html; charset=iso-8859-1"),
        (KOREAN.encode("utf-8"), "text/html; charset=euc-kr"),
        (b"<meta charset=utf-16>" + KOREAN.encode("utf-8"), "text/html; charset=no-such"),
        (KOREAN.encode("euc-kr"), "text/html; charset=euc-kr"),
        (b"<meta charset=euc-kr>" + KOREAN.encode("euc-kr"), "text/html"),
        (KOREAN.replace("어제", "\x00어제\x00").encode(), "text/html"),
        (KOREAN.replace("어제", "어제\ud800").encode("utf-8", "surrogatepass"), "text/html; charset=utf-8"),
    ],
    ids=[
        "utf-16-le",
        "utf-16-be",
        "mark-against-header",
        "header-lies",
        "both-lie",
        "header",
        "meta",
        "nuls",
        "lone-surrogate",
    ],
)
def test_a_charset_that_is_missing_or_a_lie_loses_no_text(markup: bytes, content_type: str) -> None:
    raw = read_in_time(markup, content_type)
    assert raw.title == "다리 두 개"
    assert "두 번째 다리는 아직 막혀 있다." in raw.text


def test_what_is_within_the_caps_is_left_as_it_is() -> None:
    assert cut_bytes(b"abc", 3) == (b"abc", None)
    assert cut_tags("<p>" * MOST_TAGS) == ("<p>" * MOST_TAGS, None)


def test_what_is_beyond_them_is_cut_before_the_tag_and_counted() -> None:
    assert cut_bytes(b"abcd", 3) == (b"abc", "the first 3 of 4 bytes were read")
    assert cut_tags("x<p>" * (MOST_TAGS + 5)) == ("x<p>" * MOST_TAGS + "x", TAGS)


def test_the_caller_may_ask_for_fewer_bytes() -> None:
    body = f"{STORY}<p>{'And so on it went. ' * 100}".encode()
    raw = read(body, URL, most_bytes=len(STORY.encode()))
    assert raw.partial == f"the first {len(STORY.encode()):,} of {len(body):,} bytes were read"
    assert raw.kind is PageKind.ARTICLE
    assert "And so on" not in raw.text


def test_the_time_of_publication_is_looked_for_within_the_same_caps() -> None:
    dated = "<time datetime=2025-08-03 itemprop=datePublished>3 August</time>"
    beyond_bytes = f"{STORY}<p>{'word ' * (MOST_BYTES // 5)}</p>{dated}".encode()
    beyond_tags = f"{STORY}{'<i>x</i>' * MOST_TAGS}{dated}".encode()
    assert published(f"{STORY}{dated}".encode(), "https://outlet.example/a") is not None
    for body in (beyond_bytes, beyond_tags):
        assert published(body, "https://outlet.example/a") is None
        assert read(body, "https://outlet.example/a").published_at is None
