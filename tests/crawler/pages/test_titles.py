"""The headline among all that a page says of it."""

import json

import pytest

from crawler.pages import RawArticle, read
from tests.crawler.pages import forms

URL = "https://www.courier.com/news/bridges"
TEXT = "".join(f"<p>{line}</p>" for line in forms.PARAGRAPHS)


def article_of(
    body: str = "", *, og: str = "", title: str = "", json_ld: str = "", site: str = "", url: str = URL
) -> RawArticle:
    head = f"<title>{title}</title>" if title else ""
    if og:
        head += f"<meta property='og:title' content=\"{og}\">"
    if site:
        head += f"<meta property='og:site_name' content='{site}'>"
    if json_ld:
        data = json.dumps({"@type": "NewsArticle", "headline": json_ld})
        head += f"<script type='application/ld+json'>{data}</script>"
    return read(f"<html><head>{head}</head><body>{body}{TEXT}</body></html>".encode(), url)


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Bridges reopen by night | River Courier", "Bridges reopen by night"),
        ("River Courier - Bridges reopen by night", "Bridges reopen by night"),
        ("Bridges reopen by night — The River Courier", "Bridges reopen by night"),
        ("Bridges reopen by night | courier.com", "Bridges reopen by night"),
        ("Bridges reopen by night | Courier World", "Bridges reopen by night"),
        ("Bridges reopen: what the river knows", "Bridges reopen: what the river knows"),
        ("Bridges reopen - by night", "Bridges reopen - by night"),
        ("Мосты открылись ночью | River Courier", "Мосты открылись ночью"),
        ("Мости відкрилися вночі — River Courier", "Мости відкрилися вночі"),
        ("다리가 밤에 다시 열렸다 | River Courier", "다리가 밤에 다시 열렸다"),
        ("橋が夜に再び開いた｜River Courier", "橋が夜に再び開いた"),
        ("桥梁夜间重新开放 - River Courier", "桥梁夜间重新开放"),
    ],
)
def test_the_name_of_the_site_is_cut_and_nothing_else(title: str, headline: str) -> None:
    assert article_of(title=title, site="River Courier").title == headline


def test_a_heading_that_shares_words_goes_before_a_title_for_search_engines() -> None:
    article = article_of(
        "<h1>How the bridges of Vell opened again</h1>",
        og="Vell bridges: opening times and closures",
        title="Vell bridges: opening times",
    )
    assert article.title == "How the bridges of Vell opened again"
    assert {claim.origin for claim in article.provenance["title"].others} == {"meta og:title", "title"}


def test_words_are_shared_in_scripts_that_part_none_too() -> None:
    article = article_of(
        "<h1>ヴェル市の橋、夜間に再び開通</h1>", og="ヴェルの橋が再び開通へ 市が発表", title="橋が再び開通"
    )
    assert article.title == "ヴェル市の橋、夜間に再び開通"


@pytest.mark.parametrize("heading", ["River Courier", "Log in", "The Blog", "First steps"])
def test_a_heading_that_is_no_headline_leaves_it_to_the_description(heading: str) -> None:
    article = article_of(f"<h1>{heading}</h1>", og="Bridges reopen by night", site="River Courier")
    assert article.title == "Bridges reopen by night"


@pytest.mark.parametrize(
    ("heading", "headline"),
    [
        ("<span class=kicker>Vell</span><span>Bridges reopen by night</span>", "Bridges reopen by night"),
        ("<a href=/news>News</a> Bridges reopen by night", "Bridges reopen by night"),
        ("Bridges reopen by night <small>Posted on 3 March by Ada</small>", "Bridges reopen by night"),
        ("Opinion | Bridges reopen by night", "Bridges reopen by night"),
        ("<time>3 March</time> <a href=/n>Bridges reopen by night</a>", "Bridges reopen by night"),
    ],
)
def test_labels_inside_a_heading_are_left_out(heading: str, headline: str) -> None:
    assert article_of(f"<h1>{heading}</h1>", og="Bridges reopen by night").title == headline


def test_a_label_goes_by_its_class_where_the_description_has_another() -> None:
    article = article_of(
        "<h1><span class=overline>War in Vell</span> - <span>“Nobody crosses the bridge”</span></h1>",
        og="Fighting on the river: “Nobody crosses the bridge”",
    )
    assert article.title == "“Nobody crosses the bridge”"


def test_a_kicker_that_all_descriptions_give_belongs_to_the_headline() -> None:
    article = article_of(
        "<p>Vell</p><h1>Bridges reopen by night</h1>",
        og="Vell: Bridges reopen by night",
        json_ld="Vell - Bridges reopen by night",
        title="Vell: Bridges reopen by night - Politics",
    )
    assert article.title == "Vell: Bridges reopen by night"


def test_a_kicker_that_one_description_gives_does_not() -> None:
    article = article_of(
        "<h1>Bridges reopen by night</h1>",
        og="Ada Lind: Bridges reopen by night",
        json_ld="Bridges reopen by night",
    )
    assert article.title == "Bridges reopen by night"


def test_the_colon_of_a_style_sheet_comes_from_the_description() -> None:
    article = article_of(
        "<h1><span>Vell by night</span> <span>Bridges reopen</span></h1>", og="Vell by night: Bridges reopen"
    )
    assert article.title == "Vell by night: Bridges reopen"


def test_a_heading_in_capitals_or_without_its_spaces_is_written_as_described() -> None:
    assert (
        article_of("<h1>BRIDGES REOPEN BY NIGHT</h1>", og="Bridges reopen by night").title
        == "Bridges reopen by night"
    )
    spaced = article_of("<h1>Vell:<b>Bridges</b> reopen</h1>", og="Vell: Bridges reopen")
    assert spaced.title == "Vell: Bridges reopen"


def test_the_spelling_of_two_descriptions_goes_before_the_heading_s() -> None:
    article = article_of(
        "<h1>Bridges reopen by night, says Vell</h1>",
        og="“Bridges reopen by night”, says Vell",
        json_ld="“Bridges reopen by night”, says Vell",
    )
    assert article.title == "“Bridges reopen by night”, says Vell"


def test_a_heading_in_a_breadcrumb_is_not_the_headline() -> None:
    article = article_of(
        "<ol><li><h1>Vell bridges, opening times and closures</h1></li></ol><h2>Bridges reopen by night</h2>",
        og="Vell bridges, opening times and closures",
        json_ld="Bridges reopen by night",
    )
    assert article.title == "Bridges reopen by night"


def test_markup_and_entities_in_a_description_are_read() -> None:
    assert article_of(json_ld="<b>Bridges &amp; boats</b> by night").title == "Bridges & boats by night"


def test_certainty_grows_with_the_places_that_agree() -> None:
    heading = "<h1>Bridges reopen by night</h1>"
    alone = article_of(heading)
    twice = article_of(heading, og="Bridges reopen by night")
    thrice = article_of(heading, og="Bridges reopen by night", json_ld="Bridges reopen by night")
    certainties = [article.provenance["title"].sure for article in (alone, twice, thrice)]
    assert certainties == sorted(set(certainties))
