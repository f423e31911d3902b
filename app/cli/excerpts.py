"""Articles on a terminal: headline, passages with the evidence marked, or the whole with its history."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Mapping, Sequence
from datetime import datetime

from app.cli.fates import fate
from app.cli.shown_match import said
from app.cli.terminal import marked, moment, plain
from app.shown.article_rows import article_texts
from app.shown.passages import passages_of
from storage.records import ArchivedArticle, Article, Delivery, Evidence, Hit, TextSource

WIDTH = 96


def print_article(archived: ArchivedArticle, evidence: Evidence) -> None:
    """One result of a search."""
    article, spans = archived.article, evidence.spans
    colour = sys.stdout.isatty()
    title = sorted({(span.start, span.end) for span in spans if span.field == "title"})
    print(f"{archived.id}  {marked(article.title, title, colour=colour)}")
    print(
        f"    {plain(archived.source)}, published {_dated(article.published_at, article.published_precision)}"
    )
    print(f"    {plain(article.url)}")
    if note := _note(article):
        print(f"    {note}")
    if polarity := said(article_texts(archived), evidence):
        print(f"    {polarity}")
    for text, marks in passages_of(archived, spans):
        print(_indented(marked(text, marks, colour=colour), "      "))
    print()


def print_whole(
    archived: ArchivedArticle,
    revisions: Sequence[ArchivedArticle],
    hits: Sequence[Hit],
    deliveries: Mapping[int, Sequence[Delivery]],
) -> None:
    """One article with all that the archive knows of it."""
    article = archived.article
    print(plain(article.title))
    print(plain(article.url))
    for name, value in (
        ("source", archived.source),
        ("authors", ", ".join(article.authors) or "-"),
        ("agency", article.agency),
        ("section", article.section or "-"),
        ("tags", ", ".join(article.tags)),
        ("language", article.language or "-"),
        ("published", _dated(article.published_at, article.published_precision)),
        ("modified", _dated(article.modified_at, article.modified_precision)),
        ("collected", moment(archived.collected_at) + (" (backlog)" if archived.backlog else "")),
        ("image", article.image_url),
        ("AMP page", article.amp_url),
        ("note", _note(article)),
    ):
        if value:
            print(f"  {name + ':':<11}{plain(value)}")
    print()
    for paragraph in filter(None, article.text.split("\n\n")):
        print(_indented(plain(paragraph), ""))
        print()
    if article.provenance:
        print("where each field came from:")
        for field, origin in sorted(article.provenance.items()):
            print(f"  {plain(field)}: {plain(origin)}")
    print(f"revisions: {len(revisions)}")
    for one in revisions:
        print(f"  {one.revision}  {moment(one.revised_at)}  {plain(one.article.title)}")
    print(f"hits: {len(hits)}")
    for hit in hits:
        forms = ", ".join(dict.fromkeys(span.form for span in hit.spans))
        print(f"  #{hit.id}  {plain(hit.watch)} [{fate(hit, deliveries[hit.id])}] by {plain(forms)}")


def _dated(at: datetime | None, precision: str | None) -> str:
    """A time, with no more of it than was known."""
    if at is None or precision != "day":
        return moment(at)
    shown = f"{at:%Y-%m-%d}" if (at.hour, at.minute) == (0, 0) else moment(at)
    return f"{shown} (only the day is known)"


def _note(article: Article) -> str:
    """What a person must know of a text that is not the whole article."""
    notes = []
    if article.text_source is TextSource.FEED:
        what = "this is what the source gave" if article.text else "the source gave no text"
        notes.append(f"the page is no article but {_named(article.page_kind)}; {what}")
    elif article.is_paywalled:
        notes.append("the rest is for subscribers")
    if article.partial:
        notes.append(f"not read to its end: {article.partial}")
    return plain("; ".join(notes))


def _named(kind: str) -> str:
    if kind in ("empty", "not-html"):
        return {"empty": "a page without text", "not-html": "another kind of file"}[kind]
    return f"a {kind.upper() if kind == 'pdf' else kind}"


def _indented(text: str, indent: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
