"""What a page is: an article, or one of the things that stand where an article was expected."""

from __future__ import annotations

from crawler.pages.article import PageKind
from crawler.pages.kinds import challenge, consent, documents, error, index, login, paywall, video
from crawler.pages.kinds.evidence import Evidence, weight
from crawler.pages.kinds.phrases import searched
from crawler.pages.page import Page

_NEEDS_SCRIPTS = searched(
    r"(?:enable|requires?|turn on|need) (?:to enable )?javascript|^\W*loading\W*$",
    r"включите javascript|увімкніть javascript",
    r"자바스크립트를",
    r"JavaScriptを有効",
    r"启用 ?JavaScript",
)  # fmt: skip
#: From here on a text of its own speaks for an article, unless the page is a list.
_PLAINLY = 1500
_NOTHING = 160
_NEXT_TO_NOTHING = 400

_WALLS = (
    (PageKind.PDF, documents.pdf_viewer),
    (PageKind.LOGIN, login.by_heading),
    (PageKind.CONSENT, consent.reason),
    (PageKind.CHALLENGE, challenge.reason),
)
_REST = (
    (PageKind.ERROR, error.reason),
    (PageKind.VIDEO, video.reason),
    (PageKind.PAYWALL, paywall.reason),
    (PageKind.LOGIN, login.reason),
)


def kind_of(page: Page, *, text: str, title: str) -> tuple[PageKind, str]:
    """The page's kind and, for all but an article, by what it is known. `text` and `title` are the reader's."""
    evidence = Evidence(page, text, title)
    if evidence.own >= _PLAINLY and evidence.is_described_as_article and evidence.address.is_article_like:
        return PageKind.ARTICLE, ""
    for kind, ask in _WALLS:
        if why := ask(evidence):
            return kind, why
    if listed := index.kind_of(evidence):
        return listed
    for kind, ask in _REST:
        if why := ask(evidence):
            return kind, why
    if why := _emptiness(evidence):
        return PageKind.EMPTY, why
    return PageKind.ARTICLE, ""


def _emptiness(evidence: Evidence) -> str | None:
    if not evidence.text:
        return "no text"
    if evidence.own or evidence.is_described_as_article:
        return None
    if weight(evidence.shown) < _NEXT_TO_NOTHING and (match := _NEEDS_SCRIPTS.search(evidence.shown)):
        return f"text: {match[0]}"
    return "next to no text" if weight(evidence.shown) < _NOTHING and not evidence.headings else None
