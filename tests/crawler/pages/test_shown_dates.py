"""Dates that readers are shown, where markup does not name the article's: which of them is its own."""

import pytest

from crawler.pages.blocks import blocks, parse_markup
from crawler.pages.published import published
from tests.crawler.pages import forms

URL = "https://courier.example/land/pontoons"
BODY = "".join(f"<p>{line}</p>" for line in forms.PARAGRAPHS)
THE_DAY = "2024-05-03"


def day_of(*, head: str = "", above: str = "", under: str = "", after: str = "", rank: str = "h1") -> str:
    heading = f"<{rank}>{forms.TITLE}</{rank}>"
    body = f"<body>{above}<main>{heading}{under}{BODY}</main>{2 * BODY}{after}</body>"
    page = f"<html lang=en><head><title>{forms.TITLE}</title>{head}</head>{body}</html>"
    found = published(page.encode(), URL)
    return "" if found is None else found.date().isoformat()


def described(day: str, changed: str = "") -> str:
    head = f"<meta property='article:published_time' content='{day}'>"
    return head + (f"<meta property='article:modified_time' content='{changed}'>" if changed else "")


@pytest.mark.parametrize(
    "under",
    [
        "<div><span>Ada Lind</span><span>May 3, 2024</span><span>5 min read</span></div>",
        "<div><span>Ada Lind</span><span>May 3, 2024</span><span>1204 Shares</span></div>",
        "<div><b>Land Forces</b><i>MAY 3, 2024</i><i>Updated: MAY 9, 2024</i></div>",
    ],
)
def test_a_date_that_only_a_style_sheet_parts_from_its_neighbours(under: str) -> None:
    assert day_of(under=under) == THE_DAY


def test_a_style_sheet_within_a_line_is_no_part_of_it() -> None:
    style = f"<style>{12 * '.lead{display:inline-flex;gap:4px}'}</style>"
    story = "<p class=date>June 9, 2024</p>"
    assert day_of(under=f"<span>{style}<span>May 3, 2024</span></span><br>", after=story) == THE_DAY


@pytest.mark.parametrize("rank", ["h2", "h3"])
def test_the_line_beneath_a_title_that_is_a_lower_heading(rank: str) -> None:
    stories = "<div><p class=date>9 June 2024</p><p>Harbour guard doubled</p></div>"
    assert day_of(above=stories, under="<p>3 May 2024, Vell</p>", rank=rank) == THE_DAY


def test_a_marked_date_above_the_headline_is_as_good_as_one_beneath() -> None:
    above = "<div class=post-date>3 May 2024</div>"
    assert day_of(head=described("2022-01-10"), above=above) == THE_DAY
    assert day_of(head=described("2022-01-10"), above="<div>3 May 2024</div>") == "2022-01-10"


@pytest.mark.parametrize("mark", ["post-date", "upper"])
def test_a_date_above_the_headline_that_shares_its_line(mark: str) -> None:
    comments = "<p>Bo Kim, 9 May 2024</p>"
    assert day_of(above=f"<p class={mark}>3 May 2024 // Ada Lind</p>", after=comments) == THE_DAY
    assert day_of(head=described("2022-01-10"), above="<p>3 May 2024 // Ada Lind</p>") == "2022-01-10"


@pytest.mark.parametrize("name", ["dcterms.created", "created"])
def test_the_making_of_a_text_is_no_publication_where_the_page_names_a_later_one(name: str) -> None:
    made = f"<meta name='{name}' content='2024-05-02'>"
    assert day_of(head=made) == "2024-05-02"
    assert day_of(head=made + described(THE_DAY)) == THE_DAY
    assert day_of(head=made + described(THE_DAY, changed=THE_DAY)) == THE_DAY
    assert day_of(head=made + described("2025-06-01", changed="2025-06-01")) == "2024-05-02"


def test_an_update_at_the_end_does_not_outweigh_the_date_beside_it() -> None:
    after = "<p class=date>May 3, 2024. <i>Updated: May 7, 2024</i></p>"
    changed = "<meta property='article:modified_time' content='2024-05-07T13:33:15+00:00'>"
    assert day_of(head=changed, after=after) == THE_DAY
    assert day_of(after="<p class=date>Updated: May 7, 2024</p>") == "2024-05-07"


def test_the_foot_of_a_post_is_not_that_of_the_page() -> None:
    comments = "".join(f"<li class=comment><p class=date>{day} May 2024, 11:21</p></li>" for day in (4, 5))
    foot = "<div class={}>Filed by Ada Lind on 3 May 2024 under Land</div>"
    assert day_of(after=foot.format("post-footer") + f"<ul>{comments}</ul>") == THE_DAY
    assert day_of(after=foot.format("footer") + f"<ul>{comments}</ul>") == "2024-05-04"


def test_a_date_among_other_things_is_believed_only_alone() -> None:
    aside = "<aside><p>Vell, 3 May 2024, Ada Lind</p></aside>"
    assert day_of(after=aside) == THE_DAY
    assert day_of(after=f"{aside}<p>Filed on 5 May 2024</p>") == "2024-05-05"


@pytest.mark.parametrize("most", [1, 3])
def test_the_first_paragraphs_are_those_of_the_whole_page(most: int) -> None:
    tree = parse_markup(f"<div><h2>A</h2>loose <b>text</b>{BODY}<ul><li>B<li>C</ul></div>")
    assert tree is not None
    whole = [block.text for block in blocks(tree)]
    assert [block.text for block in blocks(tree, most=most)] == whole[:most]
    assert len(whole) > 3
