"""Who wrote the article: what the page's descriptions say, held against the byline that it shows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from crawler.pages import author_claims, names, outlet_names, stray_bylines, visible_bylines
from crawler.pages.boilerplate import folded
from crawler.pages.found import Claim, Found
from crawler.pages.once import once_a_page
from crawler.pages.page import Page

Names = tuple[str, ...]

_WORD = re.compile(r"\w+")
_SURE_ALONE, _SURE_CONTRADICTED, _SURE_AGREED, _SURE_OF_SITE = 0.75, 0.55, 0.95, 0.5
_BYLINE = "line at the headline"
_MOST_SHOWN = 6


@once_a_page
def authors(page: Page) -> Found[Names] | None:
    """The people and desks that the page names; the site itself only where it calls itself the author."""
    bylines = visible_bylines.near_headline(page)
    claims = [*author_claims.described(page), *((_BYLINE, byline.names) for byline in bylines)]
    people = [(origin, kept) for origin, named in claims if (kept := _without_site(page, named))]
    if not any(_is_somebody(named) for _, named in people):
        people += _elsewhere(page)
    if people:
        return _merged(people, folded(" ".join(byline.line for byline in bylines)))
    if claims:
        origin, named = claims[0]
        return Found(named, f"{origin}, the site itself", _SURE_OF_SITE)
    return None


def _elsewhere(page: Page) -> list[tuple[str, Names]]:
    """Whom the rest of the page names; only asked where neither description nor headline names a person."""
    for origin, look in (("author box", stray_bylines.in_a_box), ("line", stray_bylines.in_a_line)):
        if kept := _without_site(page, look(page)):
            return [(origin, kept)]
    return []


def _merged(claims: Sequence[tuple[str, Names]], lines: str) -> Found[Names]:
    """One answer from all claims; `lines` are the shown bylines, folded."""
    origin, value = next((claim for claim in claims if _is_somebody(claim[1])), claims[0])
    if any(map(names.is_wire, claims[0][1])):
        origin, value = claims[0]
    groups = [named for where, named in claims if where == _BYLINE]
    shown = tuple(dict.fromkeys(name for group in groups for name in group))
    if origin == _BYLINE:
        value = shown if len(shown) <= _MOST_SHOWN else value
    elif shown and all(_is_among(name, value) for name in shown):
        # a list that describes the page may hold its editors; readers see who wrote it
        spelled = _spelled(value, shown)
        value = tuple(n for n in spelled if _is_among(n, shown) or folded(n) in lines or names.is_wire(n))
        origin = f"{_BYLINE}, agrees with {origin}"
    elif fuller := next((group for group in groups if _holds_more(group, value)), None):
        value = tuple(next((n for n in value if _is_among(n, (name,))), name) for name in fuller)
        origin = f"{_BYLINE}, agrees with {origin}"
    others = tuple(Claim(where, ", ".join(named)) for where, named in claims if not _are_same(named, value))
    is_agreed = len(claims) - len(others) > 1
    sure = _SURE_AGREED if is_agreed else _SURE_CONTRADICTED if others else _SURE_ALONE
    return Found(value, origin, sure, others)


def _without_site(page: Page, named: Names) -> Names:
    return tuple(name for name in named if not outlet_names.is_site(page, name))


def _is_somebody(named: Names) -> bool:
    return any(names.is_person(name) and not names.is_desk(name) for name in named)


def _holds_more(group: Names, described: Names) -> bool:
    return len(group) > len(described) and all(_is_among(name, group) for name in described)


def _spelled(described: Names, shown: Names) -> Names:
    """The described names, with the accents that only the shown ones have."""
    accented = {_key(name): name for name in shown if not name.isascii()}
    return tuple(accented.get(_key(name), name) if name.isascii() else name for name in described)


def _is_among(name: str, others: Names) -> bool:
    """Whether a name is in a list, be it longer there, or here, by a middle name."""
    words = set(_key(name).split())
    return any(
        words <= theirs or theirs <= words for theirs in (set(_key(other).split()) for other in others)
    )


def _are_same(one: Names, other: Names) -> bool:
    return {*map(_key, one)} == {*map(_key, other)}


def _key(name: str) -> str:
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark))
    return " ".join(_WORD.findall(plain.casefold()))
