"""The news agency that an article credits: in its dateline, its byline, its description, or a line at its end.

An agency that the text merely cites ("officials told Reuters") is not the article's, so that only those places count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crawler.pages import headline, json_ld
from crawler.pages.agency_names import ANY, is_named_in, named
from crawler.pages.found import Claim, Found
from crawler.pages.page import Page

_A = rf"(?P<agency>{ANY})"
# as in "SEOUL, Nov 5 (Reuters) -", "(서울=연합뉴스) 기자 =", "【北京＝共同】", "Berlin (dpa/tmn) -"
_BRACKETED = re.compile(
    r"[^()（）\[\]【】［］]{0,60}[(（\[【［](?:[^()（）\[\]【】［］]{0,24}[=＝/／·,、 \u3040-\u9fff])?"
    rf"(?:{_A})[^()（）\[\]【】［］]{{0,24}}[)）\]】］]"
)
_DATELINES = (
    _BRACKETED,
    re.compile(rf"[^/\n]{{2,60}}[.,]\s?/(?:{_A})/"),  # "МОСКВА, 5 ноября. /ТАСС/."
    re.compile(
        rf"(?=[^—–\n]{{0,50}}\d)[^—–\n]{{2,50}}[—–-]\s?(?:{_A})[.,]"
    ),  # "МОСКВА, 5 ноя — РИА Новости."
    re.compile(rf"[^.\n]{{2,30}}\.[^.\n]{{2,20}}\.\s?(?:{_A})\s?[-—–.]"),  # "Москва. 5 ноября. INTERFAX.RU -"
    re.compile(rf"[（(【]?据?(?:{_A})[^，。,\s]{{0,14}}\d{{1,2}}日?[电電讯訊]"),  # "新华社北京11月5日电"
    re.compile(rf"(?:{_A})\s?[-–—:：|]\s"),
)
_BYLINE = re.compile(rf"(?:^|[\s,/|·(=&])(?:{_A})(?=$|[\s,/|·)=&.])")
_SOURCE = (
    r"(?:news )?source|via|credit|copyright|text|agency"
    r"|with (?:inputs?|files|reports?|reporting|agency inputs?)(?: from)?|출처|제공|出典|提供|配信|来源|來源|稿源"
    r"|джерело|источник|за матеріалами|по материалам|quelle|fuente|fonte|con información de|avec"
    r"|mit material (?:von|der)"
)
_LAST = (
    # as in "Source: Reuters", "With inputs from PTI", "출처: 연합뉴스", "© AFP"
    re.compile(
        rf"\W{{0,3}}(?:{_SOURCE})[\s:：=]{{0,3}}(?:\(c\)|©|the\s|l['’])?\s?(?:{_A})\b.{{0,40}}", re.IGNORECASE
    ),
    re.compile(
        rf"\W{{0,3}}(?:\(c\)|©|ⓒ|copyright)\s?(?:\d{{4}},?\s)?(?:the\s)?(?:{_A}).{{0,60}}", re.IGNORECASE
    ),
    re.compile(rf"\W{{0,3}}(?:{_A})\W{{0,3}}"),
)
# credits of pictures stand at headlines too
_PICTURE = re.compile(
    r"getty|photo|image|picture|credit|\bvia\b|file\b|foto|bild|사진|写真|圖|图片|摄|фото|illustration|/",
    re.IGNORECASE,
)
# "AA" is the button for the size of letters, "APA" and "PA" are others as well
_AMBIGUOUS = frozenset(("AA", "APA", "SDA", "sda", "ANP", "MTI", "PAP", "SPA", "STT", "BNS", "UNI", "RIA"))
_AT_END = re.compile(rf"(?:[(（/【\[]|\s[—–-]{{1,2}}\s?)\s?(?:{_A})\s?[)）/】\]]?\.?$")
_CONTRIBUTED = re.compile(rf"(?:{_A}) (?:also )?contributed to this (?:report|story|article)")
_REPORTING = re.compile(
    r"\((?:additional )?reporting by .{2,200}?; ?(?:writing by .{2,100}; ?)?editing by .{2,120}\)",
    re.IGNORECASE,
)
_LONGEST_LINE = 160
_LONGEST_CLOSE = 2_000
_LOOKED_AT = 3
_NEAR_END = 6
_MOST_OTHERS = 4
_SURE = {"dateline": 0.95, "line at the end": 0.85, "byline": 0.85, "json-ld": 0.9}
_PARTIES = (
    "author",
    "creator",
    "sourceOrganization",
    "provider",
    "copyrightHolder",
    "publisher",
    "isBasedOn",
)


def agency(page: Page, text: str, authors: Iterable[str]) -> Found[str] | None:
    """The first agency credited: by the dateline, the byline, JSON-LD, then the last lines."""
    claims = list(dict.fromkeys(_claims(page, text, authors)))
    if not claims:
        return None
    origin, name = claims[0]
    others = tuple(Claim(place, other) for place, other in claims[1:] if other != name)[:_MOST_OTHERS]
    return Found(name, origin, _SURE.get(origin, 0.6), others)


def _claims(page: Page, text: str, authors: Iterable[str]) -> Iterator[tuple[str, str]]:
    lines = text.split("\n\n")
    for line in lines[:_LOOKED_AT]:
        if is_named_in(line[:_LONGEST_LINE]) and (found := _dateline(line[:_LONGEST_LINE])):
            yield "dateline", found
    beneath = (line for line in headline.beneath(page) if not _PICTURE.search(line))
    for byline in (*authors, page.meta.get("author", ""), *beneath):
        if len(byline) > _LONGEST_LINE // 2 or not is_named_in(byline):
            continue
        if (match := _BYLINE.search(byline)) and match["agency"] not in _AMBIGUOUS:
            yield from _credited("byline", match)
    for party in _PARTIES:
        for said in json_ld.texts(page.article_data.get(party)):
            if found := named(said):
                yield "json-ld", found
    for line in _last_lines(page, lines):
        yield from _credits(line)


def _dateline(line: str) -> str | None:
    for pattern in _DATELINES:
        if match := pattern.match(line):
            return named(match["agency"])
    return None


def _last_lines(page: Page, lines: list[str]) -> Iterator[str]:
    """The text's last lines, and what the page shows right after them: readers cut credits off."""
    yield from lines[-2:]
    shown = [block.text for block in page.blocks]
    if lines[-1] in shown:
        at = len(shown) - 1 - shown[::-1].index(lines[-1])
        yield from shown[at + 1 : at + 1 + _NEAR_END]


def _credits(line: str) -> Iterator[tuple[str, str]]:
    if _REPORTING.search(line[-500:]):
        # the house style of Reuters, kept by those who print its copy
        yield "reporting line", "Reuters"
    if not is_named_in(line):
        return
    if match := _CONTRIBUTED.search(line[-_LONGEST_CLOSE:]):
        yield from _credited("contributed", match)
    if len(line) <= _LONGEST_LINE:
        for pattern in _LAST:
            if match := pattern.fullmatch(line):
                yield from _credited("line at the end", match)
    if match := _AT_END.search(line[-40:]):
        yield from _credited("line at the end", match)


def _credited(origin: str, match: re.Match[str]) -> Iterator[tuple[str, str]]:
    if name := named(match["agency"]):
        yield origin, name
