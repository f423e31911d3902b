"""Whether an edit of an article changed what made a watch match: a correction elsewhere in it is no news. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict

from storage.records import Article, Evidence
from watch.sentences import sentence_ends

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def touches(before: Article, matched: Evidence, after: Article, matches: Evidence) -> bool:
    """Whether what matches now was not said before, or what matched is not said any more.

    That is so where the polarity is another, where a headline with evidence in it has other evidence or other numbers,
    and where the sentence of the text with the most of what was asked for stands in one of the wordings alone. Spaces
    and case are nothing.
    """
    if matched.polarity != matches.polarity:
        return True
    if _in_title(before, matched) != _in_title(after, matches):
        return True
    return not (_is_said(_richest(before, matched), after) and _is_said(_richest(after, matches), before))


def _in_title(article: Article, found: Evidence) -> frozenset[str]:
    """What a headline says of what was asked for: the words that are evidence, and with them its numbers."""
    words = {
        _plain(article.title[span.start : span.end]).casefold()
        for span in found.spans
        if span.field == "title"
    }
    return frozenset(words | set(_NUMBER.findall(article.title))) if words else frozenset()


def _richest(article: Article, found: Evidence) -> str:
    """The sentence of the text that shows the most different terms, of equal ones the first; empty where none does."""
    ends = [*sentence_ends(article.text), len(article.text)]
    shown: defaultdict[int, set[str]] = defaultdict(set)
    for span in found.spans:
        if span.field == "text":
            shown[bisect_left(ends, span.end)].add(span.form)
    if not shown:
        return ""
    best = max(shown, key=lambda number: (len(shown[number]), -number))
    return _plain(article.text[ends[best - 1] if best else 0 : ends[best]])


def _is_said(sentence: str, article: Article) -> bool:
    return sentence in _plain(article.text)


def _plain(text: str) -> str:
    return " ".join(text.split())
