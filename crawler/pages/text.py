"""The article's text: several readers' answers, compared with one another.

No reader is right on every page, but they are seldom wrong in the same way: the answer that agrees best with the
others is taken, and lines of it that no other reader kept are dropped.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from crawler import cleaning
from crawler.pages import body, json_ld
from crawler.pages.blocks import fragment_paragraphs
from crawler.pages.page import Page

_WORD = re.compile(r"\w+")
_BIGGEST_PAGE = 60_000
_SHORTEST_BODY = 200
_SHORTEST_TEXT = 80
# below this the description may be a summary, or of something else
_SAME_ARTICLE = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One reader's answer: its name, its lines, and how often it has each pair of words."""

    origin: str
    lines: tuple[str, ...]
    pairs: Counter[tuple[str, str]]

    @classmethod
    def of(cls, origin: str, lines: list[str]) -> Candidate:
        return cls(origin=origin, lines=tuple(lines), pairs=Counter(_pairs(" ".join(lines))))

    @property
    def size(self) -> int:
        return self.pairs.total()


def candidates(page: Page) -> list[Candidate]:
    """What each reader takes for the article; those that found nothing are left out."""
    answers = [
        Candidate.of("trafilatura", _trafilatura(page)),
        Candidate.of("page", body.read(page)),
        Candidate.of("json-ld", _described_body(page)),
    ]
    return [answer for answer in answers if answer.size]


def choose(found: list[Candidate]) -> Candidate | None:
    """The answer that agrees best with the others; the earlier one where they agree alike."""
    if not found:
        return None
    shown = [candidate for candidate in found if candidate.origin != "json-ld"]
    described = next((candidate for candidate in found if candidate.origin == "json-ld"), None)
    if described is not None and all(_share_of(described, other) < 0.5 for other in shown):
        # the page builds its text by script, or every reader missed it
        return described if described.size > max((other.size for other in shown), default=0) else shown[0]
    if len(found) == 2 and described is None and _stopped_early(*found):
        return found[1]
    best = _with_page_paragraphs(max(shown, key=lambda candidate: _standing(candidate, found)), shown)
    if described is not None and _agreement(best, described) >= _SAME_ARTICLE:
        return _only_described(best, described)
    return best


def _stopped_early(first: Candidate, second: Candidate) -> bool:
    """Whether the first of two answers is a small piece, or a smaller one that is not even part of the second."""
    is_part = _share_of(first, second) >= 0.95
    return second.size > (3.0 if is_part else 1.5) * first.size


def _standing(candidate: Candidate, found: list[Candidate]) -> float:
    others = [_agreement(candidate, other) for other in found if other is not candidate]
    return sum(others) / len(others) if others else 0.0


def _with_page_paragraphs(best: Candidate, shown: list[Candidate]) -> Candidate:
    """`best` in the paragraphs of the page itself, where that reader found the same words."""
    page = next((candidate for candidate in shown if candidate.origin == "page"), best)
    return page if _agreement(best, page) >= 0.97 and len(page.lines) >= len(best.lines) else best


def _only_described(best: Candidate, described: Candidate) -> Candidate:
    """`best` without the lines that the publisher's own description of the text does not hold."""
    kept = [line for line in best.lines if _is_described(line, described)]
    return Candidate.of(f"{best.origin}, checked with json-ld", kept)


def _is_described(line: str, described: Candidate) -> bool:
    pairs = _pairs(line)
    return not pairs or sum(pair in described.pairs for pair in pairs) >= len(pairs) / 2


def _pairs(text: str) -> list[tuple[str, str]]:
    words = _WORD.findall(text)
    return list(pairwise(words))


def _agreement(one: Candidate, other: Candidate) -> float:
    shared = (one.pairs & other.pairs).total()
    return 2 * shared / max(one.size + other.size, 1)


def _share_of(inner: Candidate, outer: Candidate) -> float:
    return (inner.pairs & outer.pairs).total() / max(inner.size, 1)


def _described_body(page: Page) -> list[str]:
    text = "\n".join(json_ld.texts(page.article_data.get("articleBody")))
    if len(text) < _SHORTEST_BODY:
        return []
    # some publishers escape the markup inside the JSON string once more
    paragraphs = fragment_paragraphs(text) if "<" in text or "&" in text else cleaning.paragraphs(text)
    return paragraphs.split("\n\n")


def _trafilatura(page: Page) -> list[str]:
    if sum(1 for _ in page.tree.iter()) > _BIGGEST_PAGE:
        # its cost grows faster than the page
        return []
    import trafilatura

    logger = logging.getLogger("trafilatura")
    if logger.level == logging.NOTSET:
        # it warns of every page that is no article, which is what it is asked about
        logger.setLevel(logging.CRITICAL)
    try:
        document = trafilatura.bare_extraction(
            page.tree, favor_precision=True, include_comments=False, include_tables=True
        )
    except Exception:  # whatever fails inside one reader, the others still answer
        return []
    text = getattr(document, "text", None) or ""
    lines = cleaning.lines(text)
    return lines if sum(map(len, lines)) >= _SHORTEST_TEXT else []
