"""Which comes first to a page's readers, the day or the month."""

from __future__ import annotations

import re

from crawler.pages.page import Page

_ENGLISH = re.compile(r"en(?:-us)?(?![a-z-])")
# English is written there, and 03/05/2024 is the third of May
_DAY_FIRST_HOST = re.compile(
    r"^[a-z]+://[^/?#]*\.(?:uk|ie|au|nz|in|za|sg|my|hk|ng|ke|pk|lk|eu|scot|wales)(?=[:/?#]|$)"
)


def is_day_first(page: Page) -> bool:
    """Whether 03/05/2024 is the third of May: everywhere but on pages in English of no other country's."""
    language = (page.tree.get("lang") or page.meta.get("og:locale") or "").lower().replace("_", "-")
    if language and not _ENGLISH.match(language.strip()):
        return True
    return _DAY_FIRST_HOST.match(page.url[:300].lower()) is not None or "en-gb" in page.meta.get(
        "og:locale", ""
    ).lower().replace("_", "-")
