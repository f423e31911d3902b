"""What the archive must hold of the newsroom at a moment. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.demo.newsroom.catalogue import OutletArticle, current

BACKLOG = "backlog"


@dataclass(frozen=True, slots=True, kw_only=True)
class HitFact:
    """What became of a hit, when that was decided, and by which rule."""

    outcome: str
    rule: str
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedFact:
    """What the archive holds of one URL.

    `hits` are the watches that hit; `counts` is how many outlets its story has ("4 outlets, 1 independent"), empty
    before it is in one.
    """

    source: str
    title: str
    text: str
    revisions: int
    hits: Mapping[str, HitFact]
    story_id: int | None
    counts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The archive by URL, and the addresses that wait to be read."""

    archived: Mapping[str, Sequence[ArchivedFact]]
    pending_urls: frozenset[str]

    def fact(self, url: str) -> ArchivedFact | None:
        """What is held of a URL; None where that is nothing."""
        return next(iter(self.archived.get(url, ())), None)


def missing(
    articles: Mapping[str, OutletArticle],
    outcome: Outcome,
    *,
    until: float = math.inf,
    edits_seen: bool = True,
) -> list[str]:
    """What is not archived and flagged as it must be by the newsroom second `until`, a sentence each.

    Where the worker was away at times (`edits_seen` false), an article may have been edited before it was first
    read: it then has one revision.
    """
    found: list[str] = []
    for url, article in articles.items():
        if article.appears_after <= until:
            found += _of_article(url, article, outcome, until, edits_seen)
    strangers = set(outcome.archived) - set(articles)
    found += [f"{url} is archived, and no outlet published it" for url in sorted(strangers)]
    return found


def _of_article(
    url: str, article: OutletArticle, outcome: Outcome, until: float, edits_seen: bool
) -> Iterator[str]:
    facts = outcome.archived.get(url, ())
    if not article.is_readable:
        if facts:
            yield f"{article.id} answers {article.status} and is archived all the same"
        elif url not in outcome.pending_urls:
            yield f"{article.id} answers {article.status}, and is not waiting for another try"
        return
    if len(facts) != 1:
        yield f"{article.id} is archived {len(facts)} times"
        return
    fact, wording = facts[0], current(article, until)
    if fact.title != wording.title:
        yield f"{article.id} is archived as {fact.title!r}, not as {wording.title!r}"
    expected_revisions = 2 if article.edit and wording.paragraphs == article.edit.paragraphs else 1
    if fact.revisions != expected_revisions and (edits_seen or fact.revisions != 1):
        yield f"{article.id} has {fact.revisions} revisions, not {expected_revisions}"
    yield from _of_text(article, wording.paragraphs, fact)
    yield from _of_hits(article, fact)


def _of_text(article: OutletArticle, paragraphs: Sequence[str], fact: ArchivedFact) -> Iterator[str]:
    """Whether the archived text is what the desk wrote, paragraph by paragraph, and nothing else."""
    written = [_folded(each) for each in paragraphs]
    archived = [_folded(each) for each in fact.text.split("\n\n")]
    for paragraph in written:
        if paragraph not in archived:
            yield f"{article.id}: the text lacks {paragraph[:60]!r}"
    for paragraph in archived:
        if paragraph not in written:
            yield f"{article.id}: the text holds {paragraph[:60]!r}, which is none of the article"


def _folded(text: str) -> str:
    return " ".join(text.split())


def _of_hits(article: OutletArticle, fact: ArchivedFact) -> Iterator[str]:
    for watch in sorted({*article.expect, *fact.hits}):
        if watch not in fact.hits:
            yield f"{article.id} was not flagged by {watch!r}"
        elif watch not in article.expect:
            yield f"{article.id} was flagged by {watch!r} without reason"
        elif (fact.hits[watch].outcome == BACKLOG) != article.is_backlog:
            was = "news" if article.is_backlog else "backlog"
            yield f"{article.id}: the hit of {watch!r} was taken for {was}"
