"""Addresses: the one form under which the archive knows an article, and the group of hosts that share manners.

Parsing and serialising follow the WHATWG URL standard (ada), because that is what publishers test against.
"""

from __future__ import annotations

import re

import ada_url

from crawler import amp
from crawler.tracking import without_tracking
from storage.host_groups import registrable

_SCHEMES = ("http:", "https:")
_DEFAULT_PORTS = ("", "80", "443")
_NUMBER = re.compile(r"(?i)(?:\w*(?:id|no|num|seq)|p|n|a|article|story|news|doc|code)=\w*\d\w*")
_MOST_WRAPPINGS = 4
_FRONT_PAGE = re.compile(r"/(?:(?:index|default|home)\.\w{2,5})?", re.IGNORECASE)


# A visit's number that Java servers write behind a path.
_VISIT = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)


def canonical(url: str) -> str:
    """The archive's key for `url`: the same for all its spellings that lead to the same article.

    Scheme, host case, default port, user name, fragment, tracking parameters and the AMP form make no difference. A
    host on its default port is written with https; one on a port of its own with http, as neither can be told from the
    other. What is requested is the address that was found, and what is shown is `readable`.

    Raises ValueError for what is no http(s) address.
    """
    parsed = _unwrapped(_parsed(url))
    parsed.username = parsed.password = parsed.hash = ""
    query = without_tracking(parsed.search).removeprefix("?")
    path = _VISIT.sub("", parsed.pathname)
    # Until nothing changes: the form of a form must be the form itself.
    while (plain := amp.without_amp(path, query)) != (path, query):
        path, query = plain
    hostname = amp.without_amp_host(parsed.hostname, registrable(parsed.hostname))
    port = "" if parsed.port in _DEFAULT_PORTS else f":{parsed.port}"
    scheme = "http" if port else "https"
    return ada_url.URL(f"{scheme}://{hostname}{port}{path}{'?' + query if query else ''}").href


def _unwrapped(parsed: ada_url.URL) -> ada_url.URL:
    """The publisher's own address, where an AMP cache or viewer shows its page."""
    for _ in range(_MOST_WRAPPINGS):
        inner = amp.unwrapped(parsed.hostname, parsed.pathname, parsed.search)
        if inner is None:
            break
        try:
            parsed = _parsed(inner)
        except ValueError:
            break
    return parsed


def is_amp(url: str) -> bool:
    """Whether `url` is that of an AMP page. Raises ValueError like `canonical`."""
    parsed = _parsed(url)
    query = without_tracking(parsed.search).removeprefix("?")
    hostname = amp.without_amp_host(parsed.hostname, registrable(parsed.hostname))
    is_wrapped = amp.unwrapped(parsed.hostname, parsed.pathname, parsed.search) is not None
    is_plain = amp.without_amp(parsed.pathname, query) == (parsed.pathname, query)
    return is_wrapped or not is_plain or hostname != parsed.hostname


def readable(url: str, *, like: str) -> str:
    """`canonical(url)` with the scheme of `like`, an address that answered: one that a person can open.

    Raises ValueError like `canonical`.
    """
    _, rest = canonical(url).split(":", 1)
    return _parsed(like).protocol + rest


def drops_number(claimed: str, own: str) -> bool:
    """Whether `claimed` is `own` without the number in its query: `a.php?id=1` and `a.php?id=2` would be one."""
    path, _, query = own.partition("?")
    return claimed == path and any(_NUMBER.fullmatch(pair) for pair in query.split("&"))


def absolute(href: str, base: str) -> str | None:
    """`href` as an address of its own, read from a document at `base`; None unless it is http(s)."""
    try:
        parsed = ada_url.URL(href.strip(), base=base)
    except ValueError:
        return None
    return parsed.href if parsed.protocol in _SCHEMES and parsed.hostname else None


def registrable_domain(url: str) -> str | None:
    """The part of the host that its owner registered (public suffix list, private part included).

    None for addresses, `localhost` and names under no public suffix. Raises ValueError like `canonical`.
    """
    return registrable(_parsed(url).hostname)


def host_group(url: str) -> str:
    """The hosts that share one slot, one delay and one set of credentials: the registrable domain.

    Where there is none (addresses, `localhost`, names of a private network), host and port. Raises ValueError
    like `canonical`.
    """
    parsed = _parsed(url)
    port = parsed.port or ("443" if parsed.protocol == "https:" else "80")
    return registrable(parsed.hostname) or f"{parsed.hostname}:{port}"


def without_user(url: str) -> str:
    """The address without user name, password and fragment. Raises ValueError like `canonical`."""
    parsed = _parsed(url)
    if not (parsed.username or parsed.password):
        return url.partition("#")[0]
    parsed.username = parsed.password = parsed.hash = ""
    return parsed.href


def is_front_page(url: str) -> bool:
    """Whether `url` names a whole site and no page of it. Raises ValueError like `canonical`."""
    parsed = _parsed(url)
    return bool(_FRONT_PAGE.fullmatch(parsed.pathname)) and not without_tracking(parsed.search)


def _parsed(url: str) -> ada_url.URL:
    try:
        parsed = ada_url.URL(url.strip())
    except UnicodeEncodeError as error:
        raise ValueError("not an address: it holds half of a character") from error
    if parsed.protocol not in _SCHEMES or not parsed.hostname:
        raise ValueError(f"not an http or https address: {url[:200]!r}")
    return parsed
