"""A citation of one revision of an article: what was read where and when, and by which digests it can be told."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import Any

from app.cli.terminal import plain
from storage.keys import text_hash
from storage.records import ArchivedArticle, Capture

# What TeX would obey.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "{}$&#%_"},
    }
)


def facts(archived: ArchivedArticle, capture: Capture | None) -> dict[str, Any]:
    """All that is known of a revision and of the answer that gave it, for programs."""
    article = archived.article
    return {
        "outlet": archived.source,
        "country": archived.country,
        "title": article.title,
        "authors": list(article.authors),
        "agency": article.agency,
        "url": article.url,
        "fetched_url": article.fetched_url,
        "published_at": article.published_at,
        "published_precision": article.published_precision,
        "collected_at": archived.collected_at,
        "article": archived.id,
        "revision": archived.revision,
        "revised_at": archived.revised_at,
        "text_source": article.text_source,
        "text_sha256": text_hash(article.text),
        "content_sha256": article.content_hash,
        "capture": None if capture is None else _capture(capture),
    }


def text(archived: ArchivedArticle, capture: Capture | None) -> str:
    """The citation as a paragraph for a footnote, then what proves it, each on a line."""
    article = archived.article
    who = "; ".join((*article.authors, *([article.agency] if article.agency else [])))
    published = _published(archived)
    lines = [
        f"{who + ': ' if who else ''}{article.title}. {archived.source}, {published}. {article.url}",
        f"Archive number {archived.id}, revision {archived.revision}, collected {_utc(archived.revised_at)}.",
        f"SHA-256 of the text: {text_hash(article.text)}",
    ]
    if capture is None:
        lines.append("No capture of the page was kept.")
    else:
        place = capture.place
        where = (
            f"{place.file}, offset {place.offset}, on {place.host}"
            if capture.dropped_at is None
            else f"dropped {_utc(capture.dropped_at)}"
        )
        lines += [
            f"Captured {_utc(capture.fetched_at)} from {capture.url}",
            f"SHA-256 of the page as received: {capture.sha256}",
            f"WARC: {where}",
        ]
    return "\n".join(plain(line) for line in lines)


def bibtex(archived: ArchivedArticle, capture: Capture | None) -> str:
    """The citation as a BibTeX entry; what proves it is its note."""
    article = archived.article
    published = article.published_at
    note = f"Archive number {archived.id}, revision {archived.revision}; SHA-256 of the text {text_hash(article.text)}"
    if capture is not None:
        place = capture.place
        note += f"; captured {_utc(capture.fetched_at)}, SHA-256 of the page {capture.sha256}"
        if capture.dropped_at is None:
            note += f", WARC {place.file} at {place.offset}"
    fields = {
        "author": " and ".join(f"{{{_tex(author)}}}" for author in article.authors),
        "title": f"{{{_tex(article.title)}}}",
        "organization": _tex(archived.source),
        "year": "" if published is None else f"{published.astimezone(UTC):%Y}",
        "month": "" if published is None else f"{published.astimezone(UTC):%m}",
        "day": "" if published is None else f"{published.astimezone(UTC):%d}",
        # An address is taken as it is; a brace in it would end the field.
        "url": plain(article.url).replace("{", "%7B").replace("}", "%7D"),
        "urldate": f"{(capture.fetched_at if capture else archived.revised_at).astimezone(UTC):%Y-%m-%d}",
        "note": _tex(note),
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@online{{{_key(archived)},\n{body}\n}}"


def _capture(capture: Capture) -> dict[str, Any]:
    place = capture.place
    return {
        "url": capture.url,
        "status": capture.status,
        "captured_at": capture.fetched_at,
        "sha256": capture.sha256,
        "host": place.host,
        "file": place.file,
        "offset": place.offset,
        "length": place.length,
        "dropped_at": capture.dropped_at,
    }


def _published(archived: ArchivedArticle) -> str:
    at = archived.article.published_at
    if at is None:
        return "no date"
    return f"{at:%Y-%m-%d}" if archived.article.published_precision == "day" else _utc(at)


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _tex(words: str) -> str:
    return plain(words).translate(_TEX)


def _key(archived: ArchivedArticle) -> str:
    folded = unicodedata.normalize("NFKD", archived.source).encode("ascii", "ignore").decode()
    name = re.sub("[^a-z0-9]+", "", folded.casefold()) or "wirewatch"
    return f"{name}-{archived.id}-{archived.revision}"
