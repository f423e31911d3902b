"""The headline: the one that the page shows where its own descriptions agree, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crawler import cleaning
from crawler.pages import json_ld
from crawler.pages.boilerplate import folded
from crawler.pages.found import Found
from crawler.pages.outlet_names import home_name, site_names
from crawler.pages.page import Page, shown_text

_SEPARATOR = re.compile(r"\s+[|\-–—·•:»›/~]+\s+|\s*[|｜»›]\s*|:\s+|\s[-–—]\s?")
_AGREEMENT = 0.6
_LONGEST = 400
_MOST_PARTS = 8
_LEAST_WORDS = 3


def title(page: Page) -> Found[str] | None:
    """The page's headline; None for a page without any."""
    names = _names(page)
    described = [(origin, _without_site(text, names)) for origin, text in _described(page)]
    described = [(origin, text) for origin, text in described if text]
    shown = [text for text in _shown(page) if folded(text) not in {folded(name) for name in names}]
    for origin, text in described:
        for heading in shown:
            if _agree(heading, text):
                return Found(_without_site(heading, names), f"h1, agrees with {origin}")
    if page.lead is not None and page.lead.title:
        for heading in shown:
            if _agree(heading, page.lead.title):
                return Found(heading, "h1, agrees with the feed")
    if described:
        origin, text = described[0]
        if part := _shown_part(page, text, names):
            return Found(part, f"{origin}, the part that the page shows")
        return Found(text, origin)
    return Found(shown[0], "h1") if shown else None


def every(page: Page) -> tuple[str, ...]:
    """All forms in which the page gives its headline: where one stands in the text, it is no paragraph."""
    names = _names(page)
    described = [text for _, text in _described(page)]
    return tuple(
        dict.fromkeys((*described, *(_without_site(text, names) for text in described), *_shown(page)))
    )


def _names(page: Page) -> tuple[str, ...]:
    home = home_name(page)
    return (*site_names(page), *_host_words(page.url), *((home,) if home else ()))


def _shown_part(page: Page, text: str, names: tuple[str, ...]) -> str | None:
    """The longest run of parts at an end of `text` that the page shows as a line of its own, if not all of it."""
    lines = {folded(block.text) for block in page.blocks} - {folded(name) for name in names} - {""}
    if folded(text) in lines:
        return None
    separators = list(_SEPARATOR.finditer(text))[:_MOST_PARTS]
    ends = [text[match.end() :].strip() for match in separators] + [
        text[: match.start()].strip() for match in separators
    ]
    shown = [part for part in ends if len(part.split()) >= _LEAST_WORDS and folded(part) in lines]
    return max(shown, key=len, default=None)


def _described(page: Page) -> Iterator[tuple[str, str]]:
    for text in json_ld.texts(page.article_data.get("headline")):
        # JSON-LD often holds text that was escaped for HTML
        yield "json-ld", _unescaped(text[:_LONGEST])
    for name in ("og:title", "twitter:title", "parsely-title", "dc.title"):
        if name in page.meta:
            yield f"meta {name}", page.meta[name][:_LONGEST]
    for element in page.tree.iter("title"):
        # the titles inside an <svg> are names of drawings
        parent = element.getparent()
        if parent is not None and str(parent.tag) in ("head", "html", "body"):
            yield "title", cleaning.line(element.text or "")[:_LONGEST]
            break


def _unescaped(text: str) -> str:
    import html

    return cleaning.line(re.sub(r"<[^>]{1,200}>", "", html.unescape(text)))


def _shown(page: Page) -> list[str]:
    headings = [shown_text(element) for element in page.tree.iter("h1")]
    return [text for text in headings if text and len(text) <= _LONGEST]


def _host_words(url: str) -> tuple[str, ...]:
    from crawler.urls import registrable_domain

    try:
        domain = registrable_domain(url)
    except ValueError:
        return ()
    return (domain, domain.partition(".")[0]) if domain else ()


def _without_site(text: str, names: Iterable[str]) -> str:
    """`text` without parts at its ends that are the site's name."""
    known = {name for name in (folded(name) for name in names) if name}
    parts = [
        (0, 0),
        *((match.start(), match.end()) for match in _SEPARATOR.finditer(text)),
        (len(text), len(text)),
    ]
    start, end = 0, len(parts) - 1
    # the name may itself hold a separator, so that the longest end is tried first
    for index in range(1, len(parts) - 1):
        if _is_site(text[parts[index][1] :], known):
            end = index
            break
    for index in range(end - 1, 0, -1):
        if _is_site(text[: parts[index][0]], known):
            start = index
            break
    return text[parts[start][1] : parts[end][0]].strip() or text


def _is_site(part: str, known: set[str]) -> bool:
    name = folded(part)
    return bool(name) and any(name == site or name == f"the{site}" or f"the{name}" == site for site in known)


def _agree(heading: str, described: str) -> bool:
    one, other = folded(heading), folded(described)
    if not one or not other:
        return False
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= 12 and shorter in longer:
        return True
    words, others = set(re.findall(r"\w+", heading.casefold())), set(re.findall(r"\w+", described.casefold()))
    return len(words & others) >= _AGREEMENT * max(len(words | others), 1)
