"""The articles that a search found, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.cli.article_rows import article_row, article_texts
from app.cli.excerpts import passages_of, print_article
from app.cli.search_pages import cursor_of
from app.cli.shown_match import words_at
from app.cli.terminal import as_json
from storage.search import Found


def print_found(found: Sequence[Found], *, sort: str, is_full: bool, json: bool) -> None:
    """A page of results; where it `is_full` people are told how to get the next one."""
    for one in found:
        if json:
            print(as_json(_row(one) | {"cursor": cursor_of(one, sort)}))
        else:
            print_article(one.article, one.evidence)
    if json:
        return
    if not found:
        print("nothing found")
    elif is_full and (cursor := cursor_of(found[-1], sort)):
        print(f"the next page: --after {cursor}")


def _row(one: Found) -> dict[str, Any]:
    passages = [{"text": text, "marks": marks} for text, marks in passages_of(one.article, one.spans)]
    cue = one.evidence.cue and words_at(article_texts(one.article), one.evidence.cue)
    told = {"passages": passages, "polarity": one.evidence.polarity, "cue": cue}
    return article_row(one.article) | told
