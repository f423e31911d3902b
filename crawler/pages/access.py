"""Whether a publisher shows an article, or the rest of it, to subscribers only."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.pages.found import UNCONFIRMED, Claim, Found
from crawler.pages.page import Page

_CLOSED_TIERS = frozenset(
    ("locked", "premium", "paid", "subscriber", "subscribers", "subscription", "closed")
)
# free until the reader has read too many
_METERED = frozenset(("metered", "registered", "registration"))
_SURE_OF_METER = 0.4
_CONFIRMED = 0.95
_CONTRADICTED = 0.5


def is_paywalled(page: Page) -> Found[bool] | None:
    """What the page's own descriptions say; None where they say nothing. JSON-LD comes before the meta tags."""
    claims = list(_claims(page))
    if not claims:
        return None
    origin, value, sure = claims[0]
    others = tuple(
        Claim(other, "closed" if said else "free") for other, said, _ in claims[1:] if said != value
    )
    if others:
        sure = _CONTRADICTED
    elif len(claims) > 1:
        sure = _CONFIRMED
    return Found(value, origin, sure, others)


def is_closed_by_json_ld(page: Page) -> bool | None:
    """Whether JSON-LD says that the page is not free; None where it does not say."""
    for node in (page.article_data, *page.data_nodes):
        said = node.get("isAccessibleForFree")
        if isinstance(said, bool):
            return not said
        if isinstance(said, str) and _last_word(said) in ("true", "false"):
            return _last_word(said) == "false"
    return None


def is_closed_by_tier(page: Page) -> bool | None:
    """Whether the meta tag article:content_tier says that readers pay, or will; None where it does not say."""
    tier = page.meta.get("article:content_tier", "").lower()
    return tier != "free" if tier == "free" or tier in _CLOSED_TIERS | _METERED else None


def _claims(page: Page) -> Iterator[tuple[str, bool, float]]:
    if (closed := is_closed_by_json_ld(page)) is not None:
        yield "json-ld isAccessibleForFree", closed, UNCONFIRMED
    if (said := _last_word(page.meta.get("isaccessibleforfree", ""))) in ("true", "false"):
        yield "itemprop isAccessibleForFree", said == "false", UNCONFIRMED
    if (closed := is_closed_by_tier(page)) is not None:
        is_metered = page.meta["article:content_tier"].lower() in _METERED
        yield "meta article:content_tier", closed, _SURE_OF_METER if is_metered else UNCONFIRMED


def _last_word(said: str) -> str:
    # some write http://schema.org/False
    return said.strip().lower().rpartition("/")[2]
