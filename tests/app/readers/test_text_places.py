"""Where on a page a text stands."""

from bs4 import BeautifulSoup

from app.readers import text_places
from crawler.pages.site import paragraphs

PARAGRAPHS = tuple(f"Paragraph {number} of the story, which is long enough to be one." for number in range(5))
TEXT = "\n\n".join(PARAGRAPHS)


def soup(body: str) -> BeautifulSoup:
    return BeautifulSoup(f"<html><body>{body}</body></html>", "lxml")


def test_a_text_is_found_with_what_interrupts_it() -> None:
    first, *rest = (f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    box = "<aside class='readers-choice'><p>Ten walks</p></aside><p class='promo'>Subscribe</p>"
    page = soup(
        f"<div id=x1><p>Menu</p><div class='story-body'>{first}{box}<div>{''.join(rest)}</div></div></div>"
    )
    place = text_places.of_text(page, TEXT)
    assert place is not None
    assert (place.selector, place.without) == ("div.story-body", "aside.readers-choice, p.promo")


def test_a_standfirst_outside_the_container_is_taken_along() -> None:
    first, *rest = PARAGRAPHS
    body = "".join(f"<p>{paragraph}</p>" for paragraph in rest)
    page = soup(
        f"<header><p>x</p><p class='story-lead'>{first}</p></header><div class='story-body'>{body}</div>"
    )
    place = text_places.of_text(page, TEXT)
    assert place is not None
    assert place.selector == "p.story-lead, div.story-body"
    assert [element.name for element in place.elements] == ["div", "p"]


def test_a_text_that_is_not_there() -> None:
    assert text_places.of_text(soup("<div class='story-body'><p>another</p></div>"), "Not\n\nhere") is None


def test_where_a_story_is_in_many_boxes_the_paragraphs_are_named_themselves() -> None:
    """What stands between them has no names of its own, or too many to say."""
    boxes = "".join(f"<div class='{name}x'><p>Subscribe now</p></div>" for name in "abcdefghijkl")
    story = "".join(
        f"<section class='story'><div>Advertisement</div><p>{one}</p></section>{boxes}" for one in PARAGRAPHS
    )
    page = soup(
        f"<article>{story}<section class='story'><h3 class='video-title'>Films</h3></section></article>"
    )
    place = text_places.of_text(page, TEXT)
    assert place is not None
    assert (place.selector, place.without, place.off) == ("section.story > p", "", 0)
    assert paragraphs(page, place.selector, place.without) == TEXT


def test_what_is_of_the_same_kind_and_none_of_the_text_is_left_out() -> None:
    boxes = "".join(f"<div class='{name}x'>Subscribe now</div>" for name in "abcdefghijkl")
    head = "<h3>A heading</h3><h3 class='video-title'>Films</h3>"
    page = soup(f"<article class='story'>{boxes}{head}<p>{'</p><p>'.join(PARAGRAPHS)}</p></article>")
    place = text_places.of_text(page, f"A heading\n\n{TEXT}")
    assert place is not None
    assert place.selector == "article.story > p, article.story > h3"
    assert (place.without, place.off) == ("h3.video-title", 0)


def test_paragraphs_off() -> None:
    assert text_places.paragraphs_off("a\n\nb", "a\n\nb") == 0
    assert text_places.paragraphs_off("a\n\nb", "b\n\na") == 1
    assert text_places.paragraphs_off("a\n\nb", "b\n\nc\n\nc") == 3
