"""Whether an edit of an article changed what made a watch match: a correction elsewhere in it is no news. Pure."""

from __future__ import annotations

from storage.records import Article, Evidence, SentenceRecord


def touches(before: Article, matched: Evidence, after: Article, matches: Evidence) -> bool:
    """Whether what matches now was not said before, or what matched is not said any more.

    That is so where the polarity is another, where a headline that holds evidence is, and where the sentence that shows
    the match (the one with the most of what was asked for) stands in one of the wordings alone. Spaces are nothing.
    """
    if matched.polarity != matches.polarity:
        return True
    if _plain(before.title) != _plain(after.title) and (_is_in_title(matched) or _is_in_title(matches)):
        return True
    return not (_is_said(before, after, matched.sentence) and _is_said(after, before, matches.sentence))


def _is_in_title(found: Evidence) -> bool:
    return any(span.field == "title" for span in found.spans)


def _is_said(article: Article, other: Article, sentence: SentenceRecord | None) -> bool:
    """Whether the other wording has the sentence too."""
    if sentence is None or sentence.field not in ("title", "text"):
        return True
    text = article.title if sentence.field == "title" else article.text
    return _plain(text[sentence.start : sentence.end]) in _plain(f"{other.title}\n{other.text}")


def _plain(text: str) -> str:
    return " ".join(text.split())
