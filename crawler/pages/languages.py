"""The language that a page says it is in, where the writing of its text does not say otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.pages import first_claim, json_ld
from crawler.pages.found import Found
from crawler.pages.page import Page

_CODE = re.compile(r"([a-z]{2,3})(?:$|[-_,;\s])", re.IGNORECASE)
# ISO 639-2, and countries that are taken for languages
_OTHER_CODES = {
    "eng": "en", "kor": "ko", "jpn": "ja", "zho": "zh", "chi": "zh", "rus": "ru", "ukr": "uk", "deu": "de", "ger": "de",
    "fra": "fr", "fre": "fr", "spa": "es", "por": "pt", "ita": "it", "pol": "pl", "tur": "tr", "ara": "ar", "fas": "fa",
    "heb": "he", "nld": "nl", "swe": "sv", "nor": "no", "fin": "fi", "ces": "cs", "ron": "ro", "ell": "el", "vie": "vi",
    "kr": "ko", "jp": "ja", "cn": "zh", "ua": "uk", "iw": "he", "in": "id",
}  # fmt: skip
_NAMES = {
    "english": "en", "korean": "ko", "japanese": "ja", "chinese": "zh", "russian": "ru", "ukrainian": "uk",
    "german": "de", "french": "fr", "spanish": "es", "한국어": "ko", "日本語": "ja", "中文": "zh",
    "русский": "ru", "українська": "uk", "deutsch": "de", "français": "fr", "español": "es",
}  # fmt: skip
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_WRITTEN_IN_CYRILLIC = frozenset(
    ("ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg", "uz", "bs", "tt", "ba", "ce")
)
_NOT_IN_LATIN = frozenset(
    ("ko", "ja", "zh", "ru", "uk", "be", "bg", "mk", "ar", "fa", "he", "el", "th", "hi", "ka", "hy")
)
_SAMPLE = 1500
_MOSTLY = 0.6


def language(page: Page, text: str) -> Found[str] | None:
    """The language of `text` as a two-letter code (ISO 639-1), by the page's word.

    A claim that the script of `text` belies is no claim: templates call Korean pages English.
    """
    script = _script(text[:_SAMPLE])
    claims = [(origin, code) for origin, said in _claims(page) if (code := _code(said))]
    return first_claim.decide((origin, code) for origin, code in claims if _is_written_in(code, script))


def _claims(page: Page) -> Iterator[tuple[str, str]]:
    yield "html lang", page.tree.get("lang") or page.tree.get("xml:lang") or ""
    for said in json_ld.texts(page.article_data.get("inLanguage"), "alternateName"):
        yield "json-ld", said
    for said in json_ld.texts(page.article_data.get("inLanguage")):
        yield "json-ld", said
    for name in ("og:locale", "content-language", "language", "dc.language", "inlanguage"):
        if name in page.meta:
            yield f"meta {name}", page.meta[name]


def _code(said: str) -> str | None:
    said = said.strip().lower()[:40]
    if said in _NAMES:
        return _NAMES[said]
    found = _CODE.match(said)
    if found is None:
        return None
    code = found[1]
    return _OTHER_CODES.get(code, code if len(code) == 2 else None)


def _script(sample: str) -> str | None:
    """The script that most letters of `sample` are in, named after a language where it has one alone."""
    counts = {
        name: len(pattern.findall(sample))
        for name, pattern in (
            ("ko", _HANGUL),
            ("kana", _KANA),
            ("han", _HAN),
            ("cyrillic", _CYRILLIC),
            ("latin", _LATIN),
        )
    }
    letters = sum(counts.values())
    if not letters:
        return None
    if counts["kana"] >= 0.1 * letters:
        return "ja"
    name = max(counts, key=lambda key: counts[key])
    return name if counts[name] >= _MOSTLY * letters else None


def _is_written_in(code: str, script: str | None) -> bool:
    if script in ("ko", "ja"):
        return code == script
    if script == "han":
        return code in ("zh", "ja", "yu")
    if script == "cyrillic":
        return code in _WRITTEN_IN_CYRILLIC
    return script is None or code not in _NOT_IN_LATIN
