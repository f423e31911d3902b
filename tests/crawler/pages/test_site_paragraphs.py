"""The paragraphs that a site's reader names."""

import pytest
from bs4 import BeautifulSoup

from crawler.pages.site import paragraphs

PAGE = BeautifulSoup(
    "<article><header><p class='lead'>Lead</p></header><div class='body'><p>One</p><p class='ad'>Buy</p>"
    "<aside class='box'><p>Other</p></aside><p>Two</p></div></article>",
    "lxml",
)


@pytest.mark.parametrize(
    ("selector", "without", "text"),
    [
        ("div.body", ".ad, .box", "One Two"),
        # an element that `without` finds itself, and one that stands in such an element
        ("p", ".ad", "Lead One Other Two"),
        ("div.body p", ".ad, .box", "One Two"),
        (".lead, .body", "header, .box", "One Buy Two"),
        # what is around all of them is the story, not a box in it
        ("div.body p", "article, .ad", "One Other Two"),
        ("div.body", "article, div", "One Buy Other Two"),
        ("div.none", "p", ""),
        ("p.ad, p.ad", ".none", "Buy"),
    ],
)
def test_what_without_finds_is_left_out(selector: str, without: str, text: str) -> None:
    assert paragraphs(PAGE, selector, without).split("\n\n") == (text.split(" ") if text else [""])
