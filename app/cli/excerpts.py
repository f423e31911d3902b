"""Articles on a terminal: headline, passages with the evidence marked, or the whole with its history."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Mapping, Sequence

from app.cli.fates import fate
from app.cli.terminal import marked, moment, plain
from storage.records import ArchivedArticle, Delivery, Hit, SpanRecord
from watch import passages

WIDTH = 96
Marks = tuple[tuple[int, int], ...]


def passages_of(archived: ArchivedArticle, spans: Sequence[SpanRecord]) -> list[tuple[str, Marks]]:
    """The passages of the text around the evidence, each with its marks."""
    text = archived.article.text
    inside = sorted({(span.start, span.end) for span in spans if span.field == "text"})
    return [
        (
            text[start:end],
            tuple((left - start, right - start) for left, right in inside if start <= left and right <= end),
        )
        for start, end in passages(text, inside)
    ]


def print_article(archived: ArchivedArticle, spans: Sequence[SpanRecord]) -> None:
    """One result of a search."""
    article = archived.article
    colour = sys.stdout.isatty()
    title = sorted({(span.start, span.end) for span in spans if span.field == "title"})
    print(f"{archived.id}  {marked(article.title, title, colour=colour)}")
    print(f"    {plain(archived.source)}, published {moment(article.published_at)}")
    print(f"    {plain(article.url)}")
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
        ("section", article.section or "-"),
        ("language", article.language or "-"),
        ("published", moment(article.published_at)),
        ("modified", moment(article.modified_at)),
        ("collected", moment(archived.collected_at) + (" (backlog)" if archived.backlog else "")),
    ):
        print(f"  {name + ':':<11}{plain(value)}")
    print()
    for paragraph in article.text.split("\n\n"):
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
        print(f"  {plain(hit.watch)} [{fate(hit, deliveries[hit.id])}] by {plain(forms)}")


def _indented(text: str, indent: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
