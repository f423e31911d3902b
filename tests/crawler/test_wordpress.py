"""The posts of WordPress's own interface."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import wordpress

URL = "https://outlet.example/wp-json/wp/v2/posts?per_page=50"
POST = {
    "id": 71,
    "date": "2026-11-05T10:30:00",
    "date_gmt": "2026-11-05T08:30:00",
    "modified_gmt": "2026-11-05T09:00:00",
    "guid": {"rendered": "https://outlet.example/?p=71"},
    "link": "https://outlet.example/2026/11/troops-move/",
    "title": {"rendered": "Troops move &#8211; slowly"},
    "content": {"rendered": "<p>They went by rail.</p>\n<p>Nobody <b>saw</b> it.</p>", "protected": False},
    "excerpt": {"rendered": "<p>They went&hellip;</p>"},
    "_embedded": {
        "author": [{"name": "Ada Lind"}, {"code": "rest_user_invalid_id"}],
        "wp:term": [[{"name": "Land &amp; Sea", "taxonomy": "category"}], [{"name": "rail", "taxonomy": "post_tag"}]],
    },
}  # fmt: skip


def test_a_post_is_read_whole() -> None:
    entries = wordpress.parse(json.dumps([POST]).encode(), URL)
    (lead,) = entries.leads
    assert (lead.url, lead.title) == (POST["link"], "Troops move – slowly")
    assert lead.published_at == datetime(2026, 11, 5, 8, 30, tzinfo=UTC)
    assert lead.updated_at == datetime(2026, 11, 5, 9, tzinfo=UTC)
    assert lead.text == "They went by rail.\n\nNobody saw it."
    assert (lead.authors, lead.section, lead.guid) == (
        ("Ada Lind",),
        "Land & Sea",
        "https://outlet.example/?p=71",
    )
    assert (entries.malformed, entries.doubts, entries.trouble) == (False, (), None)


def test_a_post_of_which_little_is_told_is_read_as_far_as_that_goes() -> None:
    posts = [
        {
            "link": "/a",
            "title": "Plain",
            "date_gmt": "0000-00-00T00:00:00",
            "excerpt": {"rendered": "Short."},
        },
        {"id": 1},
        7,
    ]
    entries = wordpress.parse(("﻿<b>Notice</b>: oops\n" + json.dumps(posts)).encode(), URL)
    (lead,) = entries.leads
    assert (lead.url, lead.title, lead.text, lead.published_at) == (
        "https://outlet.example/a",
        "Plain",
        "Short.",
        None,
    )
    assert entries.doubts == (
        "1 entries that are no posts were left out",
        "1 posts without an http(s) address were left out",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "trouble", "said"),
    [
        (b"<!doctype html><p>Hello</p>", "html", "an HTML page"),
        (b"", "empty-answer", "no JSON"),
        (b"hello", "not-a-feed", "no JSON"),
        (b'{"code":"rest_no_route","message":"No route was found"}', "not-a-feed", "No route was found"),
        (b"[" * 100_000, "not-a-feed", "no JSON"),
    ],
)
def test_what_is_no_list_of_posts_is_named(body: bytes, trouble: str, said: str) -> None:
    entries = wordpress.parse(body, URL)
    assert (entries.malformed, entries.trouble, entries.leads) == (True, trouble, ())
    assert said in entries.doubts[0]


def test_an_empty_list_is_a_list() -> None:
    assert not wordpress.parse(b"[]", URL).malformed


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://outlet.example", "https://outlet.example/wp-json/wp/v2/posts?"),
        ("https://outlet.example/en/", "https://outlet.example/en/wp-json/wp/v2/posts?"),
        ("https://outlet.example/wp-json/", "https://outlet.example/wp-json/wp/v2/posts?"),
        ("https://outlet.example/wp-json/wp/v2/posts?categories=7", "https://outlet.example/wp-json/wp/v2/posts?"),
        ("https://outlet.example/wp-json/wp/v2/reports", "https://outlet.example/wp-json/wp/v2/reports?"),
        ("https://outlet.example/?rest_route=/wp/v2/posts", "https://outlet.example/?"),
    ],
)  # fmt: skip
def test_the_address_of_the_posts(url: str, path: str) -> None:
    made = wordpress.posts_url(url)
    assert made.startswith(path)
    assert "per_page=50" in made
    assert ("categories=7" in made) == ("categories=7" in url)
    assert ("rest_route=/wp/v2/posts" in made) == ("rest_route" in url)
    assert wordpress.posts_url(made) == made


def test_pages_follow_as_far_as_the_site_says() -> None:
    first = wordpress.posts_url("https://outlet.example/")
    second = wordpress.next_page(first, "3")
    assert second is not None
    assert second.endswith("&page=2")
    third = wordpress.next_page(second, "3")
    assert third is not None
    assert wordpress.next_page(third, "3") is None
    assert [wordpress.next_page(first, said) for said in (None, "", "1", "x", "-1")] == [None] * 5


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*POST, "rendered", "name"]), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        JSON
        | st.fixed_dictionaries({"link": st.text(max_size=9), "_embedded": JSON, "title": JSON, "date": JSON})
    )
)
def test_any_json_is_read(posts: list[object]) -> None:
    entries = wordpress.parse(json.dumps(posts).encode(), URL)
    assert all(lead.url.startswith(("http://", "https://")) for lead in entries.leads)
