"""Cutting a fragment at its tags gives the text that its tree gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.feeds.plain_text import of_markup
from crawler.pages.blocks import fragment_paragraphs

LEAVES = st.sampled_from(
    [
        *("<br>", "<br/>", "<BR />", '<img alt="x > y" src=z>', "<wbr>", "<!-- c -->", "<hr>", "<input>"),
        *(
            "<script>var a = 1</script>",
            "<style>a{}</style>",
            "<iframe src=x></iframe>",
            "<svg><text>t</text></svg>",
        ),
        *(
            "<script>if (a<b) {}</script>",
            "<video>v</video>",
            "<noscript><p>n</p></noscript>",
            "<math><mi>x</mi></math>",
            "<textarea>a <b></textarea>",
            "<title>t</title>",
        ),
        *(
            "&amp;",
            "&lt;b&gt;",
            "&nbsp;",
            "&eacute;",
            "&#8217;",
            "&copy 2026",
            "&bogus;",
            "a < b",
            "a & b",
            "it's",
        ),
        *(" ", "\n", "\n\n", "word", "слово", "낱말", "e\u0301", "\u00ad", "\u202e", "\ue000", "\ufeff", '"'),
    ]
)
TAGS = st.sampled_from(
    [
        *(
            ("<b>", "</b>"),
            ("<a href='https://e.example/?a=1&b=2'>", "</a>"),
            ("<div class='a > b'>", "</div>"),
        ),
        *(
            ("<blockquote>", "</blockquote>"),
            ("<UL><LI>", "</LI></UL>"),
            ("<h2>", "</h2>"),
            ("<z:y>", "</z:y>"),
        ),
    ]
)
MARKUP = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=6).map("".join)
        | st.tuples(TAGS, inner).map(lambda both: f"{both[0][0]}{both[1]}{both[0][1]}")
    ),
    max_leaves=20,
)


@settings(max_examples=400, deadline=None)
@given(MARKUP)
def test_both_ways_give_one_text(markup: str) -> None:
    if "<" in markup or "&" in markup:
        assert of_markup(markup) == fragment_paragraphs(markup)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two <b>bold</b> words", "One\n\nTwo bold words"),
        ("a<br>b<br><br>c", "a b\n\nc"),
        ("a<br>b", "a\n\nb"),
        ("a &lt;script&gt; b", "a <script> b"),
        ("<script>alert(1)</script>x<style>y{}</style>", "x"),
        ("x <!-- hidden --> y", "x y"),
        ("1 < 2 <p>yes", "1 < 2\n\nyes"),
        ("<noscript>hidden</noscript>shown", "shown"),
    ],
)
def test_what_is_shown_is_kept(markup: str, text: str) -> None:
    assert of_markup(markup) == text
