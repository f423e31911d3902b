"""A second matcher, slow and plain, that shares nothing with the first but the tree of the query.

It looks at every place of every term and at every pair of places, and knows scripts by the names that Unicode
gives their letters.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from watch.operators import And, InTitle, Near, Not, Operator, Or, Term

GLYPH_NAMES = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "THAI CHARACTER", "IDEOGRAPHIC", "KATAKANA-HIRAGANA")
TYPED = {"ł": "l", "ø": "o", "đ": "d", "ʼ": "'"}
UNSEEN = "\u00ad\u200b\u200d"


@dataclass(frozen=True)
class Token:
    text: str
    start: int
    end: int
    word: int
    glued: bool


Hit = tuple[str, int, int, str]


def matches(root: Operator, title: str, text: str) -> set[Hit] | None:
    """All that holds of a query in a document as (field, start, end, form), or None."""
    return _holds(root, {"title": tokens(title), "text": tokens(text)})


def _holds(node: Operator, fields: dict[str, list[Token]]) -> set[Hit] | None:
    if isinstance(node, Not):
        return set() if _holds(node.part, fields) is None else None
    if isinstance(node, InTitle):
        return _holds(node.part, {name: found for name, found in fields.items() if name == "title"})
    if isinstance(node, And):
        every = [_holds(part, fields) for part in node.parts]
        held = [hits for hits in every if hits is not None]
        return set().union(*held) if len(held) == len(every) else None
    if isinstance(node, Or):
        some = [hits for hits in (_holds(part, fields) for part in node.parts) if hits is not None]
        return set().union(*some) if some else None
    hits = {
        (name, found[first].start, found[last].end, form)
        for name, found in fields.items()
        for first, last, form in _places(node, name, found)
    }
    return hits or None


def _places(node: Operator, name: str, found: list[Token]) -> set[tuple[int, int, str]]:
    if isinstance(node, Term):
        return _term_places(node.written, found)
    if isinstance(node, Or):
        return set().union(*(_places(part, name, found) for part in node.parts))
    if isinstance(node, InTitle):
        return _places(node.part, name, found) if name == "title" else set()
    assert isinstance(node, Near)
    near = set()
    for one in _places(node.left, name, found):
        for other in _places(node.right, name, found):
            before, behind = sorted([one, other])
            apart = behind[0] > before[1]
            if apart and found[behind[0]].word - found[before[1]].word <= node.distance:
                near |= {one, other}
    return near


def _term_places(written: str, found: list[Token]) -> set[tuple[int, int, str]]:
    wanted = tokens(written)
    places = set()
    for at in range(len(found) - len(wanted) + 1):
        here = found[at : at + len(wanted)]
        if all(_same(want, have, written) for want, have in zip(wanted, here, strict=True)):
            places.add((at, at + len(wanted) - 1, written))
    return places


def _same(want: Token, have: Token, written: str) -> bool:
    if want.glued and not have.glued:
        return False
    starred = written[want.end : want.end + 1] == "*"
    return have.text.startswith(want.text) if starred else have.text == want.text


def tokens(original: str) -> list[Token]:
    letters: list[tuple[str, int, int]] = []
    for start, end in _clusters(original):
        whole = _fold(original[start:end])
        single = [_fold(char) for char in original[start:end]]
        if whole == "".join(single) and all(len(char) == 1 for char in single):
            letters.extend((char, start + at, start + at + 1) for at, char in enumerate(single))
        else:
            letters.extend((char, start, end) for char in whole)
    found: list[Token] = []
    word, count, before = -1, 0, "gap"
    for char, start, end in letters:
        kind = _kind(char)
        if kind == "word" and before == "word":
            last = found.pop()
            found.append(Token(last.text + char, last.start, end, last.word, False))
        elif kind != "gap":
            glued = kind in {"hangul", "glyph"} and before in {"hangul", "glyph"}
            same = glued and kind == before and (kind == "hangul" or count % 2 == 1)
            word += not same
            count = count + 1 if kind == before else 1
            found.append(Token(char, start, end, word, glued))
        before = kind
    return found


def _kind(char: str) -> str:
    name = unicodedata.name(char, "")
    if unicodedata.category(char)[0] not in "LNM":
        return "gap"
    if name.startswith("HANGUL"):
        return "hangul"
    return "glyph" if name.startswith(GLYPH_NAMES) else "word"


def _clusters(original: str) -> list[tuple[int, int]]:
    clusters: list[tuple[int, int]] = []
    for at, char in enumerate(original):
        first = unicodedata.normalize("NFKD", char)[0]
        vowel_or_final = "JUNGSEONG" in unicodedata.name(first, "") or "JONGSEONG" in unicodedata.name(
            first, ""
        )
        if clusters and (unicodedata.category(first)[0] == "M" or vowel_or_final or char in UNSEEN):
            clusters[-1] = (clusters[-1][0], at + 1)
        else:
            clusters.append((at, at + 1))
    return clusters


def _fold(cluster: str) -> str:
    plain = unicodedata.normalize("NFKC", cluster).casefold()
    for char in UNSEEN:
        plain = plain.replace(char, "")
    parts = unicodedata.normalize("NFD", plain)
    kept = ""
    for char in parts:
        accent = unicodedata.name(char, "").startswith("COMBINING ") and ord(char) < 0x370
        cyrillic = unicodedata.name(kept[-1:] or "x", "").startswith("CYRILLIC")
        dropped = accent and (not cyrillic or char == "\u0301" or kept[-1:] + char == "е\u0308")
        kept += "" if dropped else char
    return "".join(TYPED.get(char, char) for char in unicodedata.normalize("NFC", kept))
