"""The links of a listing page that its selector names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from soupsieve import SelectorSyntaxError

from crawler import listings

URL = "https://outlet.example/world/"
PAGE = """<html><head><base href="https://outlet.example/"></head><body><nav><a href="/about">About us</a></nav>
<div class="card"><a href="/n/1"><img src="x.jpg"></a><h2><a href="/n/1">Troops
 arrive</a></h2></div><div class="card"><a href="n/2#top">Tanks leave</a><a href="javascript:go()">Share</a></div>
<div class="card"><a>no address</a></div><a class="teaser" href="/n/3"><h3>A convoy</h3></a></body></html>"""


def test_links_in_the_order_of_the_page_each_once_and_named() -> None:
    entries = listings.parse(PAGE.encode(), URL, links=".card a")
    assert [(lead.url, lead.title) for lead in entries.leads] == [
        ("https://outlet.example/n/1", "Troops arrive"),
        ("https://outlet.example/n/2#top", "Tanks leave"),
    ]
    assert entries.doubts == ()


def test_a_selector_may_name_what_links_stand_in_or_what_stands_in_links() -> None:
    assert [lead.title for lead in listings.parse(PAGE.encode(), URL, links=".card").leads] == [
        "Troops arrive",
        "Tanks leave",
    ]
    (lead,) = listings.parse(PAGE.encode(), URL, links="h3").leads
    assert (lead.url, lead.title) == ("https://outlet.example/n/3", "A convoy")


def test_a_selector_that_finds_nothing_is_a_doubt() -> None:
    entries = listings.parse(PAGE.encode(), URL, links=".story a")
    assert entries.leads == ()
    assert entries.doubts == ("the selector '.story a' finds nothing on the page",)


def test_what_is_no_selector_is_refused() -> None:
    with pytest.raises(SelectorSyntaxError):
        listings.parse(PAGE.encode(), URL, links="a[")


def test_a_deep_page_is_read_as_far_as_it_goes() -> None:
    body = b"<a href=/n/1>First</a>" + b"<div>" * 50_000 + b"<a href=/n/2>Second</a>"
    assert listings.parse(body, URL, links="a").leads[0].url == "https://outlet.example/n/1"


def test_a_page_of_too_many_links_is_read_in_part() -> None:
    body = "".join(f"<a href=/n/{number}>A story</a>" for number in range(listings.MOST_TAGS)).encode()
    entries = listings.parse(body, URL, links="a")
    assert [lead.url for lead in entries.leads[:2]] == [
        "https://outlet.example/n/0",
        "https://outlet.example/n/1",
    ]
    assert len(entries.leads) == listings.MOST_LINKS
    assert entries.doubts == (
        "the first 60,000 tags were read",
        "30000 links; only the first 1000 were read",
    )


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_raise(body: bytes) -> None:
    entries = listings.parse(PAGE.encode()[:300] + body, URL, links="a")
    assert all(lead.url.startswith(("http://", "https://")) for lead in entries.leads)
