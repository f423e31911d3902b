"""The link from a listing page to the one with older articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup, Tag

from crawler import cleaning, urls

_MOST_LINKS = 3_000
_LONGEST_LABEL = 40
_NEXT = (
    "next", "next page", "older", "older posts", "older articles", "older entries", "older news", "older stories",
    "more news", "more articles", "more stories", "load more", "show more", "weiter", "nächste", "nächste seite",
    "ältere", "ältere beiträge", "ältere artikel", "suivant", "suivante", "page suivante", "plus anciens",
    "siguiente", "página siguiente", "próxima", "próximo", "seguinte", "successiva", "successivo", "avanti",
    "volgende", "nästa", "neste", "næste", "seuraava", "następna", "dalej", "další", "следующая",
    "следующая страница", "дальше", "далее", "вперед", "вперёд", "наступна", "наступна сторінка", "далі", "sonraki",
    "ileri", "بعدی", "التالي", "הבא", "अगला", "다음", "다음 페이지", "다음페이지", "次へ", "次のページ", "次",
    "下一页", "下一頁", "下页", "selanjutnya", "berikutnya", "tiếp", "tiếp theo", "ถัดไป",
)  # fmt: skip
_SAYS_NEXT = re.compile(rf"(?:{'|'.join(map(re.escape, _NEXT))})[\s>›»→▶❯…]*", re.IGNORECASE)
_ARROW = re.compile(r"[>›»→▶❯]+")
_CLASS = re.compile(r"(?:^|[-_])(?:next|older|nextpage|pagenext|pagination-next)(?:$|[-_])", re.IGNORECASE)
_AROUND = re.compile(r"pag(?:er|ing|ination|enav|e-?numbers?)|wp-pagenavi|nav-?links", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(.*?/(?:page|p|seite|strona|pagina|sida|stranica)[/-]?)(\d{1,5})(/?(?:\.\w{2,5})?)", re.IGNORECASE
)
_PAGE_NAMES = frozenset(
    {
        "page", "paged", "p", "pg", "pageno", "pagenum", "page_no", "pageindex", "currentpage", "curpage", "seite",
        "pagina",
    }
)  # fmt: skip


def selected(soup: BeautifulSoup, selector: str, base: str) -> str | None:
    """The address that the first link selected has, or the first link in what is selected.

    Raises `soupsieve.SelectorSyntaxError` where it is no CSS selector.
    """
    for element in soup.select(selector):
        anchor = element if element.get("href") else element.select_one("[href]")
        if anchor is not None and (address := urls.absolute(str(anchor.get("href")), base)):
            return address
    return None


def found(soup: BeautifulSoup, base: str, url: str) -> str | None:
    """The next page as the page itself calls it, or as the numbers of pages give it; on the same site alone.

    In this order: `rel=next`; a link that says so in words, or by an arrow or a class in what looks like a row of
    pages; the link to the page after this one by its number.
    """
    rows = [
        (link, address)
        for link in soup.select("link[rel~=next i][href], a[href]", limit=_MOST_LINKS)
        if (address := urls.absolute(str(link.get("href")), base)) is not None
        and urls.host_group(address) == urls.host_group(url)
        and address.partition("#")[0] != url.partition("#")[0]
    ]
    ways = (_by_relation, _by_label, lambda one: _by_number(one, url))
    return next((address for way in ways for address in way(rows)), None)


Rows = list[tuple[Tag, str]]


def _by_relation(rows: Rows) -> Iterator[str]:
    for link, address in rows:
        if "next" in _words(link, "rel"):
            yield address


def _by_label(rows: Rows) -> Iterator[str]:
    for link, address in rows:
        said = [
            cleaning.line(link.get_text(" ")),
            str(link.get("aria-label") or ""),
            str(link.get("title") or ""),
        ]
        labels = [cleaning.line(label) for label in said if label and len(label) <= _LONGEST_LABEL]
        if any(_SAYS_NEXT.fullmatch(label) for label in labels):
            yield address
        elif _is_among_pages(link):
            is_arrow = any(_ARROW.fullmatch(label) for label in labels)
            if is_arrow or any(_CLASS.search(word) for word in _words(link, "class")):
                yield address


def _by_number(rows: Rows, url: str) -> Iterator[str]:
    wanted = (_number(url) or 1) + 1
    for link, address in rows:
        if cleaning.line(link.get_text(" ")) == str(wanted) and _number(address) == wanted:
            yield address


def _number(url: str) -> int | None:
    """The number of a page in its address, if there is one."""
    parts = urlsplit(url)
    for name, value in parse_qsl(parts.query)[:30]:
        if name.casefold() in _PAGE_NAMES and value.isascii() and value.isdecimal() and len(value) < 6:
            return int(value)
    numbered = _NUMBERED.fullmatch(parts.path)
    return int(numbered[2]) if numbered else None


def _is_among_pages(link: Tag) -> bool:
    parents = [link, *islice(link.parents, 3)]
    return any(_AROUND.search(" ".join([*_words(one, "class"), str(one.get("id") or "")])) for one in parents)


def _words(element: Tag, attribute: str) -> list[str]:
    value = element.get(attribute)
    if isinstance(value, str):
        return value.casefold().split()
    return [str(word).casefold() for word in value or ()]
