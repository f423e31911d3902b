"""How an outlet sets its texts: quotes, accents, ligatures, spaces, widths."""

import random
import re
import unicodedata
from collections.abc import Callable

Setting = Callable[[random.Random, str], str]

_LIGATURES = (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"))
_HALF_WIDTH = str.maketrans(
    "アイウエオカキクケコサシスセソタチツテトナニヌネノマミムメモラリルレロンー",
    "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾏﾐﾑﾒﾓﾗﾘﾙﾚﾛﾝｰ",
)
_WIDE = {code: code + 0xFEE0 for code in (*range(0x30, 0x3A), *range(0x41, 0x5B))}


def _decomposed(rng: random.Random, text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _one_paragraph_decomposed(rng: random.Random, text: str) -> str:
    paragraphs = text.split("\n\n")
    at = rng.randrange(len(paragraphs))
    paragraphs[at] = unicodedata.normalize("NFD", paragraphs[at])
    return "\n\n".join(paragraphs)


def _ligatures(rng: random.Random, text: str) -> str:
    for letters, ligature in _LIGATURES:
        text = text.replace(letters, ligature)
    return text


def _curly(rng: random.Random, text: str) -> str:
    text = re.sub(r'"([^"\n]*)"', "“\\1”", text)
    return text.replace("'", "’")


def _no_break_spaces(rng: random.Random, text: str) -> str:
    return re.sub(r"(?<=\d) (?=\w)", rng.choice(("\u00a0", "\u202f", "\u2009")), text)


def _no_break_hyphens(rng: random.Random, text: str) -> str:
    return re.sub(r"(?<=\w)-(?=\w)", rng.choice(("\u2011", "\u2010", "–")), text)


def _soft_hyphens(rng: random.Random, text: str) -> str:
    return re.sub(r"([a-zäöüß]{5})(?=[a-zäöüß]{4})", "\\1\u00ad", text)


def _stress_marks(rng: random.Random, text: str) -> str:
    """As in texts for learners; one vowel of a long word in Cyrillic."""
    return re.sub(
        r"\b([а-яіїє]{2,5}?[аеиоуы])(?=[а-яіїє]{3})",
        lambda found: found[1] + "\u0301" * (rng.random() < 0.2),
        text,
    )


def _half_width(rng: random.Random, text: str) -> str:
    return text.translate(_HALF_WIDTH)


def _wide(rng: random.Random, text: str) -> str:
    return text.translate(_WIDE)


def _plain(rng: random.Random, text: str) -> str:
    return text


_FOR_ALL: tuple[Setting, ...] = (
    *(_plain,) * 12,
    *(_curly,) * 5,
    _decomposed,
    _one_paragraph_decomposed,
    _no_break_spaces,
    _no_break_hyphens,
)
_FOR_LATIN: tuple[Setting, ...] = (*_FOR_ALL, _ligatures, _soft_hyphens)
_FOR_CYRILLIC: tuple[Setting, ...] = (*_FOR_ALL, _stress_marks)
_FOR_KANA_AND_HAN: tuple[Setting, ...] = (*_FOR_ALL, _wide, _half_width)
_BY_TAG: dict[str, tuple[Setting, ...]] = {
    **dict.fromkeys(("en", "de", "fr", "tr"), _FOR_LATIN),
    **dict.fromkeys(("ru", "uk"), _FOR_CYRILLIC),
    **dict.fromkeys(("ja", "zh"), _FOR_KANA_AND_HAN),
}


def chosen_setting(rng: random.Random, tag: str) -> Setting:
    """One outlet's way for one article; `tag` is that of the language."""
    return rng.choice(_BY_TAG.get(tag.partition("-")[0], _FOR_ALL))
