"""Addresses of AMP pages: another form of an article, at an address that tells which."""

from __future__ import annotations

import re

#: (path, query without its question mark) of the page itself.
Place = tuple[str, str]

_CACHE = re.compile(r"/(?:[acv]/)?(s/)?([^/]+)(/.*)?", re.IGNORECASE)
_CACHE_HOST = ".cdn.ampproject.org"
# Not google.xyz: that is anybody's, who would speak for any publisher.
_VIEWER = re.compile(r"(?:www\.)?google\.(?:com|com?\.[a-z]{2}|[a-z]{2})", re.IGNORECASE)
_HOST = re.compile(r"[^/]+\.[^/]+")
_SWITCH = re.compile(r"(?:amp|_amp|is_?amp|isamp|amp_?page)(?:=(?:1|true|yes|amp)?)?", re.IGNORECASE)
_CHOICE = re.compile(
    r"(?:outputtype|output|view|mode|type|template|format|variant|m)=amp(?:html)?", re.IGNORECASE
)
# The cache and the viewer add these for themselves.
_VIEWERS_OWN = re.compile(r"(?:amp_js_v|amp_gsa|amp_r|amp_tf|aoh|amp_ct|amp_kit|usqp)=.*", re.IGNORECASE)
_ENDS = re.compile(r"(?:/amp|/amphtml|/amp\.html?|\.amp)/?$", re.IGNORECASE)
_FILE = re.compile(r"\.amp(\.html?)$", re.IGNORECASE)
_STARTS = re.compile(r"^/(?:amp|amp-article|news/amp)(?=/)", re.IGNORECASE)
# What an article's address has and a word of an article about amplifiers has not.
_TELLS_AN_ARTICLE = re.compile(r"\d{4,}|(?:[^/]+[-_]){2,}[^/]+|/(?:19|20)\d\d/\d\d?/|\.(?:html?|php|aspx?)$")


def unwrapped(hostname: str, path: str, search: str) -> str | None:
    """The address of the publisher's page that an AMP cache or viewer shows; None where the host is neither."""
    if f".{hostname}".endswith(_CACHE_HOST):
        found = _CACHE.fullmatch(path)
    elif _VIEWER.fullmatch(hostname) and path.startswith("/amp/"):
        found = _CACHE.fullmatch(path.removeprefix("/amp"))
    else:
        return None
    if found is None or not _HOST.fullmatch(found[2]):
        return None
    return f"{'https' if found[1] else 'http'}://{found[2]}{found[3] or '/'}{search}"


def without_amp(path: str, query: str) -> Place:
    """The place of the article's page on its host, where `path` and `query` are those of its AMP page."""
    pairs = [pair for pair in query.split("&") if pair]
    kept = [pair for pair in pairs if not (_SWITCH.fullmatch(pair) or _CHOICE.fullmatch(pair))]
    kept = [pair for pair in kept if not _VIEWERS_OWN.fullmatch(pair)]
    for pattern, by in ((_ENDS, ""), (_FILE, r"\1"), (_STARTS, "")):
        plain = pattern.sub(by, path)
        if plain != path and _TELLS_AN_ARTICLE.search(plain):
            path = plain
    return path, "&".join(kept)


def without_amp_host(hostname: str, registrable: str | None) -> str:
    """The host of the publisher's pages, where `hostname` is that of its AMP pages."""
    while hostname.startswith("amp.") and registrable is not None and hostname != registrable:
        hostname = hostname.removeprefix("amp.")
    return hostname
