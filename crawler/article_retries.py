"""When an article's page that could not be read is asked for again. Pure."""

from __future__ import annotations

from datetime import timedelta

from crawler.pages.article import PageKind

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    *([timedelta(hours=24)] * 13),
)
GONE_WAITS = WAITS[:2]
GONE = frozenset({404, 410})
#: A check of the browser passes, and people mend cookies and logins: such a page is worth a few more looks. An
#: error page that calls itself well is what a 404 is. What else is no article stays none.
WAITS_BY_KIND = {
    PageKind.CHALLENGE: (timedelta(hours=1), timedelta(hours=8), timedelta(hours=24)),
    PageKind.CONSENT: (timedelta(hours=8), timedelta(hours=24)),
    PageKind.LOGIN: (timedelta(hours=8), timedelta(hours=24)),
    PageKind.ERROR: GONE_WAITS,
}


def wait_before_retry(attempts: int, status: int | None, asked: timedelta | None = None) -> timedelta | None:
    """How long to wait before the next request, or None where the lead is given up.

    `attempts` counts the failed requests, this one included. A page that is gone (404, 410) is tried twice
    more, since publishers list pages before their caches know them; everything else for two
    weeks, since a login can expire on a Friday. `asked` is the server's Retry-After.
    """
    waits = GONE_WAITS if status in GONE else WAITS
    if attempts > len(waits):
        return None
    wait = waits[attempts - 1]
    return max(wait, asked) if asked is not None else wait


def wait_before_second_look(attempts: int, kind: PageKind) -> timedelta | None:
    """How long to wait before a page of this kind is asked for again, or None where it is not.

    `attempts` counts the requests that brought no article before this one.
    """
    waits = WAITS_BY_KIND.get(kind, ())
    return waits[attempts] if attempts < len(waits) else None
