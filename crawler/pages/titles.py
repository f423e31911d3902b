"""The headline: the one that the page shows where its own descriptions agree, without the site's name."""

from __future__ import annotations

import re

from crawler.pages import outlet_names, title_claims, title_forms, title_parts
from crawler.pages.boilerplate import folded
from crawler.pages.found import Claim, Found
from crawler.pages.once import once_a_page
from crawler.pages.page import Page
from crawler.pages.title_claims import Heading
from crawler.pages.title_forms import Described

_WORD = re.compile(r"\w+")
_UNPARTED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_AGREEMENT = 0.6
_LEAST_SHARED = 0.25
_LONG_WORD = 4
_SHORTEST_HELD = 12
_MOST_CLAIMS = 6
#: How sure the headline is when none, one, two or more of the page's places have it as it is.
_SURE = (0.5, 0.6, 0.9, 0.97)


@once_a_page
def title(page: Page) -> Found[str] | None:
    """The page's headline; None for a page without any."""
    described = [
        (origin, title_parts.without_site(page, text)) for origin, text in title_claims.described(page)
    ]
    described = [(origin, text) for origin, text in described if not outlet_names.is_site(page, text)]
    shown = [
        heading for heading in title_claims.headings(page) if not outlet_names.is_site(page, heading.text)
    ]
    if chosen := _chosen(page, described, shown):
        return _found(*chosen, described, shown)
    return None


@once_a_page
def every(page: Page) -> tuple[str, ...]:
    """All forms in which the page gives its headline: where one stands in the text, it is no paragraph."""
    described = [text for _, text in title_claims.described(page)]
    shown = [heading.text for heading in title_claims.headings(page)]
    return tuple(
        dict.fromkeys((*described, *(title_parts.without_site(page, text) for text in described), *shown))
    )


def _chosen(page: Page, described: Described, shown: list[Heading]) -> tuple[str, str] | None:
    """The headline and where it was found."""
    for origin, text in described:
        for heading in shown:
            if _agree(heading.text, text):
                return title_forms.refined(page, heading, described), f"h1, agrees with {origin}"
    if page.lead is not None and page.lead.title:
        for heading in shown:
            if _agree(heading.text, page.lead.title):
                return heading.text, "h1, agrees with the feed"
    if related := _related(shown, described):
        return title_forms.refined(page, related, described), "h1, shares words with the description"
    if described:
        origin, text = described[0]
        if part := title_parts.shown_part(page, text):
            return part, f"{origin}, the part that the page shows"
        return text, origin
    return (shown[0].text, "h1") if shown else None


def _found(value: str, origin: str, described: Described, shown: list[Heading]) -> Found[str]:
    wanted = folded(value)
    claims = [*described, *(("h1", heading.text) for heading in shown)]
    others = {folded(text): Claim(where, text) for where, text in claims if folded(text) != wanted}
    agreeing = {where for where, text in claims if folded(text) == wanted}
    sure = _SURE[min(len(agreeing), len(_SURE) - 1)]
    return Found(value, origin, sure, tuple(others.values())[:_MOST_CLAIMS])


def _agree(heading: str, described: str) -> bool:
    one, other = folded(heading), folded(described)
    if not one or not other:
        return False
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _SHORTEST_HELD and shorter in longer:
        return True
    words, others = _words(heading, 1), _words(described, 1)
    return len(words & others) >= _AGREEMENT * max(len(words | others), 1)


def _related(shown: list[Heading], described: Described) -> Heading | None:
    """The heading that shares most of its words with a description, if it shares enough.

    Descriptions are rewritten for search engines and other sites; what readers of the page see is the headline.
    """
    best, most = None, 0.0
    for heading in shown:
        own = _words(heading.text, _LONG_WORD)
        for _, text in described:
            others = _words(text, _LONG_WORD)
            shared = len(own & others)
            ratio = shared / max(min(len(own), len(others)), 1)
            if shared > 1 and ratio >= _LEAST_SHARED and ratio > most:
                best, most = heading, ratio
    return best


def _words(text: str, least: int) -> set[str]:
    """The words of `least` letters and more; of scripts that part no words, the pairs of letters."""
    found: set[str] = set()
    for word in _WORD.findall(text.casefold()):
        if _UNPARTED.search(word):
            found.update(word[start : start + 2] for start in range(len(word) - 1))
        elif len(word) >= least:
            found.add(word)
    return found
