"""The readers of an article's text. Each is wrong now and then, and seldom in the same way as the others."""

from __future__ import annotations

import logging
from itertools import islice

from crawler import cleaning
from crawler.pages import json_ld, titles
from crawler.pages.blocks import fragment_paragraphs
from crawler.pages.boilerplate import folded
from crawler.pages.candidate import pairs_of
from crawler.pages.classifier import Judgement, Known, classify
from crawler.pages.once import once_a_page
from crawler.pages.page import Page

_BIGGEST_PAGE = 15_000
_SHORTEST_BODY = 200
_SHORTEST_TEXT = 80
_SUMMARIES = ("description", "og:description", "twitter:description")


def judged(page: Page) -> Judgement:
    """The chance of each paragraph of the page, by the trained model."""
    return classify(page.blocks, known(page))


def known(page: Page) -> Known:
    """What the page says of its article beside the paragraphs."""
    body = described(page)
    return Known(
        titles=frozenset(map(folded, titles.every(page))) - {""},
        summaries=tuple(folded(page.meta[name]) for name in _SUMMARIES if page.meta.get(name)),
        described=frozenset(pair for line in body for pair in pairs_of(line)) if body else None,
    )


@once_a_page
def described(page: Page) -> list[str]:
    """The text as the publisher's JSON-LD gives it, where it gives more than a summary."""
    text = "\n".join(json_ld.texts(page.article_data.get("articleBody")))
    if len(text) < _SHORTEST_BODY:
        return []
    # some publishers escape the markup inside the JSON string once more
    paragraphs = fragment_paragraphs(text) if "<" in text or "&" in text else cleaning.paragraphs(text)
    return paragraphs.split("\n\n")


def by_trafilatura(page: Page) -> list[str]:
    """trafilatura's answer, in the mode that rather leaves a line out than takes one too many."""
    if sum(1 for _ in islice(page.tree.iter(), _BIGGEST_PAGE + 1)) > _BIGGEST_PAGE:
        # its cost grows with the square of what is nested; no article that we know has half so many elements
        return []
    import trafilatura

    logger = logging.getLogger("trafilatura")
    if logger.level == logging.NOTSET:
        # it warns of every page that is no article, which is what it is asked about
        logger.setLevel(logging.CRITICAL)
    try:
        document = trafilatura.bare_extraction(
            page.tree, fast=True, favor_precision=True, include_comments=False, include_tables=True
        )
    except Exception:  # whatever fails inside one reader, the others still answer
        return []
    lines = cleaning.lines(getattr(document, "text", None) or "")
    return lines if sum(map(len, lines)) >= _SHORTEST_TEXT else []
