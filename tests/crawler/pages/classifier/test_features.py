"""What the model is told of a page's paragraphs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.blocks import Block
from crawler.pages.classifier import marks, wording
from crawler.pages.classifier.features import Known, table
from crawler.pages.classifier.places import Places
from crawler.pages.page import Page

ARTICLE = "".join(
    f"<p>The ministry said on day {day} that the convoy had left the port.</p>" for day in range(9)
)
PAGE = f"""<html><body class="with-sidebar">
<nav class="main-menu"><a href="/a">Home</a><a href="/b">World</a></nav>
<div class="story-body"><h1>A convoy leaves</h1>{ARTICLE}</div>
<div class="recirc-list"><h3>Related stories</h3><a href="/c">Another convoy is late again</a></div>
</body></html>"""


def parsed(markup: str) -> Page:
    page = Page.parse(markup, "https://news.example/a")
    assert page is not None
    return page


def places_of(page: Page) -> Places:
    return table(page.blocks, Known())[1]


def test_a_row_for_each_paragraph() -> None:
    page = parsed(PAGE)
    columns, where = table(page.blocks, Known())
    assert len(columns) == len(page.blocks) == len(where.of_block)
    assert columns.dtype == np.float32


def test_the_cores_of_a_page_are_where_its_sentences_are() -> None:
    page = parsed(PAGE)
    where = places_of(page)
    cores = {block.text: place.core for block, place in zip(page.blocks, where.of_block, strict=True)}
    assert cores["The ministry said on day 3 that the convoy had left the port."] == 0b1111
    assert cores["Another convoy is late again"] == 0


def test_a_frame_around_everything_says_nothing_by_its_name() -> None:
    where = places_of(parsed(PAGE))
    sidebar = marks._of_word("sidebar")
    assert sidebar
    assert all(not place.heard & sidebar for place in where.all)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("articleBody", "body"),
        ("related-posts__list", "related"),
        ("newsletterSignup", "newsletter"),
        ("SHARE", "share"),
    ],
)
def test_names_are_heard_in_whatever_way_they_are_joined(name: str, word: str) -> None:
    element = parsed(f"<div class='{name}'>x</div>").blocks[0].element
    assert marks.groups(element.items()) & marks._of_word(word)


@pytest.mark.parametrize("line", ["관련기사 더보기", "関連 記事", "Читайте также", "Read more stories"])
def test_prompts_of_several_languages_are_one_group(line: str) -> None:
    more, _ = wording.groups(wording.WORD.findall("read more"))
    assert wording.groups(wording.WORD.findall(line))[0] & more


def test_the_sums_of_an_element_are_those_of_what_it_holds() -> None:
    page = parsed(PAGE)
    where = places_of(page)
    root = where.all[0]
    assert root.blocks == len(page.blocks)
    for place in where.all:
        inner = [each for each in where.all if each.parent is place]
        assert place.size >= sum(each.size for each in inner) - 1e-9
        assert place.sentences >= sum(each.sentences for each in inner)


def test_what_the_description_holds_is_told() -> None:
    page = parsed(PAGE)
    bare, _ = table(page.blocks, Known())
    described = frozenset({("The", "ministry"), ("ministry", "said"), ("said", "on")})
    told, _ = table(page.blocks, Known(described=described))
    assert not np.array_equal(bare, told)


@given(st.lists(st.text(min_size=1).map(str.strip).filter(bool), min_size=1, max_size=12))
def test_no_text_breaks_the_table(texts: list[str]) -> None:
    element = parsed("<p>x</p>").blocks[0].element
    blocks = [Block(text=text, element=element, linked=len(text) // 2) for text in texts]
    columns, _ = table(blocks, Known(titles=frozenset({"x"}), summaries=("y",), described=frozenset()))
    assert columns.shape[0] == len(texts)
    assert np.isfinite(columns).all()
