"""Texts in five scripts, and queries made of their words, for the laws of the watch language."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from hypothesis import strategies as st

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
GAPS = [" ", " ", " ", "", "  ", "-", ". ", "\n\n", "、", "…", "“", "_", "\u200b"]


class Case(NamedTuple):
    """A query, and a document of the same few words, so that it often matches."""

    query: str
    title: str
    text: str


def cases(most: int = 12) -> st.SearchStrategy[Case]:
    """Queries beside documents of up to `most` words."""
    return st.builds(_filled, _VOCABULARIES, _QUERIES, _texts(0, most // 2), _texts(most // 3, most))


def queries() -> st.SearchStrategy[str]:
    """Queries that parse, but for a few that only exclude or whose star has too little before it."""
    return cases(0).map(lambda case: case.query)


def texts() -> st.SearchStrategy[str]:
    """Texts of a few words."""
    return cases().map(lambda case: case.text)


# Queries and texts are made of the slots <0> to <2>, or <0:2> for the first two letters of one, and filled with
# words afterwards: a strategy for each vocabulary would cost more than all that is tested.
_SLOT = re.compile(r"<(\d)(?::(\d))?>")


def _filled(words: list[str], query: str, title: str, text: str) -> Case:
    def word(slot: re.Match[str]) -> str:
        whole = words[int(slot[1]) % len(words)]
        return whole if slot[2] is None else whole[: int(slot[2])].rstrip("’-\u0301")

    return Case(*(_SLOT.sub(word, template) for template in (query, title, text)))


def _texts(least: int, most: int) -> st.SearchStrategy[str]:
    pieces = st.tuples(_WORD, st.sampled_from(GAPS)).map("".join)
    return st.lists(pieces, min_size=least, max_size=most).map("".join)


def _placed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """What may stand beside NEAR: terms joined by OR, NEAR and title:."""
    return st.one_of(
        st.builds("({} OR {})".format, inner, inner),
        st.builds("({} NEAR/{} {})".format, inner, st.integers(1, 4), inner),
        st.builds("{} NEAR/{} {}".format, _TERMS, st.integers(1, 4), inner),
        st.builds("title:({})".format, inner),
    )


def _combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("{} {}".format, inner, inner),
        st.builds("({} AND {})".format, inner, inner),
        st.builds("({} OR {})".format, inner, inner),
        st.builds("({} NOT {})".format, inner, _TERMS),
        st.builds("({} NOT ({}))".format, inner, inner),
        st.builds("NOT {} {}".format, _TERMS, inner),
        st.builds("title:({})".format, inner),
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
)
_QUERIES = st.recursive(st.recursive(_TERMS, _placed, max_leaves=4), _combined, max_leaves=4)


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
