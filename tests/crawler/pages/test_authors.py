"""Who a whole page says wrote it."""

import json

import pytest

from crawler.pages import RawArticle, read
from crawler.pages.authors import authors
from crawler.pages.page import Page
from tests.crawler.pages import forms
from tests.runaway import runaway

URL = "https://www.courier.example/news/bridges"
SITE = "<meta property='og:site_name' content='River Courier'>"
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in forms.PARAGRAPHS)


def article_of(head: str = "", beside: str = "", after: str = "", before: str = "") -> RawArticle:
    body = f"{before}<article><h1>{forms.TITLE}</h1>{beside}{PARAGRAPHS}</article>{after}"
    return read(f"<html><head>{SITE}{head}</head><body>{body}</body></html>".encode(), URL)


def described(author: object) -> str:
    data = {"@type": "NewsArticle", "headline": forms.TITLE, "author": author}
    return f"<script type='application/ld+json'>{json.dumps(data, ensure_ascii=False)}</script>"


def person(name: str) -> dict[str, str]:
    return {"@type": "Person", "name": name}


def organisation(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


@pytest.mark.parametrize(
    ("author", "names"),
    [
        (person("Ada Lind"), ("Ada Lind",)),
        ([person("Ada Lind"), person("Bo Kim")], ("Ada Lind", "Bo Kim")),
        ("Ada Lind and Bo Kim", ("Ada Lind", "Bo Kim")),
        ([["Ada Lind", "Bo Kim"]], ("Ada Lind", "Bo Kim")),
        ({"@type": "Person", "givenName": "Ada", "familyName": "Lind"}, ("Ada Lind",)),
        ({"@type": "Person", "name": {"@value": "Ada Lind"}}, ("Ada Lind",)),
        (organisation("Centre for Rivers and Bridges"), ("Centre for Rivers and Bridges",)),
        (person("홍길동 기자"), ("홍길동",)),
        (person("Автор: Иван Иванов"), ("Иван Иванов",)),
        ([person("River Courier"), person("Ada Lind")], ("Ada Lind",)),
        (None, ()),
        (7, ()),
    ],
)
def test_json_ld(author: object, names: tuple[str, ...]) -> None:
    assert article_of(described(author)).authors == names


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("<meta name=author content='Ada Lind'>", ("Ada Lind",)),
        ("<meta property='article:author' content='Ada Lind'>", ("Ada Lind",)),
        ("<meta name='parsely-author' content='Ada Lind'>", ("Ada Lind",)),
        ("<meta name='cXenseParse:author' content='Ada Lind'>", ("Ada Lind",)),
        ("<meta name='dc.creator' content='Lind, Ada'>", ("Ada Lind",)),
        ("<meta name=citation_author content='Lind, Ada'><meta name=citation_author content='Kim, Bo'>",
         ("Ada Lind", "Bo Kim")),
        ("<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Bo Kim'>", ("Bo Kim",)),
        ("<meta property='article:author' content='https://social.example/courier'>", ()),
        ("<meta name='twitter:creator' content='@courier'>", ()),
        ("<meta name='twitter:label1' content='Reading time'><meta name='twitter:data1' content='Six minutes'>", ()),
    ],
)  # fmt: skip
def test_meta(head: str, names: tuple[str, ...]) -> None:
    assert article_of(head).authors == names


@pytest.mark.parametrize(
    ("beside", "names"),
    [
        ("<p>By Ada Lind, Bo Kim and Cy Noor in Seoul</p>", ("Ada Lind", "Bo Kim", "Cy Noor")),
        ("<div>By <a href=/author/ada>Ada Lind</a>, <a href=/author/bo>Bo Kim</a></div>", ("Ada Lind", "Bo Kim")),
        ("<div class=byline><span>Ada Lind</span><span>Bridge Warden</span></div>", ("Ada Lind",)),
        ("<div class=byline><span>By</span> <span>Maria</span></div>", ("Maria",)),
        ("<div><a href=/people/ada><b>Ada</b> <b>Lind</b></a><time>3 March 2024</time></div>", ("Ada Lind",)),
        ("<p class=n><a rel=author>Ada Lind</a></p><p class=n><a rel=author>Bo Kim</a></p>", ("Ada Lind", "Bo Kim")),
        ("<p class=author>Ada Lind</p><p>Reviewed by</p><p class=author>Bo Kim</p>", ("Ada Lind",)),
        ("<p class=byline>By Ada Lind</p><p class=byline>Photography by Bo Kim</p>", ("Ada Lind",)),
        ("<p class=byline>Von Ada Lind und Bo Kim</p>", ("Ada Lind", "Bo Kim")),
        ("<p class=author>홍길동 기자</p>", ("홍길동",)),
        ("<p>Автор: Иван Иванов</p>", ("Иван Иванов",)),
        ("<p>Автор: Олена Коваль</p>", ("Олена Коваль",)),
        ("<p>记者 张三</p>", ()),
        ("<p class=author>记者 张三</p>", ("张三",)),
        ("<p class=author>山田太郎記者</p>", ("山田太郎",)),
        ("<p class=byline>Follow</p><p class=byline>Share</p><p class=byline>Personal finance</p>", ()),
        ("<p class=byline>By River Courier</p>", ("River Courier",)),
    ],
)  # fmt: skip
def test_bylines_at_the_headline(beside: str, names: tuple[str, ...]) -> None:
    assert article_of(beside=beside).authors == names


def test_the_byline_above_the_headline_counts_where_none_is_below() -> None:
    assert article_of(before="<p class=byline>By Ada Lind</p>").authors == ("Ada Lind",)


@pytest.mark.parametrize(
    "after",
    [
        "<div class=post-author><a rel=author href=/ada>Ada Lind</a></div>",
        "<p>Written by Ada Lind</p>",
    ],
)
def test_a_page_without_a_byline_may_name_its_author_elsewhere(after: str) -> None:
    assert article_of(after=f"<p>The end.</p>{after}").authors == ("Ada Lind",)


def test_a_reporter_named_in_the_last_line() -> None:
    assert article_of(after="<p>홍길동 기자 hong@courier.example</p>").authors == ("홍길동",)
    assert article_of(after="<p>桥梁再次开放。（记者 张三、李四）</p>").authors == ("张三", "李四")


@pytest.mark.parametrize(
    "after",
    [
        "<div class=comments><span class=comment-author>Ada Lind</span></div>",
        "<aside><span class=author>Ada Lind</span></aside>",
        "<div class=related-card><span class=author>Ada Lind</span></div>",
        "".join(f"<div><span class=author>{name} Lind</span></div>" for name in ("Ada", "Bo", "Cy", "Di")),
    ],
)
def test_authors_of_comments_and_of_other_stories_are_not_asked(after: str) -> None:
    assert article_of(after=after).authors == ()


def test_a_person_on_the_page_goes_before_the_outlet_in_its_description() -> None:
    article = article_of(described(organisation("River Courier")), "<p class=byline>By Ada Lind</p>")
    assert article.authors == ("Ada Lind",)


def test_the_outlet_is_the_author_where_the_page_says_so_and_names_nobody() -> None:
    article = article_of(described(organisation("River Courier")))
    assert article.authors == ("River Courier",)
    assert article.provenance["authors"].sure <= 0.5


def test_a_wire_that_is_described_as_the_author_is_the_author() -> None:
    article = article_of(described(organisation("Reuters")), "<p class=byline>By Ada Lind</p>")
    assert article.authors == ("Reuters",)


def test_editors_in_the_description_give_way_to_the_byline() -> None:
    article = article_of(described([person("Ada Lind"), person("Bo Kim")]), "<p class=byline>By Ada Lind</p>")
    assert article.authors == ("Ada Lind",)


def test_the_byline_adds_whom_the_description_left_out() -> None:
    article = article_of(described(person("Ada Lind")), "<p class=byline>By Ada Lind and Bo Kim</p>")
    assert article.authors == ("Ada Lind", "Bo Kim")


def test_a_byline_that_shows_a_part_of_a_name_and_one_with_its_accents() -> None:
    shorter = article_of(described(person("Ada M. Lind")), "<p class=byline>By Ada Lind</p>")
    assert shorter.authors == ("Ada M. Lind",)
    accented = article_of(described(person("Rene Lind")), "<p class=byline>By René Lind</p>")
    assert accented.authors == ("René Lind",)


def test_claims_that_disagree_are_kept_and_lower_the_certainty() -> None:
    agreed = article_of(described(person("Ada Lind")), "<p class=byline>By Ada Lind</p>").provenance[
        "authors"
    ]
    alone = article_of(described(person("Ada Lind"))).provenance["authors"]
    torn = article_of(described(person("Ada Lind")), "<p class=byline>By Bo Kim</p>").provenance["authors"]
    assert agreed.sure > alone.sure > torn.sure
    assert not agreed.others
    assert [(claim.origin, claim.value) for claim in torn.others] == [("line at the headline", "Bo Kim")]


@pytest.mark.parametrize(
    "label", ["Land Forces", "The River Courier", "Middle East", "会員限定記事", "Ada Lind"]
)
def test_a_label_under_the_headline_is_no_author_however_much_it_looks_like_a_name(label: str) -> None:
    assert article_of(beside=f"<div>{label}</div>").authors == ()


@pytest.mark.parametrize(
    "body",
    [
        "<div class=author>" * 60 + "<i class=author></i>" * 100_000,
        "<p class=byline>By Ada Lind</p>" * 50_000,
        "<meta name=author content='By Ada Lind and Bo Kim'>" * 20_000,
        f"<p class=byline>By {'Ada Lind, ' * 20_000}</p>",
    ],
    ids=["nested-marks", "bylines", "metas", "names"],
)
def test_a_page_of_nothing_but_bylines_costs_no_more_than_its_parse(body: str) -> None:
    page = Page.parse(f"<html><body><h1>{forms.TITLE}</h1>{body}{PARAGRAPHS}</body></html>", URL)
    assert page is not None
    assert page.blocks
    with runaway(30):
        authors(page)
