"""Where an article begins and ends on its page, whatever the page is made of."""

from datetime import datetime

import pytest

from crawler.pages import PageKind, RawArticle, read
from tests.crawler.pages import forms
from tests.runaway import runaway

URL = "http://127.0.0.1:8765/n/77"
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in forms.PARAGRAPHS)
BREAKS = "<br><br>".join(forms.PARAGRAPHS)
LINKS = "".join(f"<li><a href=/n/{n}>Another story of the day, number {n}</a></li>" for n in range(4))


def article_of(body: str, head: str = "", url: str = URL) -> RawArticle:
    return read(f"<html><head>{head}</head><body>{body}</body></html>".encode(), url)


HEADLINE = f"<h1>{forms.TITLE}</h1>"
FORM = "<form action=/say><textarea name=t></textarea></form>"


@pytest.mark.parametrize(
    "body",
    [
        f"<p><a href=/>Start</a> | <a href=/all>All we have</a> | Us</p><p>Land</p>{HEADLINE}{PARAGRAPHS}",
        f"{HEADLINE}<p>By Ada Lind</p><p>3 March 2024, 10:00</p>{PARAGRAPHS}",
        f"{HEADLINE}{PARAGRAPHS}<p><small>The ferry runs all day. Write to <a href=/x>the captain</a>.</small></p>",
        f"{HEADLINE}{PARAGRAPHS}<h2>Elsewhere</h2><ul>{LINKS}</ul><p>Vell, by the river.</p>",
        f"{HEADLINE}<div><div>{BREAKS}</div><div>Talk<div><b>gull</b>: well said</div>{FORM}</div></div>",
        f"{HEADLINE}<div><div>{BREAKS}</div><div>Names are never printed here.</div></div>",
        f"<table><tr><td width=99><a href=/>Vell</a><br>{LINKS}</td><td>{HEADLINE}{PARAGRAPHS}</td></tr></table>",
        f"<table role=presentation><tr><td>{HEADLINE}<table><tr><td>{PARAGRAPHS}</td></tr></table></td></tr></table>",
    ],
    ids=[
        "navigation",
        "stamps",
        "small-print",
        "link-list",
        "comment-box",
        "stranger",
        "layout-table",
        "nested-tables",
    ],
)
def test_nothing_beside_the_article_is_text(body: str) -> None:
    article = article_of(body)
    assert article.title == forms.TITLE
    assert article.text.split("\n\n") == list(forms.PARAGRAPHS)


def test_a_standfirst_above_the_text_and_a_last_short_line_stay() -> None:
    article = article_of(
        f"{HEADLINE}<p>Nobody had announced it, and nobody denies it.</p>{PARAGRAPHS}<p>They left.</p>"
    )
    assert article.text.split("\n\n") == [
        "Nobody had announced it, and nobody denies it.",
        *forms.PARAGRAPHS,
        "They left.",
    ]


@pytest.mark.parametrize("title", ["Vell by the River :: {}", "{} :: Vell by the River", "Vell - Land - {}"])
def test_of_a_title_with_an_unknown_name_the_part_that_is_shown_is_the_headline(title: str) -> None:
    head = f"<title>{title.format(forms.TITLE)}</title>"
    article = article_of(f"<div><b>{forms.TITLE}</b></div><div>{BREAKS}</div>", head)
    assert article.title == forms.TITLE
    assert article.text.split("\n\n") == list(forms.PARAGRAPHS)


def test_the_name_on_the_link_to_the_front_page_is_no_part_of_the_title() -> None:
    article = article_of(
        f"<a href='/'><img alt='Vell Observer'></a>{PARAGRAPHS}", "<title>Vell Observer - Bridges</title>"
    )
    assert article.title == "Bridges"


def test_byline_and_date_are_read_from_the_lines_under_the_headline() -> None:
    article = article_of(
        f"{HEADLINE}<div>Posted 03.03.2024 at 18:20 by Ada Lind and Bo Kim in Land forces</div><div>{BREAKS}</div>"
    )
    assert article.authors == ("Ada Lind", "Bo Kim")
    assert article.published_at == datetime.fromisoformat("2024-03-03T18:20")
    assert (
        article.provenance["published_at"].origin
        == article.provenance["authors"].origin
        == "line at the headline"
    )


def test_the_day_in_the_address_is_the_last_resort() -> None:
    url = "http://127.0.0.1:8765/2024/03/03/bridges"
    assert article_of(PARAGRAPHS, url=url).published_at == datetime.fromisoformat("2024-03-03")
    dated = article_of(f"{HEADLINE}<p>2 March 2024</p>{PARAGRAPHS}", url=url)
    assert dated.published_at == datetime.fromisoformat("2024-03-02")


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("박서연 기자", "박서연"),
        ("박서연 선임기자", "박서연"),
        ("记者 王伟", "王伟"),
        ("Ada Lind", "Ada Lind"),
    ],
)
def test_the_word_for_reporter_is_no_part_of_a_name(byline: str, name: str) -> None:
    assert article_of(PARAGRAPHS, f"<meta name=author content='{byline}'>").authors == (name,)


def test_a_table_of_figures_is_not_taken_apart() -> None:
    table = "<table><tr><th>Brigade</th><th>Tanks</th></tr><tr><td>First</td><td>34</td></tr></table>"
    text = article_of(f"<article>{HEADLINE}{PARAGRAPHS}{table}</article>").text
    assert text.split("\n\n")[:5] == list(forms.PARAGRAPHS)


def test_a_tag_with_a_hundred_thousand_attributes_is_cheap() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(100_000))
    with runaway(60):
        article = article_of(f"<div {attributes}>{HEADLINE}{PARAGRAPHS}</div>")
    assert article.kind is PageKind.ARTICLE
    assert article.text.split("\n\n") == list(forms.PARAGRAPHS)


@pytest.mark.parametrize("tag", ["button", "map", "head"])
def test_what_was_never_closed_does_not_swallow_the_article(tag: str) -> None:
    paragraphs = "".join(
        f"<p>On day {day} the convoy crossed one more of the rivers.</p>" for day in range(8)
    )
    markup = f"<html><head><title>A convoy</title></head><body><{tag}>Menu<h1>A convoy</h1>{paragraphs}</body></html>"
    if tag == "head":
        markup = f"<html><head><title>A convoy</title><article><h1>A convoy</h1>{paragraphs}</article></html>"
    assert "On day 7 the convoy" in read(markup.encode(), "https://news.example/a").text


def test_what_a_button_says_is_no_text() -> None:
    paragraphs = "".join(
        f"<p>On day {day} the convoy crossed one more of the rivers.</p>" for day in range(8)
    )
    button = "<button><p>Share this page with all of your friends.</p></button>"
    markup = f"<article><h1>A convoy</h1>{paragraphs}{button}</article>"
    assert "friends" not in read(markup.encode(), "https://news.example/a").text
