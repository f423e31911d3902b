"""WordPress: the posts that its own interface (REST API, wp/v2) lists as JSON, with their full text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler import cleaning, dates, urls
from crawler.decoding import decode
from crawler.entries import Entries
from crawler.lead import Lead
from crawler.pages import bylines
from crawler.pages.blocks import fragment_paragraphs

#: So many posts are asked for at a time; the interface gives 100 at most.
PER_PAGE = 50
MOST_POSTS = 1_000
_FIELDS = (
    "id,guid,link,date,date_gmt,modified,modified_gmt,title,content,excerpt,author,categories,"
    "_links.author,_links.wp:term,_embedded"
)
_MOST_EMBEDDED = 50
_ROUTE = "/wp/v2/posts"
_JSON_ROOT = "/wp-json"


def posts_url(url: str, *, page: int = 1) -> str:
    """The address of the newest posts, for a site's own address, its `/wp-json`, or an endpoint.

    What the address asks for itself (a category, a language) stays. Sites without readable addresses have the
    interface under `?rest_route=`.
    """
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    path = parts.path.rstrip("/")
    if "rest_route" in asked:
        if not asked["rest_route"].rstrip("/").startswith("/wp/v2/"):
            asked["rest_route"] = _ROUTE
        path = parts.path or "/"
    elif _JSON_ROOT not in path:
        path += _JSON_ROOT + _ROUTE
    elif "/wp/v2/" not in path:
        path = path.partition(_JSON_ROOT)[0] + _JSON_ROOT + _ROUTE
    asked = {"per_page": str(PER_PAGE), "_embed": "author,wp:term", "_fields": _FIELDS} | asked
    asked.pop("page", None)
    if page > 1:
        asked["page"] = str(page)
    return urlunsplit((parts.scheme, parts.netloc, path, urlencode(asked, safe=",:/"), ""))


def next_page(url: str, pages: str | None) -> str | None:
    """The address of the posts before those at `url`, if there are any: `pages` is a header of the answer."""
    page = dict(parse_qsl(urlsplit(url).query)).get("page", "1")
    if not (page.isdecimal() and pages is not None and pages.strip().isdecimal()):
        return None
    return posts_url(url, page=int(page) + 1) if int(page) < int(pages.strip()[:9]) else None


def parse(body: bytes, url: str) -> Entries:
    """The posts in the answer of the interface at `url`, at most 1,000; never raises.

    Times are those in GMT; where a site gives only its local one, that is taken as UTC.
    """
    text = decode(body, "application/json").lstrip("\ufeff")
    # Notices of a broken plugin stand before the JSON.
    start = min((place for mark in "[{" if (place := text.find(mark)) >= 0), default=0)
    try:
        found = json.loads(text[start:])
    except (ValueError, RecursionError):
        is_page = text.lstrip()[:1] == "<"
        said = (
            "not the posts of WordPress: an HTML page" if is_page else "not the posts of WordPress: no JSON"
        )
        return Entries(
            doubts=(said,),
            malformed=True,
            trouble="html" if is_page else "not-a-feed" if text else "empty-answer",
        )
    if isinstance(found, Mapping):
        said = cleaning.line(_text(found.get("message")) or "no list")[:200]
        return Entries(doubts=(f"not the posts of WordPress: {said}",), malformed=True, trouble="not-a-feed")
    posts = [post for post in found if isinstance(post, Mapping)] if isinstance(found, list) else []
    doubts = []
    if isinstance(found, list) and len(posts) < len(found):
        doubts.append(f"{len(found) - len(posts)} entries that are no posts were left out")
    if len(posts) > MOST_POSTS:
        doubts.append(f"{len(posts)} posts; only the first {MOST_POSTS} were read")
    leads: dict[str, Lead] = {}
    nowhere = 0
    for post in posts[:MOST_POSTS]:
        link = _text(post.get("link"))
        address = urls.absolute(link, url) if link else None
        if address is None:
            nowhere += 1
        else:
            leads.setdefault(address, _lead(post, address))
    if nowhere:
        doubts.append(f"{nowhere} posts without an http(s) address were left out")
    malformed = not isinstance(found, list)
    return Entries(leads=tuple(leads.values()), doubts=tuple(doubts), malformed=malformed, format="wordpress")


def _lead(post: Mapping[str, object], address: str) -> Lead:
    texts = [fragment_paragraphs(_rendered(post, field)) for field in ("content", "excerpt")]
    return Lead(
        url=address,
        title=cleaning.line(fragment_paragraphs(_rendered(post, "title"))) or None,
        published_at=_time(post, "date"),
        updated_at=_time(post, "modified"),
        authors=bylines.join([name for name, _ in _embedded(post, "author")]),
        section=next((name for name, kind in _embedded(post, "wp:term") if kind == "category"), None),
        text=next((text for text in texts if text), None),
        guid=cleaning.line(_rendered(post, "guid")) or None,
    )


def _rendered(post: Mapping[str, object], field: str) -> str:
    value = post.get(field)
    if isinstance(value, Mapping):
        # Of a post with a password there is none to be had.
        value = value.get("rendered")
    return _text(value)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _time(post: Mapping[str, object], field: str) -> datetime | None:
    for name in (f"{field}_gmt", field):
        written = _text(post.get(name))
        # Drafts and broken imports say the year 0.
        if written and not written.startswith("0000") and (moment := dates.parse(written)):
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _embedded(post: Mapping[str, object], relation: str) -> Iterator[tuple[str, str]]:
    """The names of what is embedded under a relation, with the taxonomy of each; lists may stand in lists."""
    embedded = post.get("_embedded")
    found = embedded.get(relation) if isinstance(embedded, Mapping) else None
    waiting = list(found)[:_MOST_EMBEDDED] if isinstance(found, list) else []
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one[:_MOST_EMBEDDED]
        elif isinstance(one, Mapping) and (
            name := cleaning.line(fragment_paragraphs(_text(one.get("name"))))
        ):
            yield name, _text(one.get("taxonomy"))
