"""Words of our own in the place of a publisher's, so that a page's form can be kept and its sentences cannot."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Facts and the words that go with them: what a reader knows dates and bylines by, and no sentence.
_KEPT_WORDS = (
    "by and in at on the von und par et por y am pm est edt cet cest gmt utc bst kst jst published updated posted "
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday "
    "mon tue wed thu fri sat sun "
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря "
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня "
    "januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août "
    "septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre "
    "noviembre diciembre 年 月 日 기자 입력 수정 记者 記者"
)
_KEPT = frozenset(_KEPT_WORDS.split())
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
# signs of scripts whose words are not parted by spaces, which are drawn one for one
_SIGNS = {
    "HANGUL": "가나다라마바사아자차카타파하고노도로모보소오조초코토포호",
    "CJK": "山川田木林森石竹米糸羊虫貝車金雨青音風馬魚鳥",
    "HIRAGANA": "あいうえおかきくけこさしすせそ",
    "KATAKANA": "アイウエオカキクケコサシスセソ",
}
_SYLLABLES = {
    "LATIN": (
        "ba",
        "co",
        "de",
        "fi",
        "gu",
        "ha",
        "jo",
        "ke",
        "li",
        "mu",
        "na",
        "po",
        "re",
        "si",
        "tu",
        "va",
        "wo",
        "ze",
    ),
    "CYRILLIC": (
        "ба",
        "ве",
        "го",
        "ду",
        "же",
        "зи",
        "ка",
        "ло",
        "му",
        "на",
        "по",
        "ре",
        "си",
        "ту",
        "фа",
        "хо",
    ),
}


def replaced(text: str) -> str:
    """`text` with every word of it drawn anew: the same word always alike, in its script, length and case.

    Numbers, punctuation, single letters, and the names of months and days stay.
    """
    return _WORD.sub(lambda match: _drawn(match.group()), text)


def _drawn(word: str) -> str:
    folded = word.casefold()
    if (len(word) == 1 and word.isascii()) or folded in _KEPT or any(one.isdecimal() for one in word):
        return word
    script = unicodedata.name(word[0], "LATIN").partition(" ")[0]
    digest = hashlib.blake2b(folded.encode("utf-8", "replace"), digest_size=32).digest()
    if signs := _SIGNS.get(script):
        return "".join(signs[(digest[place % 32] + place // 32) % len(signs)] for place, _ in enumerate(word))
    syllables = _SYLLABLES.get(script, _SYLLABLES["LATIN"])
    made = "".join(syllables[digest[place % 32] % len(syllables)] for place in range(len(word) // 2 + 1))
    made = made[: len(word)]
    if word.isupper():
        return made.upper()
    return made.capitalize() if word[0].isupper() else made
