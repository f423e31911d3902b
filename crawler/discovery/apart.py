"""Feeds that are no source of a site's news: comments, podcasts, tags, another site's."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler import urls
from crawler.discovery.answers import Answer, unpacked
from crawler.discovery.found import Kind, Measured

_COMMENTS = re.compile(
    r"/comments?(?:/|$|\.|-)|[?&]feed=comments|/feeds/(?:\d+/)?comments|/commentfeed", re.IGNORECASE
)
_COMMENTS_TITLE = re.compile(
    r"^(?:comments? (?:on|for)\b|kommentare\b|commentaires\b|comentarios\b|commenti\b|комментари|коментар"
    r"|댓글|コメント|评论)"
    r"|\bcomments? feed$",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"/(?:tags?|topics?|keywords?|labels?|authors?|users?|people|search|hashtag)/|/feeds/posts/default/-/"
    r"|[?&](?:tag|author|label|keyword|topic|s|q|search|query)=",
    re.IGNORECASE,
)
_MEDIA = re.compile(rb"<enclosure\b[^>]*\btype=[\"'](?:audio|video)/", re.IGNORECASE)
_MEDIA_JSON = re.compile(rb'"mime_type"\s*:\s*"(?:audio|video)', re.IGNORECASE)
_PODCAST = re.compile(r"podcast|/audio[/.]|episodes?\b", re.IGNORECASE)


def apart(source: Measured, answer: Answer, start: str, groups: frozenset[str]) -> str | None:
    """Why this is no source of the site's news; None where nothing says so.

    `start` is the address that was asked about: who asks about a tag gets its feed. `groups` are the host groups
    of the site.
    """
    parts = urlsplit(source.url)
    address = f"{parts.path}?{parts.query}"
    if source.kind is Kind.FEED:
        of_comments = sum("#comment" in lead.url for lead in source.leads)
        if (
            _COMMENTS.search(address)
            or _COMMENTS_TITLE.search(source.title)
            or of_comments * 2 > len(source.leads)
        ):
            return "comments of readers"
        body = unpacked(answer.body)
        if len(_MEDIA.findall(body) or _MEDIA_JSON.findall(body)) * 2 >= len(source.leads):
            return "a podcast: its items are recordings"
        if _PODCAST.search(address) and b"itunes" in body[:5000]:
            return "a podcast: its items are recordings"
    if _is_elsewhere(source, groups):
        return "its articles are on another site"
    tag = _TAG.search(address)
    if tag is not None and tag[0].lower() not in start.lower():
        return "one tag, author or search alone"
    return None


def _is_elsewhere(source: Measured, groups: frozenset[str]) -> bool:
    near = sum(_group(lead.url) in groups for lead in source.leads)
    return near * 2 < len(source.leads)


def _group(url: str) -> str | None:
    try:
        return urls.host_group(url)
    except ValueError:
        return None
