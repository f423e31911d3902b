"""The paragraph with which an article opens: the first that tells news."""

from __future__ import annotations

import re

from crawler.pages import boilerplate, stamps
from crawler.pages.boilerplate import folded
from crawler.pages.found import Found

_NOT_NEWS = re.compile(
    r"\W{0,4}(?:"
    r"(?:editor(?:['’]?s)? ?(?:note|['’]s note)|author['’]?s note|correction|clarification|update|note"
    r"|disclaimer|this (?:story|article|post|piece) (?:has been|was|is|first|originally|contains))\b"
    r"|(?:photo|image|picture|file photo|credit|getty|video|illustration|source)s?\b.{0,30}(?::|\bby\b|/|©)"
    r"|©|\(c\)|fotos?:|photo ?:|bild:|фото\W|видео\W|відео\W|사진\W|\[사진|▲|▶|写真[:：]|図[:：]|图[:：]|图片"
    r"|圖[:：]|圖片|资料图|資料圖|(?:편집자|에디터) ?주|編集部注|編者按|编者按|от редакции|від редакції|примечание"
    r"|anmerkung der redaktion|note de la rédaction|nota del editor"
    r"|(?:listen|subscribe|sign up|read more|read also|click here|follow us)\b"
    r")",
    re.IGNORECASE,
)  # fmt: skip
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»）)\]」』]*(?:\s|$)|[。！？]|다\.|[\"”’»」』]$")
_WORD = re.compile(r"\w")
_LEAST = 40
_LEAST_WIDE = 15
_LOOKED_AT = 12


def opening(text: str, title: str) -> Found[str] | None:
    """The first paragraph of `text` that tells news; the first at all where none is a sentence.

    Datelines and bylines that stand alone, credits of pictures and notes of the editors are passed over.
    """
    lines = [line for line in text.split("\n\n")[:_LOOKED_AT] if _WORD.search(line)]
    if not lines:
        return None
    for line in lines:
        if _tells(line) and folded(line) != folded(title):
            return Found(line, "text")
    return Found(lines[0], "text", 0.4)


def _tells(line: str) -> bool:
    if len(line) < (_LEAST if line.isascii() or _is_spaced(line) else _LEAST_WIDE):
        return False
    return not (
        _SENTENCE_END.search(line) is None
        or _NOT_NEWS.match(line)
        or stamps.is_stamp(line)
        or boilerplate.is_prompt(line)
    )


def _is_spaced(line: str) -> bool:
    return line.count(" ") * 12 >= len(line)
