"""Whether an edit of an article changed what made a watch match: a correction elsewhere in it is no news. Pure."""

from __future__ import annotations

import re

from storage.records import Article, Evidence, SentenceRecord

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def touches(before: Article, matched: Evidence, after: Article, matches: Evidence) -> bool:
    """Whether what matches now was not said before, or what matched is not said any more.

    That is so where the polarity is another, where a headline with evidence in it has other evidence or other numbers,
    and where the sentence that shows the match (the one with the most of what was asked for) stands in one of the
    wordings alone. Spaces and case are nothing.
    """
    if matched.polarity != matches.polarity:
        return True
    if _in_title(before, matched) != _in_title(after, matches):
        return True
    return not (_is_said(before, after, matched.sentence) and _is_said(after, before, matches.sentence))


def _in_title(article: Article, found: Evidence) -> frozenset[str]:
    """What a headline says of what was asked for: the words that are evidence, and with them its numbers."""
    words = {
        _plain(article.title[span.start : span.end]).casefold()
        for span in found.spans
        if span.field == "title"
    }
    return frozenset(words | set(_NUMBER.findall(article.title))) if words else frozenset()


def _is_said(article: Article, other: Article, sentence: SentenceRecord | None) -> bool:
    """Whether the other wording has the sentence of the text too; of a headline see `_in_title`."""
    if sentence is None or sentence.field != "text":
        return True
    return _plain(article.text[sentence.start : sentence.end]) in _plain(other.text)


def _plain(text: str) -> str:
    return " ".join(text.split())
