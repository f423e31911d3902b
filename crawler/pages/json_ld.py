"""JSON-LD: the structured description that publishers write for search engines (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

ARTICLE_TYPES = frozenset({
    "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle",
    "ReviewNewsArticle", "AskPublicNewsArticle", "LiveBlogPosting", "Report", "Article", "BlogPosting",
    "SocialMediaPosting", "ScholarlyArticle", "TechArticle", "Review",
})  # fmt: skip
_PAGE_TYPES = ("WebPage", "ItemPage", "CreativeWork")
_DEEPEST = 12
_MOST_VALUES = 50
_OPENED = re.compile(r"<!--|(?://\s*)?<!\[CDATA\[")
_CLOSED = ("-->", "]]>")
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")


def nodes(scripts: Iterable[str]) -> list[dict[str, Any]]:
    """The nodes that describe the page itself, in the order of the page; not those of a list on it.

    Broken JSON is mended where it is broken in the usual ways (comments around it, raw line ends in strings,
    commas too many), else passed over.
    """
    return [node for script in scripts for node in _nodes(_load(script), 0)]


def article(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """The node that describes the page's article, completed from the web page's node; empty where there is none."""
    best = max((node for node in nodes if _rank(node)), key=_rank, default={})
    pages = [node for node in nodes if types(node) & set(_PAGE_TYPES)]
    if not best and not any("datePublished" in page for page in pages):
        return {}
    merged = dict(best)
    for page in pages:
        for key in ("datePublished", "dateModified", "inLanguage", "author", "headline"):
            if key in page:
                merged.setdefault(key, page[key])
    return _resolved(merged, nodes)


def texts(value: object, key: str = "name") -> list[str]:
    """The strings of a property that may be a string, an object with `key`, or a list of these."""
    found: list[str] = []
    for part in value[:_MOST_VALUES] if isinstance(value, list) else [value]:
        named = part.get(key) if isinstance(part, dict) else part
        found += [name for name in (named if isinstance(named, list) else [named]) if isinstance(name, str)]
    return found


def _load(script: str) -> object:
    script = _uncommented(_uncommented(script))
    for attempt in (script, _TRAILING_COMMA.sub("", script)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _first_value(script)


def _uncommented(script: str) -> str:
    """A script without the marks of a comment or of CDATA around it."""
    script = script.strip().rstrip(";").rstrip()
    if opened := _OPENED.match(script):
        script = script[opened.end() :].lstrip()
    if script.endswith(_CLOSED):
        # no regular expression: it would try every one of a million spaces for the end
        script = script[:-3].rstrip().removesuffix("//").rstrip().rstrip(";").rstrip()
    return script


def _first_value(script: str) -> object:
    """The value at the start of a script that goes on with something else."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(script)[0]
    except (ValueError, RecursionError):
        return None


def _nodes(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for part in value:
            yield from _nodes(part, depth + 1)
    elif isinstance(value, dict):
        yield value
        # an ItemList's parts are other articles: related stories, a front page
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(key), depth + 1)


def types(node: dict[str, Any]) -> set[str]:
    """What a node says it is, without the vocabulary's address."""
    return {kind.rpartition("/")[2] for kind in texts(node.get("@type"))}


def _rank(node: dict[str, Any]) -> int:
    """How much a node says about an article; 0 for what is none."""
    if not types(node) & ARTICLE_TYPES:
        return 0
    return 1 + sum(bool(node.get(key)) for key in ("headline", "datePublished", "author", "articleBody"))


def _resolved(node: dict[str, Any], nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """`node` with the authors and the publisher that it names by @id filled in."""
    by_id = {str(other["@id"]): other for other in nodes if "@id" in other}

    def fill(value: object) -> object:
        if isinstance(value, list):
            return [fill(part) for part in value]
        if isinstance(value, dict) and "name" not in value and (named := by_id.get(str(value.get("@id")))):
            return named
        return value

    return node | {key: fill(node[key]) for key in ("author", "publisher") if key in node}
