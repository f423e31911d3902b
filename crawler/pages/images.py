"""The picture that a page gives for itself, when it is shared or listed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler import urls
from crawler.pages import json_ld
from crawler.pages.found import Found
from crawler.pages.page import Page

_META = (
    "og:image:secure_url",
    "og:image",
    "og:image:url",
    "twitter:image",
    "twitter:image:src",
    "thumbnailurl",
    "image",
)
# what stands for a picture where there is none: told by the name of the file alone, as folders are called so too
_NO_PICTURE = re.compile(
    r"(?:^|[-_.~])(?:logo\w{0,8}|placeholder|default|no[-_]?(?:image|img|photo|pic|thumb)|blank|favicon|sprite|spacer|pixel"
    r"|apple-touch-icon|(?:og|share|social|fb|twitter)[-_]?(?:default|card|share)?[-_]?(?:logo|default|fallback))(?:[-_.~]|$)"
    r"|\.(?:svg|ico)$",
    re.IGNORECASE,
)  # fmt: skip
_LONGEST = 2000


def image_url(page: Page) -> Found[str] | None:
    """The absolute http(s) address of the article's picture; no logo, and nothing that stands for a missing one."""
    logos = set(json_ld.texts(_logo(page.article_data.get("publisher")), "url"))
    for origin, said in _claims(page):
        address = urls.absolute(said, page.base_url) if said and len(said) <= _LONGEST else None
        if address and said not in logos and not _stands_for_none(address):
            return Found(address, origin)
    return None


def _claims(page: Page) -> Iterator[tuple[str, str]]:
    for name in _META:
        if name in page.meta:
            yield f"meta {name}", page.meta[name]
    for key in ("url", "contentUrl"):
        for said in json_ld.texts(page.article_data.get("image"), key):
            yield "json-ld", said
    for said in json_ld.texts(page.article_data.get("thumbnailUrl"), "url"):
        yield "json-ld", said
    for link in page.tree.iter("link"):
        if (link.get("rel") or "").lower() == "image_src":
            yield "rel=image_src", link.get("href") or ""


def _logo(publisher: object) -> object:
    first = publisher[0] if isinstance(publisher, list) and publisher else publisher
    return first.get("logo") if isinstance(first, dict) else None


def _stands_for_none(address: str) -> bool:
    path = address.partition("?")[0].rstrip("/")
    return _NO_PICTURE.search(path.rpartition("/")[2]) is not None
