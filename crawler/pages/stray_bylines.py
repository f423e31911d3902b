"""Whom a page names as its author elsewhere than in a byline at the headline."""

from __future__ import annotations

import re

from crawler.pages import byline_markup, bylines, names, shown_names
from crawler.pages.byline_words import CHINESE_END, KOREAN_LINE
from crawler.pages.page import Page

_NAMES_SOMEBODY = re.compile(r"\b(?:by|von|par|por|автор|текст)", re.IGNORECASE)
_LONGEST_BYLINE = 220
_MOST_STRANGERS = 3
_CLOSING = 60
_WORDS_BESIDE = 10


def in_a_box(page: Page) -> tuple[str, ...]:
    """The names in what is marked as the article's author wherever it stands; none where there are many."""
    found: dict[str, str] = {}
    for element in byline_markup.marked(page.tree):
        if byline_markup.size(element, _LONGEST_BYLINE) <= _LONGEST_BYLINE:
            for name in shown_names.of_element(element, is_marked=True):
                found.setdefault(name.casefold(), name)
    return tuple(found.values()) if len(found) <= _MOST_STRANGERS else ()


def in_a_line(page: Page) -> tuple[str, ...]:
    """The names in a line that is nothing but a byline, wherever it stands: agencies' and newspapers' form."""
    for block in page.blocks:
        line = block.text
        if closing := CHINESE_END.search(line[-_CLOSING:]):
            return bylines.split(closing[1])
        if len(line) > _LONGEST_BYLINE:
            continue
        if reporter := KOREAN_LINE.match(line):
            return (reporter[1],)
        if _NAMES_SOMEBODY.search(line) and (named := shown_names.stamped(line)):
            return named
        if bylines.is_led(line):
            named = tuple(
                name
                for name in bylines.split(line.rstrip("."))
                if names.is_person(name) or names.is_wire(name)
            )
            if named and sum(map(len, named)) * 2 >= len(line) - _WORDS_BESIDE:
                return named
    return ()
