"""Texts in five scripts, and queries made of their words, for the laws of the watch language."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import NamedTuple

from hypothesis import strategies as st

import watch
from tests.watch.alias_books import book_of
from tests.watch.oracle import Article

LATIN = ["north", "Korea", "KOREA", "troops", "troop", "café", "cafe\u0301", "KN-23", "Ukraine’s", "Łódź"]
MORE_LATIN = [
    "lodz",
    "a",
    "straße",
    "STRASSE",
    "ﬁre",
    "fire",
    "de\u00adploy",
    "deploy",
    "x" * 70,
    "x" * 66 + "y",
]
CYRILLIC = [
    "Україна",
    "украина",
    "їжак",
    "іжак",
    "й",
    "и",
    "ёлка",
    "елка",
    "во\u0301йска",
    "войска",
    "п’ять",
    "пʼять",
]
HANGUL = ["북한", "북한군이", "군", unicodedata.normalize("NFD", "북한"), "러시아", "한군", "ㅎㅏㄴ"]
HAN = ["朝鲜", "军队", "朝鲜军队", "军", "〇"]
KANA = ["ミサイル", "ﾐｻｲﾙ", "ガス", "ｶﾞｽ", "カ\u3099ス", "カス", "きた"]
THAI = ["กำลัง", "ทหาร", "ทหารไทย", "ลัง"]
WORDS = [*LATIN, *MORE_LATIN, *CYRILLIC, *HANGUL, *HAN, *KANA, *THAI, "9", "½", "हिन्दी", "हिन्द"]
FIELDS = ["title", "lead", "body", "byline", "source", "section"]
GAPS = [" ", " ", " ", "", "  ", "-", ". ", "\n\n", "、", "…", "“", "_", "\u200b"]


BOOK = book_of(
    {
        "words": ["troop*", "KN-23", "북한", "朝鲜", "украина", "ガス", "ทหาร", "9", "a"],
        "others": ["north Korea", "=Korea", "fire", "군", "军队", "й", "9", "xx*"],
    }
)


class Case(NamedTuple):
    """A query, and an article of the same few words, so that it often matches."""

    query: str
    article: Article

    @property
    def document(self) -> watch.Document:
        """The article, made ready anew."""
        return document_of(self.article)


def document_of(article: Article) -> watch.Document:
    """What the matcher is given where the oracle is given the article."""
    sides = {
        slot.name: getattr(article, slot.name)
        for slot in fields(article)
        if slot.name not in {"title", "text"}
    }
    return watch.Document.of(article.title, article.text, **sides)


def cases(most: int = 12) -> st.SearchStrategy[Case]:
    """Queries beside articles of up to `most` words."""
    return st.builds(_filled, _VOCABULARIES, _QUERIES, _articles(most))


def queries() -> st.SearchStrategy[str]:
    """Queries that parse, but for a few that only exclude or whose star has too little before it."""
    return cases(0).map(lambda case: case.query)


def texts() -> st.SearchStrategy[str]:
    """Texts of a few words."""
    return cases().map(lambda case: case.article.text)


# Queries and texts are made of the slots <0> to <2>, or <0:2> for the first two letters of one and <0?> for one whose
# second letter may be any, and filled with words afterwards: a strategy for each vocabulary would cost more than all
# that is tested.
_SLOT = re.compile(r"<(\d)(?::(\d)|(\?))?>")


def _filled(words: list[str], query: str, article: Article) -> Case:
    def word(slot: re.Match[str]) -> str:
        whole = words[int(slot[1]) % len(words)]
        if slot[2]:
            return whole[: int(slot[2])].rstrip("’-\u0301")
        if slot[3] and re.match("[a-z]{3}", whole):
            return f"{whole[0]}?{whole[2:]}"
        return whole

    text = _SLOT.sub(word, article.text)
    return Case(
        _SLOT.sub(word, query),
        replace(
            article,
            title=_SLOT.sub(word, article.title),
            text=text,
            lead=None if article.lead is None else text[: len(article.lead)],
            byline=_SLOT.sub(word, article.byline),
            source=_SLOT.sub(word, article.source),
            section=_SLOT.sub(word, article.section),
        ),
    )


def _texts(least: int, most: int) -> st.SearchStrategy[str]:
    pieces = st.tuples(_WORD, st.sampled_from(GAPS)).map("".join)
    return st.lists(pieces, min_size=least, max_size=most).map("".join)


def _articles(most: int) -> st.SearchStrategy[Article]:
    side = st.one_of(st.just(""), _texts(0, 3))
    moments = st.one_of(
        st.none(), st.sampled_from([datetime(2026, month, 1, 9, tzinfo=UTC) for month in (7, 8, 9)])
    )
    return st.builds(
        Article,
        title=_texts(0, most // 2),
        text=_texts(most // 3, most),
        lead=st.one_of(st.none(), st.text("-", max_size=20)),
        byline=side,
        source=side,
        section=side,
        domain=st.sampled_from(["", "yna.co.kr", "en.yna.co.kr", "na.co.kr"]),
        lang=st.sampled_from([None, "ko", "kok", "zh-Hans"]),
        country=st.sampled_from([None, "KR", "JP"]),
        published_at=moments,
    )


_FACTS = st.sampled_from(
    [
        "domain:yna.co.kr",
        "lang:ko",
        "lang:zh",
        "country:KR",
        "published:2026-08",
        "published:2026-08..2026-09",
        "published:>=2026-08-02",
        "published:<=2026-08-01",
        "published:>2026-08",
        "published:<2026-08",
    ]
)
_DISTANCES = st.integers(1, 4)
_REACHES = st.one_of(
    st.builds("NEAR/{}".format, _DISTANCES),
    st.builds("ONEAR/{}".format, _DISTANCES),
    st.sampled_from(["W/S", "W/P"]),
)


def _placed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """What may stand beside NEAR: terms joined by OR, NEAR and its kin, and the fields of one article."""
    return st.one_of(
        st.builds("({} OR {})".format, inner, inner),
        st.builds("({} {} {})".format, inner, _REACHES, inner),
        st.builds("{} {} {}".format, _TERMS, _REACHES, inner),
        st.builds("({} NOT {} {})".format, inner, _REACHES, inner),
        st.builds("{}:({} OR {})".format, st.sampled_from(["title", "lead", "body"]), _TERMS, _TERMS),
    )


def _combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    slots = st.builds("({})".format, _PLACED)
    weights = st.sampled_from(["", "^2", "^1.5", "^-1"])
    return st.one_of(
        st.builds("{} {}".format, inner, inner),
        st.builds("({} AND {})".format, inner, inner),
        st.builds("({} OR {})".format, inner, inner),
        st.builds("({} NOT {})".format, inner, _TERMS),
        st.builds("({} NOT ({}))".format, inner, inner),
        st.builds("NOT {} {}".format, _TERMS, inner),
        st.builds("{}:({} {})".format, st.sampled_from(FIELDS), _TERMS, _TERMS),
        st.builds("{}:({} OR {})".format, st.sampled_from(FIELDS), _TERMS, _TERMS),
        st.builds("{}:ATLEAST{}({})".format, st.sampled_from(FIELDS), st.integers(1, 3), _TERMS),
        st.builds("ATLEAST{}({})".format, st.integers(1, 3), _PLACED),
        st.builds("EVENT(action={})".format, slots),
        st.builds("EVENT(actor={}, action={}, target={})".format, slots, slots, slots),
        st.builds("EVENT(action={}, target={}, polarity=any)".format, slots, slots),
        st.builds(
            "SCORE(({})^2, {}, ({}){}) >= {}".format,
            inner,
            _TERMS,
            inner,
            weights,
            st.sampled_from([1, 2.5, 3]),
        ),
        st.builds("({} {})".format, inner, _FACTS),
        st.builds("({} NOT {})".format, inner, _FACTS),
    )


_SCRIPTS = [LATIN, MORE_LATIN, CYRILLIC, HANGUL, HAN, KANA, THAI, WORDS]
_VOCABULARIES = st.one_of([st.lists(st.sampled_from(words), min_size=1, max_size=3) for words in _SCRIPTS])
_WORD = st.sampled_from(["<0>", "<0>", "<1>", "<2>"])
_PREFIX = st.builds("<{}:{}>*".format, st.integers(0, 2), st.integers(2, 4))
_TERMS = st.one_of(
    _WORD,
    _WORD,
    _WORD,
    _PREFIX,
    st.builds("{}{}".format, _WORD, _WORD),
    st.lists(_WORD, min_size=1, max_size=3).map(lambda some: f'"{" ".join(some)}"'),
    st.builds('"{} {}"'.format, _PREFIX, _WORD),
    st.builds('"{} {}"~{}'.format, _WORD, _WORD, st.integers(1, 3)),
    st.builds('"{} {} {}"~{}'.format, _WORD, _WORD, _WORD, st.integers(1, 3)),
    st.builds("={}".format, _WORD),
    st.builds('="{} {}"'.format, _WORD, _WORD),
    st.sampled_from(["<0?>", "<1?>", "<0?>*"]),
    st.sampled_from(["@words", "@others"]),
)
_PLACED = st.recursive(_TERMS, _placed, max_leaves=4)
_QUERIES = st.recursive(_PLACED, _combined, max_leaves=4)


def hostile() -> st.SearchStrategy[str]:
    """Strings that hold much of the language's syntax and rarely parse."""
    pieces = st.sampled_from(
        [
            *[
                "AND",
                "OR",
                "NOT",
                "NEAR/5",
                "NEAR/0",
                "NEAR",
                "(",
                ")",
                '"',
                "*",
                "title:",
                "body:",
                "@",
                "=",
                "?",
            ],
            *[
                "~",
                "~3",
                "W/5",
                "W/S",
                "ONEAR/3",
                "ATLEAST3(",
                "EVENT(",
                "SCORE(",
                "^4",
                ">=",
                "-",
                "+",
                "!",
                ":",
            ],
            *[
                "a",
                "ab*",
                "북",
                "\u0301",
                "\u200d",
                "ﷺ",
                "\u3164",
                "（",
                "“",
                "\ud800",
                "\x00",
                "\x1b[",
                "\u202e",
            ],
            *["and", "//", "\\", "'", "ʼn", "½", "･", "ﾞ", "\u0e33", "\u1161", "\u00a0", "\u2028"],
        ]
    )
    joined = st.builds(
        lambda parts, gap: gap.join(parts), st.lists(pieces, max_size=12), st.sampled_from(["", " "])
    )
    return st.one_of(st.text(st.characters()), joined)
