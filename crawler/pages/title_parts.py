"""A title taken apart where sites join their name, a section and the headline."""

from __future__ import annotations

import re

from crawler.pages import outlet_names
from crawler.pages.boilerplate import folded
from crawler.pages.page import Page

_SEPARATOR = re.compile(r"\s+[|\-–—·•:»›/~⋆]+\s+|\s*[|｜»›]\s*|:\s+|\s[-–—]\s?")
_MOST_PARTS = 8
_LEAST_WORDS = 3


def without_site(page: Page, text: str) -> str:
    """`text` without parts at its ends that are the site's name."""
    separators = [(match.start(), match.end()) for match in _SEPARATOR.finditer(text)]
    parts = [(0, 0), *separators, (len(text), len(text))]
    start, end = 0, len(parts) - 1
    # the name may itself hold a separator, so that the longest end is tried first
    for index in range(1, len(parts) - 1):
        if _is_site_part(page, text[parts[index][1] :], separator=text[slice(*parts[index])]):
            end = index
            break
    for index in range(end - 1, 0, -1):
        if outlet_names.is_site(page, text[: parts[index][0]]):
            start = index
            break
    return text[parts[start][1] : parts[end][0]].strip() or text


def shown_part(page: Page, text: str) -> str | None:
    """The longest run of parts at an end of `text` that the page shows as a line of its own, if not all of it."""
    lines = {folded(block.text) for block in page.blocks} - outlet_names.all_names(page) - {""}
    if folded(text) in lines:
        return None
    separators = list(_SEPARATOR.finditer(text))[:_MOST_PARTS]
    ends = [text[match.end() :].strip() for match in separators]
    ends += [text[: match.start()].strip() for match in separators]
    shown = [part for part in ends if len(part.split()) >= _LEAST_WORDS and folded(part) in lines]
    return max(shown, key=len, default=None)


def _is_site_part(page: Page, part: str, *, separator: str) -> bool:
    if outlet_names.is_site(page, part):
        return True
    # what stands behind a colon is told of what stands before it
    return ":" not in separator and outlet_names.is_named_after_host(page, part)
