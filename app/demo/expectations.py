"""What the demo must have brought about, checked against the archive and the receivers. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.demo.newsroom.catalogue import OutletArticle


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedFact:
    """What the archive holds of one URL. `hits` are the watches that hit, with what became of the hit."""

    title: str
    text: str
    revisions: int
    hits: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All that happened: the archive by URL, how often each (URL, watch) was told by mail and by webhook."""

    archived: Mapping[str, Sequence[ArchivedFact]]
    mailed: Counter[tuple[str, str]]
    called: Counter[tuple[str, str]]
    unverified_calls: int
    pending_urls: frozenset[str]


def missing(articles: Mapping[str, OutletArticle], outcome: Outcome, *, edits_seen: bool = True) -> list[str]:
    """What is not as it must be, a sentence each; empty where all is well.

    Where the worker was away at times (`edits_seen` false), an article may have been edited before it was first
    read: it then has one revision.
    """
    found: list[str] = []
    for url, article in articles.items():
        found += _of_article(url, article, outcome, edits_seen)
    strangers = set(outcome.archived) - set(articles)
    found += [f"{url} is archived, and no outlet published it" for url in sorted(strangers)]
    if outcome.unverified_calls:
        found.append(f"{outcome.unverified_calls} webhook calls bore a wrong signature")
    return found


def _of_article(url: str, article: OutletArticle, outcome: Outcome, edits_seen: bool) -> Iterator[str]:
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
    fact = facts[0]
    wording = article.edit.title if article.edit else article.title
    if fact.title != wording:
        yield f"{article.id} is archived as {fact.title!r}, not as {wording!r}"
    expected_revisions = 2 if article.edit else 1
    if fact.revisions != expected_revisions and (edits_seen or fact.revisions != 1):
        yield f"{article.id} has {fact.revisions} revisions, not {expected_revisions}"
    yield from _of_text(article, fact)
    yield from _of_hits(article, fact)
    yield from _of_deliveries(url, article, outcome)


def _of_text(article: OutletArticle, fact: ArchivedFact) -> Iterator[str]:
    """Whether the archived text is what the desk wrote, paragraph by paragraph, and nothing else."""
    written = [_folded(each) for each in (article.edit.paragraphs if article.edit else article.paragraphs)]
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
    expected = "backlog" if article.is_backlog else "told"
    for watch in sorted({*article.expect, *fact.hits}):
        if watch not in fact.hits:
            yield f"{article.id} was not flagged by {watch!r}"
        elif watch not in article.expect:
            yield f"{article.id} was flagged by {watch!r} without reason"
        elif fact.hits[watch] != expected:
            yield f"{article.id}: the hit of {watch!r} is {fact.hits[watch]}, not {expected}"


def _of_deliveries(url: str, article: OutletArticle, outcome: Outcome) -> Iterator[str]:
    told = 0 if article.is_backlog else 1
    for watch in article.expect:
        for counts, how in ((outcome.mailed, "mail"), (outcome.called, "webhook")):
            if counts[url, watch] != told:
                yield f"{article.id}: {watch!r} was told {counts[url, watch]} times by {how}, not {told}"
