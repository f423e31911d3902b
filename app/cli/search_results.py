"""The articles that a search found, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.cli.excerpts import print_article
from app.cli.terminal import as_json
from app.shown.article_rows import article_row, article_texts
from app.shown.evidence import words_at
from app.shown.passages import passages_of
from app.shown.search_pages import cursor_of
from storage.search import Found


def print_found(found: Iterable[Found], *, sort: str, limit: int, json: bool) -> bool:
    """A page of results, each as soon as it is found, and how to get the next one; whether there was any."""
    last, count = None, 0
    for last in found:
        count += 1
        if json:
            print(as_json(_row(last) | {"cursor": cursor_of(last, sort)}), flush=True)
        else:
            print_article(last.article, last.evidence)
    if not json:
        if last is None:
            print("nothing found")
        elif count == limit and (cursor := cursor_of(last, sort)):
            print(f"the next page: --after {cursor}")
    return last is not None


def _row(one: Found) -> dict[str, Any]:
    passages = [{"text": text, "marks": marks} for text, marks in passages_of(one.article, one.spans)]
    cue = one.evidence.cue and words_at(article_texts(one.article), one.evidence.cue)
    told = {"passages": passages, "polarity": one.evidence.polarity, "cue": cue}
    return article_row(one.article) | told
