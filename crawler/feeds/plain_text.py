"""HTML of feeds to plain text; what it shows is kept, what it would do is gone."""

from __future__ import annotations

from crawler.pages.blocks import fragment_paragraphs
from crawler.pages.caps import cut_tags


def of_markup(markup: str) -> str:
    """The paragraphs of a piece of HTML, parted by one blank line."""
    return fragment_paragraphs(cut_tags(markup)[0])
