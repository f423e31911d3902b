"""HTML of feeds to plain text; what it shows is kept, what it would do is gone.

The fragments of feeds are plain enough to be cut at their tags, three times as fast as by way of a tree. What cannot
be cut so, or hides some of its text, goes to the tree after all; a law holds both to one answer,
except that an end tag without a start parts paragraphs here.
"""

from __future__ import annotations

import html
import re
import unicodedata

from crawler import cleaning
from crawler.pages.blocks import UNSEEN, fragment_paragraphs
from crawler.pages.caps import cut_tags

# of Unicode's private use: neither is white space, so that both outlast the cleaning
_PARAGRAPH, _BREAK = "\ue000", "\ue001"
_INLINE = (
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "nobr", "picture", "q", "s", "samp", "small", "source", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
)  # fmt: skip
# what is never shown, as far as it holds none of its own kind
_HIDDEN = re.compile(
    r"<(?=[sictnm])(script|style|iframe|svg|canvas|template|noscript|math|textarea)(?=[\s>])[^<>]*+>"
    r"(?:[^<]++|<(?!/?\1))*+</\1\s*>",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"""<(/?[a-zA-Z][a-zA-Z0-9:-]*)(?=[\s/>])[^<>"']*+(?:"[^"<]*+"[^<>"']*+|'[^'<]*+'[^<>"']*+)*+>"""
)
_PAIR = re.compile(f"{_BREAK} ?{_BREAK}")
# a run of marks on one letter is cut short where a word is as long as this: to sort it takes its length squared
_LONG_WORD = 500


class _Tags(dict[str, str]):
    """What stands for a tag: nothing, a paragraph's end, or a bracket that sends all of it to the tree."""

    def __missing__(self, tag: str) -> str:
        return self.get(tag.lower(), _PARAGRAPH)


_TAGS = _Tags(
    {
        slash + tag: sign
        for slash in ("", "/")
        for tags, sign in (
            (_INLINE, ""),
            (("br",), _BREAK),
            # a parser passes over what stands for the whole page
            ((*UNSEEN, "html", "body", "frameset"), "<"),
            (("p", "div", "li", "ul", "blockquote", "h2", "h3", "figure", "td", "tr", "pre"), _PARAGRAPH),
        )
        for tag in tags
    }
)


def of_markup(markup: str) -> str:
    """The paragraphs of a piece of HTML, parted by one blank line."""
    if "&" not in markup and "<" not in markup:
        return cleaning.paragraphs(markup)
    if _PARAGRAPH in markup or _BREAK in markup:
        return _of_tree(markup)
    text = markup
    if "<" in text:
        pieces = _TAG.split(_HIDDEN.sub("", _uncommented(text)))
        pieces[1::2] = map(_TAGS.__getitem__, pieces[1::2])
        text = "".join(pieces)
        if "<" in text:
            return _of_tree(markup)
    line = _line(html.unescape(text) if "&" in text else text)
    return "\n\n".join(paragraph for run in line.split(_PARAGRAPH) for paragraph in _parted(run))


def _uncommented(text: str) -> str:
    """The markup without its comments; one that does not end stays."""
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        # <!--> is a comment already, and so is <!--->
        if text.startswith((">", "->"), start + 4):
            break
        kept.append(text[at:start])
        at = end + 3
    return "".join([*kept, text[at:]]) if kept or at else text


def _line(text: str) -> str:
    """As `cleaning.line`, without looking into each word for a run of marks."""
    text = cleaning.without_tricks(text)
    words = text.split()
    if max(map(len, words), default=0) > _LONG_WORD:
        return cleaning.line(text)
    return unicodedata.normalize("NFC", " ".join(words))


def _parted(run: str) -> list[str]:
    """A run of text at its line breaks: at two in a row where it uses pairs, else at each one."""
    if _BREAK not in run:
        return [stripped] if (stripped := run.strip()) else []
    parts = _PAIR.split(run)
    if len(parts) == 1:
        parts = run.split(_BREAK)
    return [joined for part in parts if (joined := " ".join(part.replace(_BREAK, " ").split()))]


def _of_tree(markup: str) -> str:
    return fragment_paragraphs(cut_tags(markup)[0])
