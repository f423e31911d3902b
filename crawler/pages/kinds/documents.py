"""Bodies that are no HTML, and pages that only show a PDF."""

from __future__ import annotations

import json
import re

from crawler.pages.kinds.evidence import Evidence

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml"})
# what servers send when they do not know
_UNKNOWN_TYPES = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-unknown"})
_OTHER_FORMATS = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF", b"wOF",
    b"OggS", b"ID3", b"\x00\x00\x00\x18ftyp", b"\x00\x00\x00\x20ftyp", b"7z\xbc\xaf",
)  # fmt: skip
_PDF_TYPES = frozenset({"application/pdf", "application/x-pdf"})
_HTML_START = re.compile(rb"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_FIRST_ELEMENT = re.compile(r"<([a-z][\w:]{0,30})", re.IGNORECASE)
_FEEDS = frozenset(("rss", "feed", "rdf:rdf", "urlset", "sitemapindex", "opml"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\ufffd]")
_HTML_TAG = re.compile(r"<[a-z!?/]", re.IGNORECASE)
_SNIFFED = 4096
_PDF_SNIFFED = 1024
_MOST_CONTROL = 0.1
_BIGGEST_JSON = 2_000_000
_VIEWERS = (
    "pdfjs",
    "pdf.js",
    "viewer.html?file=",
    "pdfviewer",
    "pdf-viewer",
    "docs.google.com/viewer",
    "docs.google.com/gview",
)
_OWN = 500


def is_pdf(body: bytes, content_type: str | None) -> bool:
    """Whether `body` is a PDF by its first bytes, or by what the server says where it is not HTML."""
    mark = body[:_PDF_SNIFFED].find(b"%PDF-")
    if mark >= 0 and _HTML_START.search(body[:mark]) is None:
        return True
    return _media_type(content_type) in _PDF_TYPES and _HTML_START.search(body[:_SNIFFED]) is None


def other_format(body: bytes, content_type: str | None) -> str | None:
    """By what `body` is known to be no HTML; None where it may be HTML."""
    if body.startswith(_OTHER_FORMATS):
        return "first bytes of another format"
    media_type = _media_type(content_type)
    if media_type in _HTML_TYPES or media_type in _UNKNOWN_TYPES:
        return None
    # some servers call every page text/plain
    return f"content type {media_type}" if _HTML_START.search(body[:_SNIFFED]) is None else None


def other_text(markup: str) -> str | None:
    """By what decoded text is known to be no HTML; None where it may be HTML."""
    head = markup[:_SNIFFED]
    if not head.strip():
        return None
    if len(_CONTROL.findall(head)) > _MOST_CONTROL * len(head):
        return "control characters"
    if not _HTML_TAG.search(markup):
        return "no tag"
    root = _FIRST_ELEMENT.search(head)
    if root and root[1].lower() in _FEEDS:
        return f"root element {root[1]}"
    if head.lstrip()[:1] in ("{", "[") and len(markup) <= _BIGGEST_JSON and _is_json(markup):
        return "JSON"
    return None


def pdf_viewer(evidence: Evidence) -> str | None:
    """Why the page is a PDF's viewer; None where it is none. A PDF beside an article is none."""
    if evidence.own >= _OWN:
        return None
    for element in evidence.page.tree.iter("embed", "object", "iframe"):
        source = (element.get("src") or element.get("data") or "")[:500].lower()
        if (element.get("type") or "").lower() in _PDF_TYPES or ".pdf" in source or _is_viewer(source):
            return f"{element.tag!s} of a PDF"
    if evidence.page.tree.get_element_by_id("viewerContainer", None) is not None:
        return "PDF.js viewer"
    if evidence.own or evidence.is_described_as_article:
        return None
    scripts = ((script.get("src") or "")[:300].lower() for script in evidence.page.tree.iter("script"))
    return "script of a PDF viewer" if any(_is_viewer(source) for source in scripts) else None


def _is_viewer(source: str) -> bool:
    return any(viewer in source for viewer in _VIEWERS)


def _media_type(content_type: str | None) -> str:
    return (content_type or "").partition(";")[0].strip().lower()


def _is_json(markup: str) -> bool:
    try:
        json.loads(markup)
    except (ValueError, RecursionError):
        return False
    return True
