"""The lines under a headline that say who wrote the article and when: data about it, and no part of its text."""

from __future__ import annotations

import re

from crawler.pages import visible_dates

_BY = re.compile(
    r"(?:^|[\s|·•,(])(?:by|von|par|por|автори?:?|текст:)\s+(?P<who>\S.*)$",
    re.IGNORECASE,
)
_LEADING_BY = re.compile(
    r"^\W*(?:(?:written|reported|posted|published|words|story)\s+)?by\b:?\s+(?=(\S))", re.IGNORECASE
)
_SECTION = re.compile(r"\s(?:in|under)\s+(?=[^\W\d_a-z]).{2,30}$")
_WHO_ENDS = re.compile(
    r"\s+(?:in|on|at|for|to)\s|\s*[|·•(]|\s+[-–—]\s|,?\s+(?:posted|published|updated)\b", re.IGNORECASE
)
_WORDS_BESIDE = (
    "posted published updated update last modified created date edited written reported first on at "
    "by in from of and with for the to a am pm min mins minute minutes read reading time views view "
    "comments comment words hours ago today yesterday monday tuesday wednesday thursday friday "
    "saturday sunday mon tue tues wed thu thur thurs fri sat sun gmt utc est edt staff author "
    "authors reporter correspondent editor news desk "
    "입력 수정 등록 승인 발행 기자 작성 조회수 发布 发布时间 时间 来源 作者 记者 "
    "更新 更新时间 公開 公開日 更新日 掲載 投稿日 опубликовано обновлено дата автор просмотров опубліковано оновлено "
    "переглядів "
)
_STAMP_WORDS = frozenset(_WORDS_BESIDE.split())
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\b")
_WORD = re.compile(r"[\w'’-]+")
_LONGEST = 160
_MOST_NAMES = 9


def is_stamp(line: str) -> bool:
    """Whether a line is nothing but a byline, or a date with names and the words that go with these."""
    if len(line) > _LONGEST:
        return False
    shown = visible_dates.first(line)
    led = _LEADING_BY.match(line)
    if shown is None and (led is None or led[1].islower()):
        return False
    rest = line if shown is None else f"{line[: shown.start]} {line[shown.end :]}"
    words = [
        word
        for word in _WORD.findall(_CLOCK.sub(" ", _SECTION.sub("", rest)))
        if word.lower() not in _STAMP_WORDS
    ]
    # what is left is names: of people, of sections, of places
    named = all(word[0].isupper() or not word[0].islower() for word in words)
    sentence = re.search(r"[^\W\d_]{3,}[.!?。]\s", rest) is not None
    return named and len(words) <= _MOST_NAMES and not sentence


def author_of(line: str) -> str | None:
    """Who a byline or a stamp says wrote it, as it is printed."""
    if len(line) > _LONGEST or not is_stamp(line):
        return None
    shown = visible_dates.first(line)
    rest = line if shown is None else f"{line[: shown.start]} | {line[shown.end :]}"
    found = _BY.search(rest)
    if found is None:
        return None
    who = _WHO_ENDS.split(found["who"], maxsplit=1)[0].strip(" ,;:.|")
    return who or None
