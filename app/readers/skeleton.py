"""A page's form without its words: what a fixture may hold of a publisher's page."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString, PreformattedString

from app.readers.placeholders import replaced

_DROPPED = (
    "style",
    "svg",
    "noscript",
    "iframe",
    "template",
    "object",
    "embed",
    "video",
    "audio",
    "source",
    "picture",
)
_LINKS = frozenset({"canonical", "amphtml", "author"})
_METAS = re.compile(
    r"title|date|time|author|byl|section|descri|url|locale|type|site_?name|keyword|tag|creator|pub|issued|image|"
    r"charset|language",
    re.IGNORECASE,
)
_KEPT_ATTRIBUTES = frozenset(
    {
        "aria-hidden", "charset", "class", "content", "datetime", "hidden", "href", "http-equiv", "id", "itemprop",
        "itemscope", "itemtype", "lang", "name", "property", "rel", "role", "type", "xml:lang",
    }
)  # fmt: skip
_AS_IT_IS = re.compile(
    r"[a-z]{2}(?:[-_][A-Za-z]{2})?|[a-z]+/[a-z+]+(?:; *charset=[\w-]+)?|article|website|[\w-]{0,40}date",
    re.IGNORECASE,
)
_JSON_KEPT = frozenset({"@context", "@type", "inLanguage"})
# an attribute in a selector, or in a call of a reader's method
_NAMED = re.compile(r"""\[([\w:-]+)[\]~|^$*=]|attribute=["']([\w:-]+)""")
_WORDS = re.compile(r"[^\W\d_]{3,}")
_A_SLUG = 3
_MOST_ALIKE = 2
_MOST_LISTED = 8
_LONGEST_MARK = 60


def skeleton(soup: BeautifulSoup, needed: Iterable[Tag], source: str = "") -> str:
    """The page with every word replaced and all left out that no reader looks at. Changes `soup`.

    What the selectors in the `source` of its reader go by stays: the attributes, and the values that stand there.
    Of elements alike that stand in a row beside what is `needed`, such as a menu's, two are kept.
    """
    named = set(filter(None, (name for found in _NAMED.findall(source) for name in found)))
    for element in soup.find_all(_DROPPED):
        element.extract()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for script in soup.find_all("script"):
        _keep_data(script)
    _thin(
        soup,
        {id(around) for element in needed for around in (element, *element.parents)},
        set(map(id, needed)),
    )
    for element in soup.find_all(True):
        _strip(element, named, source)
    for text in soup.find_all(string=True):
        if (
            not isinstance(text, PreformattedString)
            and text.parent is not None
            and text.parent.name != "script"
        ):
            text.replace_with(NavigableString(replaced(str(text))))
    return re.sub(r"\n\s*\n+", "\n", str(soup))


def address(url: str) -> str:
    """An address on the same site, with the words of its path replaced."""
    parts = urlsplit(url)
    path = "/".join(
        quote(replaced(unquote(part)), safe="-._~!$&'()*+,;=:@") for part in parts.path.split("/")
    )
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _keep_data(script: Tag) -> None:
    if "ld+json" not in str(script.get("type") or "").lower():
        script.extract()
        return
    try:
        data = json.loads(script.get_text(), strict=False)
    except (ValueError, RecursionError):
        script.extract()
        return
    # as in every page, an end tag inside the data would end the script
    script.string = json.dumps(_data(data), ensure_ascii=False).replace("</", "<\\/")


def _data(value: object, key: str = "") -> object:
    if isinstance(value, dict):
        return {name: _data(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_data(inner, key) for inner in value[:_MOST_LISTED]]
    if not isinstance(value, str) or key in _JSON_KEPT:
        return value
    return _value(value)


def _value(text: str) -> str:
    if re.match(r"https?://|/[^/\s]", text):
        return address(text)
    return replaced(text)


def _thin(root: Tag, around: set[int], needed: set[int]) -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for child in list(root.find_all(True, recursive=False)):
        if id(child) in needed:
            continue
        if id(child) not in around:
            form = (child.name, str(child.get("class")))
            seen[form] += 1
            # inside what nobody needs one of a kind will do
            most = _MOST_ALIKE if id(root) in around else 1
            if seen[form] > most and child.name not in ("meta", "script"):
                child.extract()
                continue
        _thin(child, around, needed)


def _strip(element: Tag, named: set[str], source: str) -> None:
    is_dropped_link = element.name == "link" and not _LINKS & set(element.get_attribute_list("rel"))
    name = str(
        element.get("property")
        or element.get("name")
        or element.get("itemprop")
        or element.get("http-equiv")
        or "charset"
    )
    if is_dropped_link or element.name == "base" or (element.name == "meta" and not _METAS.search(name)):
        element.extract()
        return
    shown = set(_WORDS.findall(element.get_text(" ").casefold())) if _may_be_slug(element) else set()
    for attribute, value in list(element.attrs.items()):
        said = " ".join(value) if isinstance(value, list) else str(value)
        if attribute in ("href", "content") and not (element.name == "meta" and _AS_IT_IS.fullmatch(said)):
            element[attribute] = _value(said)
        elif attribute == "style" and "display:none" in said.replace(" ", ""):
            element[attribute] = "display:none"
        elif attribute not in named and not _is_kept(attribute, said):
            del element[attribute]
        elif said and said in source:
            continue
        elif attribute != "class" and (
            not _is_kept(attribute, said) or len(shown.intersection(_words(said))) >= _A_SLUG
        ):
            element[attribute] = _value(said[: 10 * _LONGEST_MARK])


def _is_kept(attribute: str, said: str) -> bool:
    if attribute.startswith("data-"):
        return len(said) <= _LONGEST_MARK and " " not in said and "/" not in said
    return attribute in _KEPT_ATTRIBUTES and len(said) <= 10 * _LONGEST_MARK


def _may_be_slug(element: Tag) -> bool:
    """Whether an attribute may repeat what the element says, as the mark of a heading does."""
    return any(len(_words(str(value))) >= _A_SLUG for name, value in element.attrs.items() if name != "class")


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())
