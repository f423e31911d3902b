"""A page's paragraphs as a table of numbers: a row for each, with its looks, its place and its neighbours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from crawler.pages.blocks import Block
from crawler.pages.classifier import marks, places, wording
from crawler.pages.classifier.places import Holding, Places

Table: TypeAlias = NDArray[np.float32]
Column: TypeAlias = NDArray[np.float64]

_OWN_TAGS = (
    "p", "li", "div", "td", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figcaption", "pre", "section", "article",
    "span", "dd", "dt", "th", "body", "cite", "summary", "header", "footer", "a", "main", "aside", "label", "address",
)  # fmt: skip
_TAG_NUMBERS = {tag: number for number, tag in enumerate(_OWN_TAGS, 1)}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_WIDE = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_SENTENCE_END = re.compile(r"[.。!?！？…۔।][\"'”’»)\]」』]?$")
_STOPS = ".。!?！？…:|"
_FEWEST_WORDS = 8
_MOSTLY = 0.5
_NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
_NONE = -1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of the article before its text is looked for.

    `titles` and `summaries` are folded; `described` holds the pairs of words of the text that the publisher's own
    description gives, None where it gives none.
    """

    titles: frozenset[str] = frozenset()
    summaries: tuple[str, ...] = ()
    described: frozenset[tuple[str, str]] | None = None


class Line(NamedTuple):
    """What a paragraph says, counted."""

    words: list[str]
    size: float
    linked: float
    is_sentence: bool


def _line(block: Block) -> Line:
    text = block.text
    words = wording.WORD.findall(text)
    size: float = len(words)
    if not text.isascii() and (wide := len(_WIDE.findall(text))):
        # scripts without spaces: two characters are about a word
        size = max(size, wide / 2)
    linked = min(block.linked / len(text), 1.0)
    is_sentence = size >= _FEWEST_WORDS and linked < _MOSTLY and _SENTENCE_END.search(text[-3:]) is not None
    return Line(words, size, linked, is_sentence)


def table(blocks: Sequence[Block], known: Known) -> tuple[Table, Places]:
    """The table of `blocks`, of shape (blocks, features), and the places where they stand."""
    lines = [_line(block) for block in blocks]
    where = Places(
        [
            Holding(block.element, line.size, line.linked, line.is_sentence)
            for block, line in zip(blocks, lines, strict=True)
        ]
    )
    own = _own_columns(blocks, lines, where, known)
    columns = np.concatenate(
        [own, _positions(lines, blocks), _bits_of(where), _sums_of(where), _neighbours(own, where)], axis=1
    )
    return columns.astype(np.float32), where


def _own_columns(blocks: Sequence[Block], lines: Sequence[Line], where: Places, known: Known) -> Column:
    """The columns that speak of a paragraph alone; `_neighbours` reads the first ones."""
    times = Counter(block.text for block in blocks)
    heading, since = 0, 0
    rows, spoken_of, headings = [], [], []
    for block, line, place in zip(blocks, lines, where.of_block, strict=True):
        text, words, size = block.text, line.words, line.size
        tag = str(block.element.tag)
        bits, count = wording.groups(words)
        length = len(text)
        first = text[0]
        rows.append(
            (
                size,
                line.linked,
                _TAG_NUMBERS.get(tag, 0),
                line.is_sentence,
                _STOPS.find(text[-1]),
                length / max(size, 1),
                place.depth,
                place.hidden,
                times[text],
                _capitals(words),
                (text.count(",") + text.count("、") + text.count("，")) / length,
                (text.count("|") + text.count("›") + text.count("·") + text.count("•")) / length,
                first.islower(),
                first in "\"'“‘«「『„",
                first.isdigit(),
                "@" in text or "http" in text or "www." in text,
                *_claims(text, words, known),
                count / max(min(len(words), 60), 1),
                since,
            )
        )
        spoken_of.append(bits)
        headings.append(heading)
        if tag in _HEADINGS and size < 2 * _FEWEST_WORDS:
            heading, since = bits, 0
        else:
            since += 1
    return np.concatenate(
        [
            np.array(rows, dtype=np.float64),
            np.array(spoken_of)[:, None] >> np.arange(wording.COUNT) & 1,
            np.array(headings)[:, None] >> np.array(_TOLD_BY_HEADING) & 1,
        ],
        axis=1,
    )


# more, comment, author, follow, subscribe, tags
_TOLD_BY_HEADING = (2, 5, 7, 1, 0, 12)


def _capitals(words: list[str]) -> float:
    first = words[:20]
    return sum(map(str.isupper, [word[0] for word in first])) / len(first) if first else 0.0


def _claims(text: str, words: list[str], known: Known) -> tuple[float, float, float]:
    """Whether the line is a title, whether it is a summary, and how much of it the description holds."""
    folded = "".join(words).casefold()
    is_title = folded in known.titles
    start = folded[:60]
    is_summary = len(start) > 20 and any(start in summary for summary in known.summaries)
    if known.described is None:
        return is_title, is_summary, _NONE
    pairs = list(pairwise(words))
    share = sum(pair in known.described for pair in pairs) / len(pairs) if pairs else _NONE
    return is_title, is_summary, share


def _positions(lines: Sequence[Line], blocks: Sequence[Block]) -> Column:
    sizes = np.array([line.size for line in lines])
    spoken = np.array([line.size if line.is_sentence else 0.0 for line in lines])
    count = len(lines)
    order = np.arange(count)
    first = next((i for i, line in enumerate(lines) if line.is_sentence), 0)
    headline = next((i for i, block in enumerate(blocks) if block.element.tag == "h1"), None)
    total, all_spoken = sizes.sum(), spoken.sum()
    return np.stack(
        [
            order / count,
            (np.cumsum(sizes) - sizes) / max(total, 1),
            (np.cumsum(spoken) - spoken) / max(all_spoken, 1),
            np.full(count, np.log1p(total)),
            np.full(count, np.log1p(all_spoken)),
            np.clip(order - first, -50, 400),
            np.clip(order - headline, -50, 400) if headline is not None else np.full(count, -99),
        ],
        axis=1,
    )


def _bits_of(where: Places) -> Column:
    """How near a mark of each group is (0 none, 1 around it, 2 near, 3 its own), tags around, and cores it is in."""
    held = where.of_block
    counts = np.arange(marks.COUNT)
    own, near, heard = (
        np.array([getattr(place, name) for place in held], dtype=np.int64)[:, None] >> counts & 1
        for name in ("own", "near", "heard")
    )
    tags = (
        np.array([place.tags for place in held], dtype=np.int64)[:, None] >> np.arange(len(places.TAGS)) & 1
    )
    cores = (
        np.array([place.core for place in held], dtype=np.int64)[:, None]
        >> np.arange(len(places.CORE_SHARES))
        & 1
    )
    return np.concatenate([own + near + heard, tags, cores], axis=1).astype(np.float64)


def _sums_of(where: Places) -> Column:
    """What the element of a paragraph holds, and the three around it."""
    size, linked, spoken, blocks, sentences, paragraphs = np.array(
        [
            (place.size, place.linked, place.spoken, place.blocks, place.sentences, place.paragraphs)
            for place in where.all
        ]
    ).T
    sums = np.stack(
        [
            size / max(size[0], 1),
            linked / np.maximum(size, 1),
            spoken / max(spoken[0], 1),
            blocks,
            sentences,
            paragraphs,
            sentences / blocks,
            size / blocks,
        ],
        axis=1,
    )
    above = np.array([place.parent.index if place.parent else 0 for place in where.all])
    at = np.array([place.index for place in where.of_block])
    levels = []
    for _ in range(4):
        levels.append(sums[at])
        at = above[at]
    return np.concatenate(levels, axis=1)


def _neighbours(own: Column, where: Places) -> Column:
    """The size, links, tag and kind of the paragraphs before and after, and how they stand to this one."""
    count = len(own)
    at = np.array([place.index for place in where.of_block])
    above = np.array([place.parent.index if place.parent else 0 for place in where.of_block])
    seen = own[:, :4]
    depth = own[:, 6]
    levels = []
    for step in _NEIGHBOURS:
        other = np.arange(count) + step
        inside = (other >= 0) & (other < count)
        other = np.clip(other, 0, count - 1)
        columns = np.column_stack([seen[other], at[other] == at, above[other] == above, depth[other] - depth])
        columns[~inside] = _NONE
        levels.append(columns)
    return np.concatenate(levels, axis=1)
