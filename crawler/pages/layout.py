"""What stands in the way of reading a tree: tables that only lay out a page, and tags with absurd attributes."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

# the parser compares every attribute of a tag with every other one
_LONGEST_TAG = 10_000
_ABSURD_TAG = re.compile(rf"<([a-zA-Z][a-zA-Z0-9]*)[\s/][^<>]{{{_LONGEST_TAG},}}+(?:>|(?=<)|$)")
# a value that hides the length of its tag
_BRACKET_IN_VALUE = re.compile(
    r"""=\s*+(?:"[^"<>]{0,300}+[<>][^"]{0,3000}+"|'[^'<>]{0,300}+[<>][^']{0,3000}+')"""
)
_MOST_ATTRIBUTES = 5_000
_PARTS = frozenset({"table", "tbody", "tr", "td", "center"})
_DATA_MARKS = frozenset({"th", "thead", "tfoot", "caption", "colgroup"})
_BLOCK_TAGS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "br"})
_LEAST_TEXT = 300
_LEAST_BLOCKS = 3


def without_absurd_tags(markup: str) -> str:
    """`markup` with the attributes dropped of every tag of more than 10,000 characters.

    Where thousands of values hold the brackets of tags, these values are dropped first.
    """
    if _has_absurdly_many_brackets(markup):
        markup = _BRACKET_IN_VALUE.sub("=", markup)
    return _ABSURD_TAG.sub(r"<\1>", markup) if _has_absurd_tag(markup) else markup


def _has_absurdly_many_brackets(markup: str) -> bool:
    if markup.count("=") < _MOST_ATTRIBUTES:
        return False
    found = islice(_BRACKET_IN_VALUE.finditer(markup), _MOST_ATTRIBUTES)
    return sum(1 for _ in found) == _MOST_ATTRIBUTES


def _has_absurd_tag(markup: str) -> bool:
    """Whether 10,000 characters follow the start of a tag without its end or the start of another."""
    at = 0
    while at >= 0 and at + _LONGEST_TAG < len(markup):
        following = markup.rfind("<", at + 1, at + 1 + _LONGEST_TAG)
        if following < 0:
            if markup.find(">", at, at + _LONGEST_TAG) < 0:
                return True
            following = markup.find("<", at + _LONGEST_TAG)
        at = following
    return False


def unwrap_tables(tree: HtmlElement) -> None:
    """Make containers of the tables in `tree` that hold no data: a cell of them holds whole paragraphs."""
    tables = list(tree.iter("table"))
    for table in reversed(tables):
        # the inner ones come first, and one that was unwrapped leaves its blocks to the outer one
        if _is_layout(table):
            _unwrap(table)


def _is_layout(table: HtmlElement) -> bool:
    if (table.get("role") or "").strip().lower() == "presentation":
        return True
    own = list(_own_parts(table))
    if any(part.tag in _DATA_MARKS for part in own):
        return False
    cells = [part for part in own if part.tag == "td"]
    return any(_holds_paragraphs(cell) for cell in cells)


def _own_parts(table: HtmlElement) -> list[HtmlElement]:
    """Sections, rows and cells of this table, not those of tables inside it."""
    parts: list[HtmlElement] = []
    for child in table.iterchildren():
        parts.append(child)
        if child.tag in ("tbody", "thead", "tfoot", "tr"):
            for inner in child.iterchildren():
                parts.append(inner)
                if inner.tag == "tr":
                    parts.extend(inner.iterchildren())
    return parts


def _holds_paragraphs(cell: HtmlElement) -> bool:
    blocks = 0
    for element in cell.iter(*_BLOCK_TAGS):
        blocks += element is not cell
        if blocks >= _LEAST_BLOCKS:
            break
    return blocks >= _LEAST_BLOCKS and len("".join(cell.itertext())) >= _LEAST_TEXT


def _unwrap(table: HtmlElement) -> None:
    for part in (table, *_own_parts(table)):
        if part.tag in _PARTS:
            part.tag = "div"
