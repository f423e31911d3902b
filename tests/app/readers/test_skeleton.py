"""A page's form without its words."""

import json
import re

from bs4 import BeautifulSoup, Tag

from app.readers.placeholders import replaced
from app.readers.skeleton import address, skeleton

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<meta property="og:title" content="Ferry returns"><meta property="og:locale" content="en_GB">
<meta name="csrf-token" content="secret words"><link rel="stylesheet" href="/style.css">
<link rel="canonical" href="https://gazette.example/news/ferry-returns-12345">
<style>b {}</style><script>var words = "harbour words";</script>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry returns</b>",
"datePublished": "2026-11-20T09:30:00Z", "url": "https://gazette.example/news/ferry-returns-12345"}</script>
<script type="application/ld+json">{"broken": </script></head>
<body onload="go()"><!-- a comment --><ul><li class="m">one thing</li><li class="m">two things</li>
<li class="m">three things</li><li class="m needed">four things</li></ul>
<div class="body" style="color: red" data-qa="text" data-blob="many words in here">
<p>Harbour ferry returns.</p>
<img src="/x.jpg" alt="A ferry"><svg><path/></svg><time datetime="2026-11-20">Friday</time></div>
<div style="display: none">hidden words</div></body></html>"""


def made() -> BeautifulSoup:
    soup = BeautifulSoup(PAGE, "lxml")
    return BeautifulSoup(skeleton(soup, soup.select(".needed, .body")), "lxml")


def one(soup: BeautifulSoup, selector: str) -> Tag:
    (found,) = soup.select(selector)
    return found


def test_what_readers_go_by_stays() -> None:
    soup = made()
    assert one(soup, "html")["lang"] == "en-GB"
    assert one(soup, "meta[property='og:locale']")["content"] == "en_GB"
    assert one(soup, "time")["datetime"] == "2026-11-20"
    assert one(soup, "div.body[data-qa=text]").p is not None
    assert one(soup, "div[style='display:none']").get_text()
    data = json.loads(one(soup, "script").get_text())
    assert (data["@type"], data["datePublished"]) == ("NewsArticle", "2026-11-20T09:30:00Z")
    # the headline is the same in each of its places
    assert data["headline"].startswith(str(one(soup, "meta[property='og:title']")["content"]))


def test_words_scripts_styles_and_what_nobody_reads_go() -> None:
    text = str(made())
    for gone in (
        "Harbour",
        "ferry",
        "words",
        "secret",
        "style",
        "comment",
        "onload",
        "svg",
        "jpg",
        "broken",
        "csrf",
    ):
        assert gone not in re.sub(r"display:none|style=", "", text), gone


def test_of_a_row_of_elements_alike_two_stay_and_what_is_needed() -> None:
    soup = made()
    assert len(soup.select("li")) == 3
    assert len(soup.select("li.needed")) == 1


def test_an_address_keeps_site_and_numbers() -> None:
    drawn = address("https://gazette.example/2026/11/20/ferry-returns-12345?utm_source=x")
    assert drawn == f"https://gazette.example/2026/11/20/{replaced('ferry-returns')}-12345"
    # what is written in percents is replaced as well
    assert "%D0%BF%D0%BE%D1%80%D0%BE%D0%BC" not in address(
        "https://gazette.example/%D0%BF%D0%BE%D1%80%D0%BE%D0%BC/"
    )


def test_what_the_selectors_of_the_reader_name_stays_with_its_words_replaced() -> None:
    source = """
        self.first("[data-headline]", 'b[aria-label="Author of it"]')
        self.moment("i", attribute="title")
    """
    page = """<p data-headline="Ferry returns home" aria-label="Ferry words">x</p><i title="20 November 2026">y</i>
<b aria-label="Author of it" data-note="Ferry words" alt="Ferry">z</b>"""
    soup = BeautifulSoup(skeleton(BeautifulSoup(page, "lxml"), (), source), "lxml")
    assert one(soup, "[data-headline]").attrs == {
        "data-headline": replaced("Ferry returns home"),
        "aria-label": replaced("Ferry words"),
    }
    assert one(soup, "b").attrs == {"aria-label": "Author of it"}
    assert one(soup, "i")["title"] == replaced("20 November 2026")


def test_a_mark_that_repeats_a_heading_goes_and_a_name_stays() -> None:
    page = """<div id="main-story-body"><h2 id="harbour-ferry-returns-home">Harbour ferry returns home</h2></div>"""
    soup = BeautifulSoup(skeleton(BeautifulSoup(page, "lxml"), ()), "lxml")
    assert one(soup, "div")["id"] == "main-story-body"
    assert one(soup, "h2")["id"] == replaced("harbour-ferry-returns-home")
